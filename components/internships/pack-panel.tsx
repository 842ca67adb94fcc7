import React from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router-dom'
import { type Answer, post, Refused, resourcePath } from '../api.ts'
import type { ScreenProps } from '../screens/registry.ts'
import { useDesk } from '../shell/context.ts'
import { useTitle } from '../shell/use-title.ts'
import type { PackAnswer } from './pack-state.ts'
import { packWords } from './pack-text.ts'

type Words = ReturnType<typeof packWords>
type Piece = keyof Words['piece']
type To = 'me' | 'students' | 'schoolTutors' | 'companyTutors'
const OTHERS: To[] = ['students', 'schoolTutors', 'companyTutors']

/** The papers of the internships of a list: one file for oneself, or to each of those concerned their own. */
export function PackPanel({ name, model }: ScreenProps) {
  const { state, t, notify } = useDesk()
  const say = packWords(state.locale)
  const go = useNavigate()
  const [params] = useSearchParams()
  const ticked = (params.get('recordIds') ?? '').split(',').filter(Boolean)
  const [pieces, setPieces] = React.useState<Piece[]>(Object.keys(say.piece) as Piece[])
  const [to, setTo] = React.useState<To>('me')
  const [seen, setSeen] = React.useState<PackAnswer['preview'] | null>(null)
  const [busy, setBusy] = React.useState(false)
  const [problem, setProblem] = React.useState<string | null>(null)
  useTitle(say.title)
  const list = `/admin/resources/${name}${params.size > 0 && ticked.length === 0 ? `?${params}` : ''}`
  const choices: To[] = state.manages ? ['me', ...OTHERS] : ['me']
  const change = (work: () => void) => {
    setSeen(null)
    work()
  }
  const send = async (preview: boolean) => {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      const answer = await post<Answer & Partial<PackAnswer>>(resourcePath(name, 'papers'), {
        ...{ pieces: pieces.join(','), to },
        ...(preview && { preview: 'true' }),
        ...(ticked.length > 0 ? { recordIds: ticked.join(',') } : { search: params.toString() }),
      })
      if (answer.notice) notify(answer.notice)
      if (answer.redirectUrl) return go(answer.redirectUrl)
      setSeen(answer.preview ?? null)
    } catch (error) {
      setProblem(error instanceof Refused ? error.message : t.networkError)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="screen narrow" aria-labelledby="screen-title">
      <header className="screen-head">
        <div>
          <Link to={list}>{model.many}</Link>
          <h1 id="screen-title">{say.title}</h1>
          <p className="muted">{ticked.length > 0 ? say.helpTicked(ticked.length) : say.help}</p>
        </div>
      </header>
      {problem && (
        <p className="banner banner-error" role="alert">
          {problem}
        </p>
      )}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void send(to !== 'me' && seen === null)
        }}
      >
        <fieldset className="form-group">
          <legend>{say.pieces}</legend>
          {(Object.keys(say.piece) as Piece[]).map((piece) => (
            <label key={piece} className="check">
              <input
                type="checkbox"
                checked={pieces.includes(piece)}
                onChange={() => change(() => setPieces(toggled(pieces, piece)))}
              />
              {say.piece[piece]}
            </label>
          ))}
        </fieldset>
        {choices.length > 1 && (
          <fieldset className="form-group">
            <legend>{say.forWhom}</legend>
            {choices.map((one) => (
              <label key={one} className="check">
                <input type="radio" name="to" checked={to === one} onChange={() => change(() => setTo(one))} />
                {say[one]}
              </label>
            ))}
          </fieldset>
        )}
        {seen && <Preview seen={seen} say={say} />}
        <div className="form-actions sticky">
          <button
            type="submit"
            className="button primary"
            disabled={busy || pieces.length === 0 || (seen !== null && seen.people === 0)}
          >
            {busy ? say.busy : to === 'me' ? say.prepare : seen ? say.send(seen.people) : say.look}
          </button>
          <Link className="button" to={list}>
            {say.back}
          </Link>
        </div>
      </form>
    </section>
  )
}

function Preview({ seen, say }: { seen: PackAnswer['preview']; say: Words }) {
  const { letters, people, unreachable, left } = seen
  return (
    <div role="status" className="pack-preview">
      {people === 0 && <p className="banner">{say.nobody}</p>}
      {letters.length > 0 && <h2>{say.drawn(letters.length)}</h2>}
      {letters.map((one) => (
        <article key={one.to} className="pack-letter">
          <p>
            <span className="muted">{say.to}</span> {one.to}
          </p>
          <p>
            <span className="muted">{say.subject}</span> <strong>{one.subject}</strong>
          </p>
          <p className="pack-text">{one.text}</p>
        </article>
      ))}
      {left > 0 && (
        <p className="help">
          {say.unreachable(left)} {unreachable.join(', ')}
          {left > unreachable.length ? '…' : '.'} {say.invite}
        </p>
      )}
    </div>
  )
}

const toggled = (pieces: Piece[], piece: Piece): Piece[] =>
  pieces.includes(piece) ? pieces.filter((one) => one !== piece) : [...pieces, piece]
