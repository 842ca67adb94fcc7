import React from 'react'
import { get, post, Refused, recordPath } from '../api.ts'
import { Input } from '../fields/input.tsx'
import type { Opened } from '../record/record-tabs.tsx'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { FieldState, Notice } from '../state.ts'
import type { WishesAnswer } from './state.ts'
import { internshipWords } from './text.ts'
import './wishes-panel.css'

type Wish = WishesAnswer['offers'][number]
type Saved = { wishes: WishesAnswer; notice?: Notice }

/** A student’s wishes in order, on a phone as well: two arrows, a cross, one button to save. */
export function WishesPanel({ name, record }: Opened) {
  const { t, state, notify } = useDesk()
  const words = internshipWords(state.locale)
  const path = recordPath(name, record.id, 'wishes')
  const [answer, setAnswer] = React.useState<WishesAnswer | null>(null)
  const [offers, setOffers] = React.useState<Wish[]>([])
  const [problem, setProblem] = React.useState<string | null>(null)
  const [busy, setBusy] = React.useState(false)
  const show = ({ wishes }: Saved) => {
    setAnswer(wishes)
    setOffers(wishes.offers)
    setProblem(null)
  }
  const fail = (error: unknown) => setProblem(error instanceof Refused ? error.message : t.networkError)
  React.useEffect(() => {
    const stop = new AbortController()
    get<Saved>(path, stop.signal)
      .then(show)
      .catch((error: unknown) => !stop.signal.aborted && fail(error))
    return () => stop.abort()
  }, [path])
  const save = async () => {
    setBusy(true)
    try {
      const saved = await post<Saved>(path, { offers: idsOf(offers) })
      show(saved)
      if (saved.notice) notify(saved.notice)
    } catch (error) {
      fail(error)
    } finally {
      setBusy(false)
    }
  }
  if (!answer) return <p className={problem ? 'banner banner-error' : 'muted'}>{problem ?? t.loading}</p>
  const changed = idsOf(offers) !== idsOf(answer.offers)
  return (
    <div className="wishes">
      <p>{answer.open ? words.wishesHelp(answer.most) : words.closed}</p>
      {problem && (
        <p className="banner banner-error" role="alert">
          {problem}
        </p>
      )}
      {offers.length === 0 ? <p className="muted">{words.noWish}</p> : <Ranked {...{ offers, setOffers, answer }} />}
      {answer.open && (
        <>
          <AddWish offers={offers} most={answer.most} add={setOffers} />
          <div className="form-actions">
            <button type="button" className="button primary" disabled={!changed || busy} onClick={save}>
              {words.saveWishes}
            </button>
            <span role="status">{changed ? words.unsaved : ''}</span>
          </div>
        </>
      )}
    </div>
  )
}

const idsOf = (offers: Wish[]): string => offers.map((offer) => offer.id).join(',')

type RankedProps = { offers: Wish[]; setOffers: (offers: Wish[]) => void; answer: WishesAnswer }

function Ranked({ offers, setOffers, answer }: RankedProps) {
  const { state } = useDesk()
  const words = internshipWords(state.locale)
  const swap = (at: number, other: number) => {
    const next = [...offers]
    const [one, two] = [next[at], next[other]]
    if (!one || !two) return
    next[at] = two
    next[other] = one
    setOffers(next)
  }
  return (
    <ol className="wishes-list">
      {offers.map((offer, i) => (
        <li key={offer.id} className="card">
          <span>{offer.title}</span>
          {answer.open && (
            <span className="wishes-moves">
              <Move icon="ArrowUp" label={words.up(offer.title)} off={i === 0} act={() => swap(i, i - 1)} />
              <Move
                icon="ArrowDown"
                label={words.down(offer.title)}
                off={i === offers.length - 1}
                act={() => swap(i, i + 1)}
              />
              <Move
                icon="X"
                label={words.removeWish(offer.title)}
                off={false}
                act={() => setOffers(offers.filter((one) => one.id !== offer.id))}
              />
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}

type MoveProps = { icon: string; label: string; off: boolean; act: () => void }

const Move = ({ icon, label, off, act }: MoveProps) => (
  <button type="button" className="icon-button" aria-label={label} disabled={off} onClick={act}>
    <Icon name={icon} />
  </button>
)

type AddProps = { offers: Wish[]; most: number; add: (offers: Wish[]) => void }

function AddWish({ offers, most, add }: AddProps) {
  const { state } = useDesk()
  const words = internshipWords(state.locale)
  if (offers.length >= most) return null
  const field: FieldState = { name: 'offer', label: words.addWish, kind: 'reference', reference: 'Offer' }
  const choose = (value: unknown, title?: string) => {
    const id = String(value ?? '')
    if (id && !offers.some((offer) => offer.id === id)) add([...offers, { id, title: title ?? '' }])
  }
  return <Input key={offers.length} field={field} value={null} onChange={choose} />
}
