import { Choice, OverseePage } from '../oversee/parts.tsx'
import { useFilters, usePage } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { ActivityDays } from './activity-days.tsx'
import type { ActivityAnswer } from './state.ts'
import { activityWords } from './text.ts'

/** Everything that happened to what this person may read, by day, of one kind of record when asked. */
export function ActivityPage() {
  const { state } = useDesk()
  const say = activityWords(state.locale)
  const [params, go] = useFilters()
  const loaded = usePage<ActivityAnswer>('activity', params.toString())
  const { answer } = loaded
  const older = new URLSearchParams(answer?.next ?? '')
  const latest = { before: null, until: null }
  const isOlder = params.has('before')
  return (
    <OverseePage title={say.title} help={say.help} loaded={loaded}>
      {answer && answer.nouns.length > 1 && (
        <div className="activity-kinds">
          <Choice
            label={say.kind}
            value={answer.noun ?? ''}
            options={answer.nouns}
            any={say.allKinds}
            onChange={(noun) => go({ ...latest, noun: noun || null })}
          />
        </div>
      )}
      {answer && answer.lines.length > 0 && (
        <div className="card activity">
          <ActivityDays lines={answer.lines} level={2} />
        </div>
      )}
      {answer?.lines.length === 0 && !answer.next && (
        <Nothing answer={answer} isOlder={isOlder} showAll={() => go({ ...latest, noun: null })} />
      )}
      {answer && (isOlder || answer.next) && (
        <nav className="pager" aria-label={say.title}>
          {isOlder && (
            <button type="button" className="button" onClick={() => go(latest)}>
              <Icon name="ChevronsLeft" size={16} />
              {say.latest}
            </button>
          )}
          {answer.next && (
            <button
              type="button"
              className="button"
              onClick={() => {
                go({ before: older.get('before'), until: older.get('until') })
                window.scrollTo({ top: 0 })
              }}
            >
              {say.older}
              <Icon name="ChevronRight" size={16} />
            </button>
          )}
        </nav>
      )}
    </OverseePage>
  )
}

type NothingProps = { answer: ActivityAnswer; isOlder: boolean; showAll: () => void }

function Nothing({ answer, isOlder, showAll }: NothingProps) {
  const { state } = useDesk()
  const say = activityWords(state.locale)
  if (isOlder) return <p className="empty">{say.emptyOlder}</p>
  return (
    <div className="empty">
      <Icon name="Activity" size={28} />
      <h2>{answer.noun ? say.emptyKind : say.empty}</h2>
      <p>{answer.noun ? say.emptyKindHelp : say.emptyHelp}</p>
      {answer.noun && (
        <button type="button" className="button" onClick={showAll}>
          {say.showAll}
        </button>
      )}
    </div>
  )
}
