import React from 'react'
import { bulkPath, get, Refused } from '../api.ts'
import { needsForm, sendVerb, type Target, VerbForm } from '../form/verb-form.tsx'
import { useDesk } from '../shell/context.ts'
import type { ModelState, VerbState } from '../state.ts'

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

/** What can be done to everything that is ticked; “all that match” leaves the choice to the server, which checks each one. */
export function BulkBar({ name, model, picked, total, search, pick, done }: Props) {
  const { t, notify } = useDesk()
  const [verb, setVerb] = React.useState<VerbState | null>(null)
  const legal = useLegal(name, picked)
  const size = picked === 'all' ? total : picked.size
  if (size === 0) return null
  const target: Target = picked === 'all' ? { matching: search } : { ids: [...picked] }
  const verbs = model.verbs.filter((one) => picked === 'all' || legal?.includes(one.name))
  const finish = () => {
    setVerb(null)
    pick(new Set())
    done()
  }
  const act = async (one: VerbState) => {
    if (needsForm(one)) return setVerb(one)
    try {
      const answer = await sendVerb(name, one, target, {})
      if (answer.notice) notify(answer.notice)
      finish()
    } catch (error) {
      notify({ type: 'error', message: error instanceof Refused ? error.message : t.networkError })
    }
  }
  return (
    <div className="bulk-bar">
      <strong>{picked === 'all' ? t.allMatching(total) : t.selected(size)}</strong>
      {picked !== 'all' && total > size && (
        <button type="button" className="link" onClick={() => pick('all')}>
          {t.selectMatching(total)}
        </button>
      )}
      <span className="bulk-verbs">
        {verbs.map((one) => (
          <button
            key={one.name}
            type="button"
            className={`button ${one.tone === 'danger' ? 'danger' : ''}`}
            onClick={() => act(one)}
          >
            {one.label}
          </button>
        ))}
        {legal && verbs.length === 0 && <span className="muted">{t.nothingForAll}</span>}
      </span>
      <button type="button" className="link" onClick={() => pick(new Set())}>
        {t.unselect}
      </button>
      {verb && <VerbForm model={name} verb={verb} target={target} close={() => setVerb(null)} done={finish} />}
    </div>
  )
}

/** The verbs that every ticked record allows now, for this person. */
function useLegal(model: string, picked: Picked): string[] | null {
  const ids = picked === 'all' ? '' : [...picked].join(',')
  const [legal, setLegal] = React.useState<string[] | null>(null)
  React.useEffect(() => {
    if (ids === '') return setLegal(null)
    const stop = new AbortController()
    get<{ actions: string[] }>(`${bulkPath(model, 'legal')}?recordIds=${ids}`, stop.signal)
      .then((answer) => setLegal(answer.actions))
      .catch(() => undefined)
    return () => stop.abort()
  }, [model, ids])
  return legal
}
