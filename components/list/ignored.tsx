import { Icon } from '../shell/icon.tsx'
import { useFilterWords } from './filter-text.ts'
import { changed } from './query.ts'

type Props = { keys: string[]; params: URLSearchParams; apply: (params: URLSearchParams) => void }

/** What the address asks and the list left out is said, so that nobody takes these rows for those they meant. */
export function Ignored({ keys, params, apply }: Props) {
  const words = useFilterWords()
  if (keys.length === 0) return null
  const takeOff = () => apply(changed(params, Object.fromEntries(keys.map((key) => [key, null]))))
  return (
    <div className="banner ignored" role="status">
      <Icon name="AlertTriangle" size={16} />
      <span>
        {keys.map((key) => (
          <span key={key}>
            {key === 'sortBy' ? words.ignoredSort(params.get('sortBy') ?? '') : words.ignoredFilter(nameOf(key))}{' '}
          </span>
        ))}
      </span>
      <button type="button" className="link" onClick={takeOff}>
        {words.takeOff}
      </button>
    </div>
  )
}

const nameOf = (key: string): string => key.replace(/^.*?filters\./, '').replace(/~~.*$/, '')
