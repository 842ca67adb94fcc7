import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { ListMeta } from '../state.ts'
import { useFilterWords } from './filter-text.ts'
import { rounded } from './total.tsx'

type Props = { meta: ListMeta; shown: number; go: (values: Record<string, string | null>) => void }

/** The page beside this one starts where this one ends, whatever came meanwhile; both ends are one click away. */
export function Pager({ meta, shown, go }: Props) {
  const { t } = useDesk()
  const last = Math.max(1, Math.ceil(meta.total / meta.perPage))
  const isLast = meta.about ? shown < meta.perPage : meta.page >= last
  if (isLast && meta.page <= 1) return null
  const back = () =>
    go(meta.page <= 2 ? {} : { page: String(meta.page - 1), ...(meta.before ? { before: meta.before } : {}) })
  const forth = () => go({ page: String(meta.page + 1), ...(meta.after ? { after: meta.after } : {}) })
  const where = useWhere(meta, last)
  const words = useFilterWords()
  const step = (label: string, icon: string, disabled: boolean, onClick: () => void) => (
    <button type="button" className="button" disabled={disabled} onClick={onClick} aria-label={label}>
      <Icon name={icon} size={16} />
    </button>
  )
  return (
    <nav className="pager" aria-label={where}>
      {step(words.first, 'ChevronsLeft', meta.page <= 1, () => go({}))}
      {step(t.previous, 'ChevronLeft', meta.page <= 1, back)}
      <span>{where}</span>
      {step(t.next, 'ChevronRight', isLast, forth)}
      {step(words.last, 'ChevronsRight', isLast, () => go({ page: 'last' }))}
      <label className="per-page">
        <select
          value={String(meta.perPage)}
          onChange={(event) => go({ perPage: event.target.value })}
          aria-label={t.perPage}
        >
          {[...new Set([25, 50, 100, meta.perPage])]
            .sort((a, b) => a - b)
            .map((n) => (
              <option key={n} value={n}>
                {n} {t.perPage}
              </option>
            ))}
        </select>
      </label>
    </nav>
  )
}

function useWhere(meta: ListMeta, last: number): string {
  const { t } = useDesk()
  const words = useFilterWords()
  if (meta.about === 'near') return words.pageNear(meta.page, rounded(last))
  return meta.about ? words.pageAlone(meta.page) : t.page(meta.page, last)
}
