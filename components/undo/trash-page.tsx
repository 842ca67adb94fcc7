import { Link } from 'react-router-dom'
import { sayDay } from '../fields/format.ts'
import { Input } from '../fields/input.tsx'
import { SearchBox } from '../list/search-box.tsx'
import { At, Choice, OverseePage, Pages, Table } from '../oversee/parts.tsx'
import { useFilters, usePage } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { TrashAnswer, TrashItem } from './state.ts'
import { type UndoWords, useUndoWords } from './text.ts'
import { useRestore } from './use-restore.ts'

/** What was thrown away, who did it, until when it can come back. */
export function TrashPage() {
  const say = useUndoWords()
  const [params, go] = useFilters()
  const loaded = usePage<TrashAnswer>('trash', params.toString())
  const { answer } = loaded
  const help = answer ? (answer.everybody ? say.trashHelpAll : say.trashHelp)(answer.days) : ''
  return (
    <OverseePage title={say.trash} help={help} loaded={loaded}>
      {answer && (
        <>
          <Filters answer={answer} say={say} params={params} go={go} />
          {answer.items.length === 0 ? (
            <Empty say={say} filtered={params.size > 0} />
          ) : (
            <Items items={answer.items} say={say} />
          )}
          <Pages at={answer} go={go} />
        </>
      )}
    </OverseePage>
  )
}

type FilterProps = {
  answer: TrashAnswer
  say: UndoWords
  params: URLSearchParams
  go: (values: Record<string, string | null>) => void
}

const Filters = ({ answer, say, params, go }: FilterProps) => (
  <div className="oversee-filters">
    <SearchBox label={say.search} value={params.get('query') ?? ''} onChange={(query) => go({ query })} />
    <Choice
      label={say.state}
      any={say.states.all}
      value={params.get('state') ?? ''}
      options={(['waiting', 'restored'] as const).map((value) => ({ value, label: say.states[value] }))}
      onChange={(state) => go({ state })}
    />
    {answer.everybody && (
      <Input
        field={{ name: 'person', label: say.person, kind: 'reference', reference: 'Person' }}
        value={params.get('person') ?? ''}
        title={answer.person ?? undefined}
        onChange={(person) => go({ person: person ? String(person) : null })}
      />
    )}
  </div>
)

function Items({ items, say }: { items: TrashItem[]; say: UndoWords }) {
  const { busy, restore } = useRestore()
  return (
    <Table
      label={say.trash}
      rows={items}
      keyOf={(item) => item.id}
      columns={[
        {
          label: say.what,
          cell: (item) => (
            <div className="trash-item">
              <Icon name={item.icon} />
              <div>
                <strong>{item.title}</strong>
                <div className="muted">{item.noun}</div>
              </div>
            </div>
          ),
        },
        {
          label: say.by,
          cell: (item) => (
            <>
              <At at={item.deletedAt} />
              <div className="muted">{say.byWhom(item.deletedBy)}</div>
            </>
          ),
        },
        { label: say.until, cell: (item) => <Fate item={item} say={say} busy={busy} restore={restore} /> },
      ]}
    />
  )
}

type FateProps = { item: TrashItem; say: UndoWords; busy: boolean; restore: (id: string) => void }

function Fate({ item, say, busy, restore }: FateProps) {
  const { state } = useDesk()
  const { restored } = item
  if (restored)
    return (
      <>
        {say.restoredBy(restored.by)}, <At at={restored.at} /> ·{' '}
        <Link to={restored.href} aria-label={`${say.open} ${item.title}`}>
          {say.open}
        </Link>
      </>
    )
  return (
    <div className="trash-fate">
      <span className="muted">{say.goneOn(sayDay(item.goneOn, state.locale))}</span>
      {item.mayRestore ? (
        <button
          type="button"
          className="button"
          disabled={busy}
          aria-label={say.restoreOne(item.title)}
          onClick={() => restore(item.id)}
        >
          <Icon name="RotateCcw" size={16} />
          {say.restore}
        </button>
      ) : (
        <span className="muted">{say.noRight}</span>
      )}
    </div>
  )
}

const Empty = ({ say, filtered }: { say: UndoWords; filtered: boolean }) => (
  <div className="empty">
    <Icon name={filtered ? 'Search' : 'Trash2'} size={28} />
    <h2>{filtered ? say.emptyFiltered : say.empty}</h2>
    <p>{filtered ? say.emptyFilteredHint : say.emptyHint}</p>
    {filtered && (
      <Link className="button" to="/admin/pages/trash">
        {say.states.all}
      </Link>
    )}
  </div>
)
