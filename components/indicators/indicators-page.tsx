import { Link } from 'react-router-dom'
import { ChartCard } from '../charts/charts.tsx'
import { OverseePage } from '../oversee/parts.tsx'
import { useFilters, usePage } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { Figure } from './figure.tsx'
import type { Choice, IndicatorsAnswer } from './state.ts'
import { en } from './text-en.ts'
import { fr } from './text-fr.ts'
import './indicators.css'

export type IndicatorWords = typeof fr

/** What the school is judged by, defined in words, each figure opening its rows. */
export function IndicatorsPage() {
  const { state } = useDesk()
  const say = state.locale === 'en' ? en : fr
  const [params, go] = useFilters()
  const loaded = usePage<IndicatorsAnswer>('indicators', params.toString())
  const { answer } = loaded
  const print = (
    <button type="button" className="button" onClick={() => window.print()}>
      <Icon name="Printer" size={16} /> {say.print}
    </button>
  )
  return (
    <OverseePage title={say.title} help={say.help} loaded={loaded} actions={answer?.year ? print : null}>
      {answer && (answer.year ? <Figures answer={answer} say={say} go={go} /> : <Nothing say={say} />)}
    </OverseePage>
  )
}

const Nothing = ({ say }: { say: IndicatorWords }) => (
  <div className="empty">
    <Icon name="BarChart2" size={28} />
    <p>{say.none}</p>
    <Link className="button" to="/admin/resources/Campaign">
      {say.toCampaigns}
    </Link>
  </div>
)

type Go = (values: Record<string, string | null>) => void
type Part = { answer: IndicatorsAnswer; say: IndicatorWords }

function Figures({ answer, say, go }: Part & { go: Go }) {
  const { figures } = answer
  return (
    <>
      <Selection answer={answer} say={say} go={go} />
      <div className="figures">
        {figures.map((figure) => (
          <Figure key={figure.name} figure={figure} say={say} />
        ))}
      </div>
      <h2 className="section">{say.evolution}</h2>
      <div className="charts">
        {figures.map(({ name, chart, trend }) => [
          <ChartCard key={`${name}.trend`} chart={trend} />,
          <ChartCard key={`${name}.chart`} chart={chart} />,
        ])}
      </div>
      <h2 className="section">{say.definitions}</h2>
      <dl className="card definitions">
        {figures.map(({ name, title, definition }) => (
          <div key={name}>
            <dt>{title}</dt>
            <dd>{definition}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Selection({ answer, say, go }: Part & { go: Go }) {
  const named = (names: string[], words: Record<string, string> = {}): Choice[] =>
    names.map((id) => ({ id, name: words[id] ?? id }))
  return (
    <div className="indicator-filters">
      <Select label={say.year} value={answer.year} choices={named(answer.years)} choose={toYear(go)} />
      <Select
        label={say.campaign}
        value={answer.campaign}
        choices={answer.campaigns}
        all={say.all}
        choose={(campaign) => go({ campaign })}
      />
      <Select
        label={say.programme}
        value={answer.programme}
        choices={answer.programmes}
        all={say.all}
        choose={(programme) => go({ programme })}
      />
      <Select
        label={say.by}
        value={answer.by}
        choices={named(Object.keys(say.dimensions), say.dimensions)}
        choose={(by) => go({ by })}
      />
    </div>
  )
}

const toYear = (go: Go) => (year: string) => go({ year, campaign: null })

type SelectProps = { label: string; value: string; choices: Choice[]; all?: string; choose: (id: string) => void }

const Select = ({ label, value, choices, all, choose }: SelectProps) => (
  <label>
    <span>{label}</span>
    <select value={value} onChange={(event) => choose(event.target.value)}>
      {all && <option value="">{all}</option>}
      {choices.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  </label>
)
