import React from 'react'
import { Link } from 'react-router-dom'
import { get, post, Refused, recordPath } from '../api.ts'
import { useSend } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { CashAnswer } from './cash-state.ts'
import type { CashWords } from './cash-text.ts'

type Part = { answer: CashAnswer; say: CashWords }

/** Whether the register holds, and what may leave the house: both ask who is there. */
export function Register({ answer, say, done }: Part & { done: () => void }) {
  const { register, box, verbs } = answer
  const { busy, send } = useSend()
  const verify = async () => {
    if (await send(recordPath('CashBox', box, 'verify'), {})) done()
  }
  return (
    <section aria-labelledby="cash-register">
      <h2 className="section" id="cash-register">
        {say.register}
      </h2>
      <div className="card cash-register">
        {register.isIntact === false ? (
          <p className="banner banner-error" role="alert">
            {say.broken(register.brokenAt ?? 1)}
          </p>
        ) : (
          <p>{register.text || say.unverified}</p>
        )}
        <div className="form-actions">
          {verbs.includes('verify') && (
            <button type="button" className="button" disabled={busy} onClick={() => void verify()}>
              <Icon name="CheckSquare" size={16} /> {say.verify}
            </button>
          )}
          <Exports answer={answer} say={say} />
          <Link className="button" to={register.href}>
            {say.toBox}
          </Link>
        </div>
      </div>
    </section>
  )
}

function Exports({ answer, say }: Part) {
  const { t, notify } = useDesk()
  const [busy, setBusy] = React.useState(false)
  const taken = async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      notify({ type: 'error', message: error instanceof Refused ? error.message : t.networkError })
    } finally {
      setBusy(false)
    }
  }
  const values = { year: answer.year }
  const csv = () =>
    taken(async () => {
      const path = recordPath('CashBox', answer.box, 'cashCsv')
      const { file } = await post<{ file: { name: string; text: string } }>(path, values)
      const href = URL.createObjectURL(new Blob([file.text], { type: 'text/csv;charset=utf-8' }))
      save(href, file.name)
      URL.revokeObjectURL(href)
    })
  const pdf = () =>
    taken(async () => {
      const path = recordPath('CashBox', answer.box, 'cashPaper')
      const { turn } = await post<{ turn: string }>(path, values)
      notify({ type: 'success', message: say.preparing })
      const href = await printed(`${path}?turn=${turn}`)
      if (href) save(href, '')
      else notify({ type: 'error', message: say.late })
    })
  return (
    <>
      <button type="button" className="button" disabled={busy} onClick={() => void csv()}>
        <Icon name="Download" size={16} /> {say.csv}
      </button>
      <button type="button" className="button" disabled={busy} onClick={() => void pdf()}>
        <Icon name="Printer" size={16} /> {say.pdf}
      </button>
    </>
  )
}

/** The worker prints it: asked every second, half a minute at most. */
async function printed(path: string): Promise<string | null> {
  for (let tries = 0; tries < 30; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const { href } = await get<{ href: string | null }>(path)
    if (href) return href
  }
  return null
}

function save(href: string, name: string): void {
  const link = Object.assign(document.createElement('a'), { href, download: name })
  document.body.append(link)
  link.click()
  link.remove()
}
