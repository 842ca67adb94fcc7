import { useDesk } from '../shell/context.ts'
import type { ListMeta } from '../state.ts'
import { useFilterWords } from './filter-text.ts'

/** How many there are; of a long list about how many, and every one of them when somebody asks. */
export function Total({ meta, exactly }: { meta: ListMeta; exactly: () => void }) {
  const { t } = useDesk()
  const words = useFilterWords()
  if (!meta.about) return t.count(meta.total)
  return (
    <>
      {meta.about === 'near' ? words.near(rounded(meta.total)) : words.more(meta.total)}{' '}
      <button type="button" className="link" onClick={exactly}>
        {words.countExactly}
      </button>
    </>
  )
}

/** Nobody believes the last digits of an estimate. */
export function rounded(count: number): number {
  const unit = 10 ** Math.max(0, String(Math.trunc(count)).length - 2)
  return Math.round(count / unit) * unit
}
