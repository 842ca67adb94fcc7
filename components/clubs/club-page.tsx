import { Link } from 'react-router-dom'
import { ChartCard } from '../charts/charts.tsx'
import { Choice, OverseePage } from '../oversee/parts.tsx'
import { useFilters, usePage } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Activities, Empty, Rates, Section, Stats, Tasks, Top, Winners } from './run-parts.tsx'
import type { BureauLine, ClubAnswer } from './run-state.ts'
import { type RunWords, runWords } from './run-text.ts'

const at = (model: string, club: string) =>
  `/admin/resources/${model}/actions/new?${new URLSearchParams({ clubId: club })}`

/** What the lead of a club opens on a telephone between two lectures. */
export function ClubPage() {
  const { state } = useDesk()
  const say = runWords(state.locale)
  const [params, go] = useFilters()
  const loaded = usePage<ClubAnswer>('club', params.toString())
  const { answer } = loaded
  const options = answer?.clubs.map(({ id, name }) => ({ value: id, label: name })) ?? []
  return (
    <OverseePage title={answer?.name ?? say.chooseClub} help={answer ? say.clubHelp(answer.year) : ''} loaded={loaded}>
      {answer && options.length > 1 && (
        <Choice label={say.chooseClub} value={answer.club} options={options} onChange={(club) => go({ club })} />
      )}
      {answer && <Dashboard answer={answer} say={say} reload={loaded.reload} />}
    </OverseePage>
  )
}

function Dashboard({ answer, say, reload }: { answer: ClubAnswer; say: RunWords; reload: () => void }) {
  const { club, programme } = answer
  return (
    <div className="run-grid">
      {programme && (
        <p className="banner run-wide run-notice">
          {programme.text}{' '}
          <Link className="button" to={programme.href}>
            {programme.action ?? say.seeAll}
          </Link>
        </p>
      )}
      <Section title={say.next} action={{ href: at('Activity', club), label: say.newActivity }}>
        <Activities activities={answer.next} empty={say.noNext} />
      </Section>
      <Section title={say.todo}>
        {answer.todo.length === 0 ? <Empty>{say.nothing}</Empty> : <Stats stats={answer.todo} />}
      </Section>
      <Section title={say.late} action={{ href: at('Task', club), label: say.newTask }}>
        <Tasks tasks={answer.lateTasks} done={reload} empty={say.noLate} />
      </Section>
      <Section title={say.progress}>
        <Rates rates={answer.rates} />
      </Section>
      <div className="run-wide">
        <Section title={say.figures}>
          <Stats stats={answer.stats} />
        </Section>
      </div>
      {answer.bureau.length > 0 && (
        <Section title={say.bureau} action={{ href: at('Meeting', club), label: say.newMeeting }}>
          <Bureau lines={answer.bureau} say={say} />
        </Section>
      )}
      <ChartCard chart={answer.chart} />
      <Top top={answer.top} />
      <Winners laurels={answer.laurels} />
    </div>
  )
}

const Bureau = ({ lines, say }: { lines: BureauLine[]; say: RunWords }) => (
  <ul className="run-lines">
    {lines.map(({ id, name, post, value, text, late, href, tasks }) => (
      <li key={id}>
        <div>
          <Link to={`/admin/resources/ClubMember/records/${id}/show`}>{name}</Link>
          <p className="muted">{[post, text, tasks].filter(Boolean).join(' · ')}</p>
        </div>
        <div className="run-figure">
          {late > 0 && <span className="chip tone-amber">{say.lateTimes(late)}</span>}
          <Link to={href} aria-label={`${name} : ${value}`}>
            <strong>{value}</strong>
          </Link>
        </div>
      </li>
    ))}
  </ul>
)
