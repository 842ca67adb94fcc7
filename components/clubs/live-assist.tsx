import React from 'react'
import { post, Refused, recordPath } from '../api.ts'
import { saidBy } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { liveWords } from './live-text.ts'
import type { Live } from './use-live.ts'

type Line = Record<'idem' | 'lastName' | 'firstName' | 'programme' | 'level' | 'matricule' | 'reason', string>

const EMPTY = { lastName: '', firstName: '', matricule: '', reason: '' }

/** The organiser’s own list. A line that cannot leave waits in this browser under its key: sent twice, it counts once. */
export function Assist({ id, live }: { id: string; live: Live }) {
  const { state, notify } = useDesk()
  const say = liveWords(state.locale)
  const queue = useQueue(id, live.reload)
  const { answer } = live
  const [line, setLine] = React.useState({ ...EMPTY, programme: '', level: '' })
  if (!answer) return null
  const closed = answer.state === 'closed'
  const text = (name: keyof typeof line, label: string, more: React.InputHTMLAttributes<HTMLInputElement> = {}) => (
    <label>
      {label}
      <input value={line[name]} onChange={(event) => setLine({ ...line, [name]: event.target.value })} {...more} />
    </label>
  )
  const choice = (name: 'programme' | 'level', label: string, values: string[]) => (
    <label>
      {label}
      <select required value={line[name]} onChange={(event) => setLine({ ...line, [name]: event.target.value })}>
        <option value="" />
        {values.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </select>
    </label>
  )
  const add = async () => {
    const problem = await queue.add({ ...line, idem: crypto.randomUUID() })
    if (problem) return notify({ type: 'error', message: problem })
    // The next one is often of the same class
    setLine({ ...EMPTY, programme: line.programme, level: line.level })
  }
  return (
    <section className="card live-part" aria-labelledby="live-assist">
      <h2 id="live-assist">{say.assist}</h2>
      <p className="muted">{say.assistHelp}</p>
      <form
        className="live-assist"
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        {text('lastName', say.lastName, { required: true, maxLength: 80 })}
        {text('firstName', say.firstName, { required: true, maxLength: 80 })}
        {choice('programme', say.programme, answer.programmes)}
        {choice('level', say.level, answer.levels)}
        {text('matricule', say.matricule, { maxLength: 30 })}
        {closed && text('reason', say.needsWhy, { required: true, minLength: 3 })}
        <button type="submit" className="button primary">
          {say.add}
        </button>
      </form>
      <p role="status">{queue.waiting > 0 ? say.queued(queue.waiting) : ''}</p>
    </section>
  )
}

/** Lines of this activity that wait for the network. A refusal is said and takes its line away. */
function useQueue(id: string, done: () => void) {
  const key = `assist-${id}`
  const [waiting, setWaiting] = React.useState(() => stored(key).length)
  const keep = (lines: Line[]) => {
    localStorage.setItem(key, JSON.stringify(lines))
    setWaiting(lines.length)
  }
  const flush = async (): Promise<string | null> => {
    let problem: string | null = null
    for (const line of stored(key)) {
      const { reason, matricule, ...said } = line
      const sent = { ...said, ...(matricule && { matricule }), ...(reason && { reason }) }
      try {
        await post(recordPath('Activity', id, 'assist'), sent)
        done()
      } catch (error) {
        if (!(error instanceof Refused) || error.status >= 500) break
        problem = saidBy(error)
      }
      keep(stored(key).filter((one) => one.idem !== line.idem))
    }
    return problem
  }
  React.useEffect(() => {
    const again = () => void flush()
    again()
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [key])
  return {
    waiting,
    add: (line: Line) => {
      keep([...stored(key), line])
      return flush()
    },
  }
}

const stored = (key: string): Line[] => JSON.parse(localStorage.getItem(key) ?? '[]') as Line[]
