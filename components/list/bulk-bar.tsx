import React from 'react'
import { Link } from 'react-router-dom'
import { bulkPath, get } from '../api.ts'
import type { Which } from '../bulk/bulk-dialog.tsx'
import { editable } from '../bulk/edit-fields.tsx'
import { useDesk } from '../shell/context.ts'
import type { ModelState, VerbState } from '../state.ts'
import { useLazy } from '../use-lazy.ts'

type Picked = Set<string> | 'all'
type Props = {
  name: string
  model: ModelState
  picked: Picked
  total: number
  search: string
  pick: (picked: Picked) => void
  done: () => void
}

/** What can be done to everything that is ticked; the dialog says beforehand who will be done and who will not. */
export function BulkBar({ name, model, picked, total, search, pick, done }: Props) {
  const { t } = useDesk()
  const [doing, setDoing] = React.useState<VerbState | 'edit' | null>(null)
  const part = useLazy<typeof import('../lazy/bulk.ts')>('bulk', doing !== null, () => setDoing(null))
  const legal = useLegal(name, picked)
  const size = picked === 'all' ? total : picked.size
  if (size === 0) return null
  const which: Which = picked === 'all' ? { matching: search } : { ids: [...picked] }
  const verbs = model.verbs.filter((one) => picked === 'all' || legal?.actions.includes(one.name))
  const edits = editable(model).length > 0 && (picked === 'all' || legal?.edit === true)
  const finish = () => {
    setDoing(null)
    pick(new Set())
    done()
  }
  const taken = picked === 'all' ? search : new URLSearchParams({ recordIds: [...picked].join(',') }).toString()
  return (
    <div className="bulk-bar">
      <strong>{picked === 'all' ? t.allMatching(total) : t.selected(size)}</strong>
      {picked !== 'all' && total > size && (
        <button type="button" className="link" onClick={() => pick('all')}>
          {t.selectMatching(total)}
        </button>
      )}
      <span className="bulk-verbs">
        {edits && (
          <button type="button" className="button" onClick={() => setDoing('edit')}>
            {t.editMany}
          </button>
        )}
        {verbs.map((one) => (
          <button
            key={one.name}
            type="button"
            className={`button ${one.tone === 'danger' ? 'danger' : ''}`}
            onClick={() => setDoing(one)}
          >
            {one.label}
          </button>
        ))}
        <Link className="button" to={`/admin/resources/${name}/actions/export${taken ? `?${taken}` : ''}`}>
          {t.exportPicked}
        </Link>
        {model.screens
          .filter((screen) => screen.picks)
          .map((screen) => (
            <Link
              key={screen.name}
              className="button"
              to={`/admin/resources/${name}/actions/${screen.name}${taken ? `?${taken}` : ''}`}
            >
              {screen.label}
            </Link>
          ))}
      </span>
      <button type="button" className="link" onClick={() => pick(new Set())}>
        {t.unselect}
      </button>
      {doing && part && (
        <part.BulkDialog
          name={name}
          model={model}
          verb={doing === 'edit' ? null : doing}
          which={which}
          size={size}
          close={() => setDoing(null)}
          done={finish}
        />
      )}
    </div>
  )
}

type Legal = { actions: string[]; edit: boolean }

/** The verbs that at least one ticked record allows now, for this person: the preview tells which. */
function useLegal(model: string, picked: Picked): Legal | null {
  const ids = picked === 'all' ? '' : [...picked].join(',')
  const [legal, setLegal] = React.useState<Legal | null>(null)
  React.useEffect(() => {
    if (ids === '') return setLegal(null)
    const stop = new AbortController()
    get<Legal>(`${bulkPath(model, 'legal')}?recordIds=${ids}`, stop.signal)
      .then(setLegal)
      .catch(() => undefined)
    return () => stop.abort()
  }, [model, ids])
  return legal
}
