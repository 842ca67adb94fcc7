import React from 'react'
import { Link } from 'react-router-dom'
import { ChartCard } from '../charts/charts.tsx'
import { VerbForm } from '../form/verb-form.tsx'
import { OverseePage } from '../oversee/parts.tsx'
import { useFilters, usePage } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { VerbState } from '../state.ts'
import { CountDialog } from './cash-count.tsx'
import { Register } from './cash-register.tsx'
import type { CashAnswer, CashCard, CashClubsAnswer } from './cash-state.ts'
import { CashTables, Clubs } from './cash-tables.tsx'
import { cashWords } from './cash-text.ts'
import { Waiting } from './cash-waiting.tsx'
import './cash.css'

/** The state of the cash box: what a treasurer opens on a telephone, receipt in hand. */
export function CashPage() {
  const { state } = useDesk()
  const say = cashWords(state.locale)
  const [params, go] = useFilters()
  const loaded = usePage<CashClubsAnswer>('cash', params.toString())
  const { answer } = loaded
  const alone = answer !== null && answer.box === '' && answer.boxes.length > 0
  const title = answer?.box ? `${say.title} — ${answer.club}` : say.title
  return (
    <OverseePage title={title} help={alone ? say.unionHelp : say.help} loaded={loaded}>
      {answer?.boxes.length === 0 && (
        <div className="empty">
          <Icon name="BookOpen" size={28} />
          <h2>{say.none}</h2>
          <p className="muted">{say.noneHelp}</p>
        </div>
      )}
      {answer && answer.boxes.length > 1 && <Choose answer={answer} go={go} />}
      {alone && <Clubs clubs={answer.clubs} say={say} open={(box) => go({ box })} />}
      {alone && <Waiting waiting={answer.waiting} say={say} done={loaded.reload} />}
      {answer?.box && <Box answer={answer} go={go} reload={loaded.reload} />}
    </OverseePage>
  )
}

type Go = (values: Record<string, string | null>) => void

function Choose({ answer, go }: { answer: CashAnswer; go: Go }) {
  const { state } = useDesk()
  const say = cashWords(state.locale)
  return (
    <label className="cash-choice">
      <span>{say.box}</span>
      <select value={answer.box} onChange={(event) => go({ box: event.target.value, year: null })}>
        <option value="">{say.all}</option>
        {answer.boxes.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function Box({ answer, go, reload }: { answer: CashAnswer; go: Go; reload: () => void }) {
  const { state } = useDesk()
  const say = cashWords(state.locale)
  return (
    <div className="cash">
      <Actions answer={answer} done={reload} />
      <Cards cards={answer.cards} />
      <p className="muted cash-notes">
        {say.opening(answer.opening)} {say.others(answer.others)}{' '}
        {answer.years.length > 1 && (
          <label>
            <span>{say.year}</span>{' '}
            <select value={answer.year} onChange={(event) => go({ year: event.target.value })}>
              {answer.years.map((year) => (
                <option key={year}>{year}</option>
              ))}
            </select>
          </label>
        )}
      </p>
      <Waiting waiting={answer.waiting} say={say} done={reload} />
      {answer.chart && <ChartCard chart={answer.chart} />}
      <CashTables answer={answer} say={say} />
      <Register answer={answer} say={say} done={reload} />
    </div>
  )
}

export function Cards({ cards }: { cards: CashCard[] }) {
  const { state } = useDesk()
  const say = cashWords(state.locale)
  return (
    <ul className="cash-cards">
      {cards.map(({ key, value, href, tone }) => (
        <li key={key}>
          <Link to={href} className={`card cash-card${tone ? ` edge-${tone}` : ''}`} data-card={key}>
            <span>{say.cards[key]}</span>
            <strong>{value}</strong>
          </Link>
        </li>
      ))}
    </ul>
  )
}

const FIRST = ['spend', 'receive']

function Actions({ answer, done }: { answer: CashAnswer; done: () => void }) {
  const { state, notify } = useDesk()
  const say = cashWords(state.locale)
  const [verb, setVerb] = React.useState<VerbState | null>(null)
  const [counting, setCounting] = React.useState(false)
  const known = (name: string) => state.models.CashBox?.verbs.find((one) => one.name === name)
  const names = [...(answer.isBegun ? FIRST : ['open']), 'transfer'].filter((name) => answer.verbs.includes(name))
  const verbs = names.flatMap((name) => known(name) ?? [])
  return (
    <div className="cash-actions">
      {!answer.isBegun && names.includes('open') && (
        <div className="banner">
          <strong>{say.start}</strong> — {say.startHelp}
        </div>
      )}
      {verbs.map((one, i) => (
        <button
          key={one.name}
          type="button"
          className={i === 0 ? 'button primary' : 'button'}
          onClick={() => setVerb(one)}
        >
          <Icon name={one.name === 'spend' ? 'Minus' : one.name === 'receive' ? 'Plus' : 'ChevronRight'} size={16} />
          {one.label}
        </button>
      ))}
      {answer.isBegun && answer.verbs.includes('count') && (
        <button type="button" className="button" onClick={() => setCounting(true)}>
          {say.count}
        </button>
      )}
      {verb && (
        <VerbForm
          model="CashBox"
          verb={verb}
          target={{ id: answer.box }}
          close={() => setVerb(null)}
          done={({ notice }) => {
            setVerb(null)
            if (notice) notify(notice)
            done()
          }}
        />
      )}
      {counting && <CountDialog answer={answer} say={say} close={() => setCounting(false)} done={done} />}
    </div>
  )
}
