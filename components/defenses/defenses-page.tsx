import React from 'react'
import { Link } from 'react-router-dom'
import { BulkDialog } from '../bulk/bulk-dialog.tsx'
import { OverseePage } from '../oversee/parts.tsx'
import { useFilters, usePage } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { BoardLine } from './board-line.tsx'
import { DaySheets } from './day-sheets.tsx'
import { draftOf } from './draft.ts'
import { SettingsForm } from './settings-form.tsx'
import type { DefensesAnswer } from './state.ts'
import { en } from './text-en.ts'
import { type DefenseWords, fr } from './text-fr.ts'
import { type Board, useBoard } from './use-board.ts'
import './defenses.css'

/** The officer’s table: every defense of a campaign with its slot, its room and its jury, judged while it is filled in. */
export function DefensesPage() {
  const { state } = useDesk()
  const say = state.locale === 'en' ? en : fr
  const [params, go] = useFilters()
  const search = params.toString()
  const loaded = usePage<DefensesAnswer>('defenses', search)
  const { answer } = loaded
  const version = answer?.lines.map(({ id, version: turn, startsAt }) => `${id}${turn}${startsAt}`).join()
  return (
    <OverseePage title={say.title} help={say.help} loaded={loaded}>
      {answer && !answer.campaign && (
        <div className="empty">
          <Icon name="Grid" size={28} />
          <p>{say.none}</p>
          <Link className="button" to="/admin/resources/Campaign">
            {say.toCampaigns}
          </Link>
        </div>
      )}
      {answer?.campaign && (
        <>
          <label className="planner-campaign no-print">
            <span>{say.campaign}</span>
            <select
              value={answer.campaign}
              onChange={(event) => go({ campaign: event.target.value, from: null, to: null })}
            >
              {answer.campaigns.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <SettingsForm answer={answer} say={say} go={go} />
          <Table key={version + search} answer={answer} say={say} search={search} reload={loaded.reload} />
          {answer.lines.length > 0 && <DaySheets answer={answer} say={say} />}
        </>
      )}
    </OverseePage>
  )
}

const SHOWN = 20
type TableProps = { answer: DefensesAnswer; say: DefenseWords; search: string; reload: () => void }

function Table({ answer, say, search, reload }: TableProps) {
  const board = useBoard({ answer, search, saved: reload })
  const [first, setFirst] = React.useState(0)
  const { lines } = answer
  if (lines.length === 0)
    return (
      <div className="empty">
        <Icon name="CheckCircle" size={28} />
        <h2>{say.calm}</h2>
        <p className="muted">{say.calmHelp}</p>
      </div>
    )
  const shown = lines.slice(first, first + SHOWN)
  const refusalOf = (id: string) => board.refused.filter((one) => one.id === id).map(({ message }) => message)
  return (
    <section className="planner no-print">
      <Bar board={board} answer={answer} say={say} reload={reload} />
      {board.refused.length > 0 && (
        <div className="banner banner-error" role="alert">
          <strong>{say.refused}</strong>
          <ul>
            {board.refused.map(({ id, student, message }) => (
              <li key={id}>
                {student} — {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      {lines.length >= answer.most && <p className="muted">{say.most(answer.most)}</p>}
      <div className="table-box">
        <table className="rows board" aria-label={say.table}>
          <thead>
            <tr>
              {[say.student, say.slot, say.room, say.jury].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <BoardLine
                key={line.id}
                line={line}
                draft={board.drafts.find(({ id }) => id === line.id) ?? draftOf(line)}
                answer={answer}
                problems={[...new Set([...refusalOf(line.id), ...(board.marks[line.id]?.errors ?? [])])]}
                warnings={board.marks[line.id]?.warnings ?? []}
                say={say}
                change={(next) => board.change(line.id, next)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {lines.length > SHOWN && (
        <nav className="pager" aria-label={say.table}>
          <button
            type="button"
            className="button"
            aria-label={say.previous}
            disabled={first === 0}
            onClick={() => setFirst(first - SHOWN)}
          >
            <Icon name="ChevronLeft" size={16} />
          </button>
          <span>{say.lines(first + 1, Math.min(first + SHOWN, lines.length), lines.length)}</span>
          <button
            type="button"
            className="button"
            aria-label={say.next}
            disabled={first + SHOWN >= lines.length}
            onClick={() => setFirst(first + SHOWN)}
          >
            <Icon name="ChevronRight" size={16} />
          </button>
        </nav>
      )}
    </section>
  )
}

type BarProps = { board: Board; answer: DefensesAnswer; say: DefenseWords; reload: () => void }

function Bar({ board, answer, say, reload }: BarProps) {
  const { state } = useDesk()
  const [inviting, setInviting] = React.useState(false)
  const model = state.models.Defense
  const verb = model?.verbs.find(({ name }) => name === 'confirm')
  const wrong = Object.values(board.marks).filter(({ errors }) => errors.length > 0).length
  return (
    <div className="planner-bar">
      <button type="button" className="button" disabled={board.busy} onClick={() => void board.propose()}>
        <Icon name="Shuffle" size={16} /> {say.propose}
      </button>
      <button
        type="button"
        className="button primary"
        disabled={board.busy || board.changed === 0}
        onClick={() => void board.save()}
      >
        {say.save}
      </button>
      {board.changed > 0 && (
        <button type="button" className="button" disabled={board.busy} onClick={board.undo}>
          {say.undo}
        </button>
      )}
      {model && verb && answer.planned.n > 0 && board.changed === 0 && (
        <button type="button" className="button" onClick={() => setInviting(true)}>
          {say.confirm(answer.planned.n)}
        </button>
      )}
      <p className="planner-said" aria-live="polite">
        {say.changed(board.changed)} · <span className={wrong > 0 ? 'problem' : undefined}>{say.wrong(wrong)}</span>
      </p>
      {inviting && model && verb && (
        <BulkDialog
          name="Defense"
          model={model}
          verb={verb}
          which={{ matching: answer.planned.search }}
          size={answer.planned.n}
          close={() => setInviting(false)}
          done={() => {
            setInviting(false)
            reload()
          }}
        />
      )}
    </div>
  )
}
