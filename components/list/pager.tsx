import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { ListMeta } from '../state.ts'

export function Pager({ meta, go }: { meta: ListMeta; go: (values: Record<string, string | null>) => void }) {
  const { t } = useDesk()
  const last = Math.max(1, Math.ceil(meta.total / meta.perPage))
  if (last === 1) return null
  const to = (page: number) => go({ page: page === 1 ? null : String(page) })
  return (
    <nav className="pager" aria-label={t.page(meta.page, last)}>
      <button
        type="button"
        className="button"
        disabled={meta.page <= 1}
        onClick={() => to(meta.page - 1)}
        aria-label={t.previous}
      >
        <Icon name="ChevronLeft" size={16} />
      </button>
      <span>{t.page(meta.page, last)}</span>
      <button
        type="button"
        className="button"
        disabled={meta.page >= last}
        onClick={() => to(meta.page + 1)}
        aria-label={t.next}
      >
        <Icon name="ChevronRight" size={16} />
      </button>
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
