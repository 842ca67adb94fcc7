import React from 'react'
import { recordPath } from '../api.ts'
import { useSend } from '../oversee/use-page.ts'
import type { Opened } from '../record/record-tabs.tsx'
import { useFetched } from '../record/use-fetched.ts'
import { useDesk } from '../shell/context.ts'
import { Empty } from './run-parts.tsx'
import { type RunWords, runWords } from './run-text.ts'
import type { MarksAnswer } from './tab-state.ts'

type Answer = { marks: MarksAnswer }
type Member = MarksAnswer['members'][number]

/** The sheet of a meeting: one tap a person, saved at once; after it is closed, one correction at a time. */
export function MarksPanel({ name, record, changed }: Opened) {
  const { t, state } = useDesk()
  const say = runWords(state.locale)
  const { answer, failed } = useFetched<Answer>(recordPath(name, record.id, 'marks'))
  if (!answer) return <p className={failed ? 'banner banner-error' : 'muted'}>{failed ? t.networkError : t.loading}</p>
  // The tab is drawn anew when its record changed
  const again = changed
  const { marks } = answer
  if (marks.members.length === 0) return <Empty>{say.nobody}</Empty>
  const path = (verb: string) => recordPath(name, record.id, verb)
  if (marks.open === 'mark') return <Sheet marks={marks} path={path('mark')} say={say} again={again} />
  return <Closed marks={marks} path={path('correct')} say={say} again={again} />
}

type Part = { marks: MarksAnswer; path: string; say: RunWords; again: () => void }

function Sheet({ marks, path, say, again }: Part) {
  const { busy, send } = useSend()
  const [members, setMembers] = React.useState(marks.members)
  const isChanged = JSON.stringify(members) !== JSON.stringify(marks.members)
  const set = (id: string, mark: string) => setMembers(members.map((one) => (one.id === id ? { ...one, mark } : one)))
  const save = async () => {
    const sent = members.filter(({ mark }) => mark).map(({ id, mark, note }) => ({ memberId: id, mark, note }))
    if (await send(path, { marks: JSON.stringify(sent) })) again()
  }
  return (
    <div className="run-panel">
      <p className="muted">{say.marksHelp}</p>
      <button
        type="button"
        className="button"
        onClick={() => setMembers(members.map((one) => ({ ...one, mark: 'present' })))}
      >
        {say.everyone}
      </button>
      {members.map((member) => (
        <Choices key={member.id} member={member} marks={marks} say={say} choose={(mark) => set(member.id, mark)} />
      ))}
      <div className="run-foot">
        <span role="status">{isChanged ? say.unsaved : ''}</span>
        <button type="button" className="button primary" disabled={!isChanged || busy} onClick={() => void save()}>
          {say.save}
        </button>
      </div>
    </div>
  )
}

type ChoicesProps = { member: Member; marks: MarksAnswer; say: RunWords; choose: (mark: string) => void }

const Choices = ({ member, marks, choose }: ChoicesProps) => (
  <fieldset className="run-marks">
    <legend>
      {member.name} <small className="muted">{member.post}</small>
    </legend>
    {marks.choices.map(({ value, label, tone }) => (
      <label key={value} className={member.mark === value ? `chosen tone-${tone}` : ''}>
        <input type="radio" name={`mark-${member.id}`} checked={member.mark === value} onChange={() => choose(value)} />
        <span>{label}</span>
      </label>
    ))}
  </fieldset>
)

function Closed({ marks, path, say, again }: Part) {
  const [open, setOpen] = React.useState<string | null>(null)
  const labelOf = (mark: string) => marks.choices.find(({ value }) => value === mark)
  return (
    <div className="run-panel">
      <p className="muted">{marks.open === 'correct' ? say.closedHelp : say.readHelp}</p>
      <ul className="run-lines">
        {marks.members.map((member) => (
          <li key={member.id}>
            <div>
              {member.name} <small className="muted">{member.post}</small>
              {member.note && <p className="muted">{member.note}</p>}
              {open === member.id && (
                <Correction {...{ member, marks, path, say }} close={() => setOpen(null)} again={again} />
              )}
            </div>
            <div className="run-figure">
              <span className={`chip tone-${labelOf(member.mark)?.tone ?? 'grey'}`}>
                {labelOf(member.mark)?.label ?? say.unmarked}
              </span>
              {marks.open === 'correct' && open !== member.id && (
                <button
                  type="button"
                  className="button"
                  aria-label={say.correctOne(member.name)}
                  onClick={() => setOpen(member.id)}
                >
                  {say.correct}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}

type CorrectionProps = Part & { member: Member; close: () => void }

function Correction({ member, marks, path, say, close, again }: CorrectionProps) {
  const { busy, send } = useSend()
  const [mark, setMark] = React.useState(member.mark || 'present')
  const [reason, setReason] = React.useState('')
  const save = async (event: React.FormEvent) => {
    event.preventDefault()
    if (await send(path, { memberId: member.id, mark, reason })) again()
  }
  return (
    <form className="run-correct" onSubmit={save}>
      <label>
        <span>{say.mark}</span>
        <select value={mark} onChange={(event) => setMark(event.target.value)}>
          {marks.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{say.motive}</span>
        <textarea required rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <div className="form-actions">
        <button type="submit" className="button primary" disabled={busy}>
          {say.confirm}
        </button>
        <button type="button" className="button" onClick={close}>
          {say.cancel}
        </button>
      </div>
    </form>
  )
}
