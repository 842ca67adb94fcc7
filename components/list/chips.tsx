import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { useFilterWords } from './filter-text.ts'
import { changed, type Filter, sayFilter, withoutFilters } from './query.ts'
import { useTitles } from './titles.ts'

type Props = { filters: Filter[]; params: URLSearchParams; apply: (params: URLSearchParams) => void }

/** What the list is narrowed to, each part removable by one click; a group is one chip that holds others. */
export function Chips({ filters, params, apply }: Props) {
  const { t } = useDesk()
  const titles = useTitles(wantedOf(filters))
  if (filters.length === 0) return null
  const take = (...keys: string[]) => apply(changed(params, Object.fromEntries(keys.map((key) => [key, null]))))
  const alone = filters.filter((filter) => filter.group === null)
  const groups = Map.groupBy(
    filters.filter((filter) => filter.group !== null),
    (filter) => filter.group,
  )
  return (
    <ul className="chips" aria-label={t.filters}>
      {alone.map((filter) => (
        <li key={filter.key}>
          <Chip filter={filter} titles={titles} take={() => take(filter.key)} />
        </li>
      ))}
      {[...groups.entries()].map(([group, members]) => (
        <li key={group} className="chip-group">
          <Group members={members} titles={titles} take={take} />
        </li>
      ))}
      <li className="bare">
        <button type="button" className="link" onClick={() => apply(withoutFilters(params))}>
          {t.clearAll}
        </button>
      </li>
    </ul>
  )
}

/** The references whose names these filters need. */
export const wantedOf = (filters: Filter[]): string =>
  filters
    .filter(({ column, operator }) => column.field?.reference && ['', 'is', 'in', 'not', 'none'].includes(operator))
    .flatMap(({ column, value }) => value.split(',').map((id) => `${column.field?.reference}/${id}`))
    .join(' ')

type ChipProps = { filter: Filter; titles: Map<string, string>; take: () => void }

function Chip({ filter, titles, take }: ChipProps) {
  const desk = useDesk()
  const { label } = filter.column
  return (
    <>
      <span>
        {label} : <strong>{sayFilter(filter, desk, titles)}</strong>
      </span>
      <button type="button" className="icon-button" aria-label={desk.t.removeFilter(label)} onClick={take}>
        <Icon name="X" size={14} />
      </button>
    </>
  )
}

type GroupProps = { members: Filter[]; titles: Map<string, string>; take: (...keys: string[]) => void }

function Group({ members, titles, take }: GroupProps) {
  const words = useFilterWords()
  return (
    <>
      <span className="muted">{words.groupChip} :</span>
      {members.map((filter, rank) => (
        <span key={filter.key} className="chip-member">
          {rank > 0 && <em>{words.or}</em>}
          <Chip filter={filter} titles={titles} take={() => take(filter.key)} />
        </span>
      ))}
      <button
        type="button"
        className="icon-button"
        aria-label={words.removeGroup}
        onClick={() => take(...members.map((filter) => filter.key))}
      >
        <Icon name="Trash2" size={14} />
      </button>
    </>
  )
}
