import React from 'react'
import { Link } from 'react-router-dom'
import { get, recordPath } from '../api.ts'
import { Chip, Value } from '../fields/value.tsx'
import { useDesk } from '../shell/context.ts'
import type { RecordJson } from '../state.ts'
import { useSeeWords } from './see-text.ts'

type Spot = { model: string; id: string; link: HTMLElement }

const REST_MS = 350
const PRESS_MS = 500
const known = new Map<string, { record: RecordJson; at: number }>()
const FRESH_MS = 60_000

/** Pass over a reference, stop on it with the keyboard, or keep a finger on it: the record in a few words. */
export function Peek() {
  const [spot, setSpot] = React.useState<Spot | null>(null)
  const record = useGlance(spot)
  useSpots(setSpot)
  return spot && record ? <Card key={record.id} spot={spot} record={record} close={() => setSpot(null)} /> : null
}

/** One pair of ears for the whole desk: a list of a hundred references costs nothing. */
function useSpots(set: (spot: Spot | null) => void): void {
  React.useEffect(() => {
    let timer = 0
    let pressed = false
    const wait = (spot: Spot | null, ms: number) => {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => set(spot), ms)
    }
    const over = (event: Event) => {
      const inside = (event.target as Element | null)?.closest?.('.peek')
      const link = (event.target as Element | null)?.closest?.<HTMLElement>('[data-peek]')
      if (inside) return window.clearTimeout(timer)
      wait(link ? spotOf(link) : null, REST_MS)
    }
    const press = (event: TouchEvent) => {
      const link = (event.target as Element).closest<HTMLElement>('[data-peek]')
      pressed = false
      window.clearTimeout(timer)
      if (link)
        timer = window.setTimeout(() => {
          pressed = true
          set(spotOf(link))
        }, PRESS_MS)
    }
    const lift = (event: Event) => {
      if (pressed) event.preventDefault()
      else if (!(event.target as Element).closest('.peek')) window.clearTimeout(timer)
    }
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') wait(null, 0)
      const open = document.querySelector<HTMLElement>('.peek a')
      if (event.key !== 'ArrowDown' || !open || !(event.target as Element).closest('[data-peek]')) return
      event.preventDefault()
      open.focus()
    }
    const pairs: [string, (event: never) => void][] = [
      ['mouseover', over],
      ['focusin', over],
      ['touchstart', press],
      ['touchend', lift],
      ['touchmove', lift],
      ['contextmenu', lift],
      ['keydown', key],
    ]
    for (const [name, listen] of pairs) document.addEventListener(name, listen as EventListener, { passive: false })
    return () => {
      window.clearTimeout(timer)
      for (const [name, listen] of pairs) document.removeEventListener(name, listen as EventListener)
    }
  }, [set])
}

function spotOf(link: HTMLElement): Spot {
  const [model = '', id = ''] = (link.dataset.peek ?? '').split('/')
  return { model, id, link }
}

/** Asked once a minute at most; whoever moves on before the answer cancels it. */
function useGlance(spot: Spot | null): RecordJson | null {
  const [record, setRecord] = React.useState<RecordJson | null>(null)
  React.useEffect(() => {
    setRecord(null)
    if (!spot) return
    const key = `${spot.model}/${spot.id}`
    const before = known.get(key)
    if (before && performance.now() - before.at < FRESH_MS) return setRecord(before.record)
    const stop = new AbortController()
    get<{ record: RecordJson }>(recordPath(spot.model, spot.id, 'glance'), stop.signal)
      .then((answer) => {
        known.set(key, { record: answer.record, at: performance.now() })
        setRecord(answer.record)
      })
      .catch(() => undefined)
    return () => stop.abort()
  }, [spot])
  return record
}

function Card({ spot, record, close }: { spot: Spot; record: RecordJson; close: () => void }) {
  const desk = useDesk()
  const words = useSeeWords()
  const box = React.useRef<HTMLDivElement>(null)
  const model = desk.state.models[spot.model]
  React.useLayoutEffect(() => place(box.current, spot.link), [spot])
  const state = model?.fields.find((field) => field.name === 'status' && field.kind === 'enum')
  const tells = (value: unknown) => (value ?? '') !== '' && value !== record.title
  const fields = (model?.fields ?? []).filter((field) => field !== state && tells(record.params[field.name]))
  return (
    <div className="peek" role="dialog" aria-label={words.peek(record.title)} ref={box}>
      <p className="peek-title">
        <strong>{record.title}</strong>
        {state && typeof record.params.status === 'string' && (
          <Chip value={record.params.status} field={state} desk={desk} />
        )}
      </p>
      <dl>
        {fields.slice(0, 4).map((field) => (
          <div key={field.name}>
            <dt>{field.label}</dt>
            <dd>
              <Value field={field} record={record} inList />
            </dd>
          </div>
        ))}
      </dl>
      <Link className="button" to={`/admin/resources/${spot.model}/records/${spot.id}/show`} onClick={close}>
        {words.open}
      </Link>
    </div>
  )
}

/** Under the reference, above it when there is no room, never beyond the screen. */
function place(box: HTMLElement | null, link: HTMLElement): void {
  if (!box) return
  const at = link.getBoundingClientRect()
  const { width, height } = box.getBoundingClientRect()
  const below = at.bottom + height + 12 < window.innerHeight
  box.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - width - 8))}px`
  box.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`
}
