import { Link } from 'react-router-dom'
import { ChartCard } from '../charts/charts.tsx'
import { Choice, OverseePage } from '../oversee/parts.tsx'
import { useFilters, usePage } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { Comparison } from './comparison.tsx'
import { Empty, Rates, Section, Stats, Top, Winners } from './run-parts.tsx'
import type { Choice as ChoiceState, ClubsAnswer } from './run-state.ts'
import { type RunWords, runWords } from './run-text.ts'
import { FollowUps, Words } from './words-heard.tsx'

/** All clubs together, side by side, and what participants say: the Amicale’s own page. */
export function ClubsPage() {
  const { state } = useDesk()
  const say = runWords(state.locale)
  const [params, go] = useFilters()
  const loaded = usePage<ClubsAnswer>('clubs', params.toString())
  const { answer } = loaded
  return (
    <OverseePage
      title={say.clubs}
      help={say.clubsHelp}
      loaded={loaded}
      actions={answer && <Downloads {...{ answer, say }} />}
    >
      {answer?.clubs.length === 0 && (
        <div className="empty">
          <p>{say.noClub}</p>
          <Link className="button" to="/admin/resources/Club/actions/new">
            {say.newClub}
          </Link>
        </div>
      )}
      {answer && answer.clubs.length > 0 && (
        <>
          <div className="run-filters">
            <Choice
              label={say.period}
              value={answer.period}
              options={options(answer.periods)}
              onChange={(period) => go({ period })}
            />
            <Choice
              label={say.chooseClub}
              value={answer.club}
              options={options(answer.clubs)}
              any={say.allClubs}
              onChange={(club) => go({ club: club || null })}
            />
            <Link className="button" to={answer.hrefs.participants}>
              <Icon name="Users" size={16} /> {say.participants}
            </Link>
          </div>
          <Board answer={answer} say={say} />
        </>
      )}
    </OverseePage>
  )
}

const options = (choices: ChoiceState[]) => choices.map(({ id, name }) => ({ value: id, label: name }))

const Downloads = ({ answer, say }: { answer: ClubsAnswer; say: RunWords }) => (
  <>
    <a className="button" href={answer.downloads.pdf} aria-label={say.pdfHelp} download>
      <Icon name="FileText" size={16} /> {say.pdf}
    </a>
    <a className="button" href={answer.downloads.csv} aria-label={say.csvHelp} download>
      <Icon name="Download" size={16} /> {say.csv}
    </a>
  </>
)

const Board = ({ answer, say }: { answer: ClubsAnswer; say: RunWords }) => (
  <div className="run-grid">
    {answer.todo.length > 0 && (
      <div className="run-wide">
        <Section title={say.todo}>
          <Stats stats={answer.todo} />
        </Section>
      </div>
    )}
    <Section title={say.progress}>
      <Rates rates={answer.overall} />
    </Section>
    <Section title={say.figures}>
      <Stats stats={answer.stats} />
    </Section>
    <div className="run-wide">
      <Comparison answer={answer} say={say} />
    </div>
    {answer.charts.map((chart) => (
      <ChartCard key={chart.name} chart={chart} />
    ))}
    <Rated answer={answer} say={say} />
    <Top top={answer.top} />
    <Winners laurels={answer.laurels} />
    <Words
      title={say.difficulties}
      empty={say.noDifficulty}
      said={answer.difficulties}
      all={answer.hrefs.difficulties}
    />
    <Words title={say.suggestions} empty={say.noSuggestion} said={answer.suggestions} all={answer.hrefs.suggestions} />
    <FollowUps answer={answer} say={say} />
  </div>
)

const Rated = ({ answer, say }: { answer: ClubsAnswer; say: RunWords }) => (
  <Section title={say.rated}>
    <p className="muted">{say.ratedHelp}</p>
    {answer.rated.length === 0 && <Empty>{say.noRated}</Empty>}
    <ul className="run-top">
      {answer.rated.map(({ id, title, href, mean, n, rank }) => (
        <li key={id}>
          <span className="run-rank">{rank}.</span>
          <div>
            <Link to={href}>{title}</Link>
            <small className="muted">{say.opinions(n)}</small>
          </div>
          <span className="run-score">{mean} / 5</span>
        </li>
      ))}
    </ul>
  </Section>
)
