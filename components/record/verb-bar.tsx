import React from 'react'
import { Link } from 'react-router-dom'
import { type Answer, post, Refused, recordPath } from '../api.ts'
import { needsForm, sendVerb, VerbForm } from '../form/verb-form.tsx'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { Menu } from '../shell/menu.tsx'
import type { ModelState, RecordJson, VerbState } from '../state.ts'
import { DuplicateLink } from '../undo/duplicate.tsx'
import { useSeeWords } from './see-text.ts'

type Props = {
  name: string
  model: ModelState
  record: RecordJson
  /** The verb that the address asks for */
  opened?: string | undefined
  done: (answer: Answer) => void
}

const RANK = { primary: 0, neutral: 1, danger: 2 }

/** The verbs that are legal for this record and this person, the expected one first; the rare ones wait in a menu. */
export function VerbBar({ name, model, record, opened, done }: Props) {
  const { t } = useDesk()
  const { print } = useSeeWords()
  const legal = new Set(record.recordActions.map((action) => action.name))
  const verbs = model.verbs
    .filter((verb) => legal.has(verb.name) && !verb.inTab)
    .sort((a, b) => RANK[a.tone] - RANK[b.tone])
  const [verb, setVerb] = React.useState<VerbState | null>(() => verbs.find((one) => one.name === opened) ?? null)
  const [refused, setRefused] = React.useState<Refused | undefined>()
  const open = (one: VerbState | null, met?: Refused) => {
    setRefused(met)
    setVerb(one)
  }
  const { act, busy } = useVerb(name, record, open, done)
  const shown = verbs.filter((one) => one.tone !== 'danger').slice(0, 3)
  const hidden = verbs.filter((one) => !shown.includes(one))
  const base = `/admin/resources/${name}`
  const entry = (one: VerbState) => (
    <button key={one.name} type="button" role="menuitem" disabled={busy} className={one.tone} onClick={() => act(one)}>
      {one.label}
    </button>
  )
  return (
    <div className="head-actions">
      {shown.map((one, rank) => (
        <button
          key={one.name}
          type="button"
          disabled={busy}
          className={rank === 0 && one.tone === 'primary' ? 'button primary' : 'button'}
          onClick={() => act(one)}
        >
          {one.label}
        </button>
      ))}
      {model.screens
        .filter((screen) => screen.on === 'record' && legal.has(screen.name))
        .map((screen) => (
          <Link key={screen.name} className="button" to={`${base}/records/${record.id}/${screen.name}`}>
            <Icon name={screen.icon} size={16} />
            {screen.label}
          </Link>
        ))}
      {legal.has('edit') && (
        <Link className="button" to={`${base}/records/${record.id}/edit`}>
          <Icon name="Edit2" size={15} />
          {t.edit}
        </Link>
      )}
      <Menu label={t.more} className="button" trigger={<Icon name="MoreHorizontal" size={16} />}>
        {hidden.filter(({ tone }) => tone !== 'danger').map(entry)}
        {model.create && <DuplicateLink name={name} id={record.id} />}
        <Link role="menuitem" to={`${base}/records/${record.id}/show?print=all`}>
          {print}
        </Link>
        {hidden.filter(({ tone }) => tone === 'danger').map(entry)}
        {legal.has('delete') && <Remove name={name} record={record} done={done} />}
      </Menu>
      {verb && (
        <VerbForm
          model={name}
          verb={verb}
          target={{ id: record.id, version: record.params.version }}
          record={record}
          refused={refused}
          close={() => open(null)}
          done={(answer) => {
            open(null)
            done(answer)
          }}
        />
      )}
    </div>
  )
}

type Open = (verb: VerbState, met?: Refused) => void

function useVerb(name: string, record: RecordJson, open: Open, done: (answer: Answer) => void) {
  const { t, notify } = useDesk()
  const [busy, setBusy] = React.useState(false)
  const act = async (verb: VerbState) => {
    if (needsForm(verb)) return open(verb)
    setBusy(true)
    try {
      const answer = await sendVerb(name, verb, { id: record.id, version: record.params.version }, {})
      if (answer.notice) notify(answer.notice)
      done(answer)
    } catch (error) {
      // Somebody saved in between: its form opens, which shows what changed and asks again
      if (error instanceof Refused && error.answer.code === 'stale') return open(verb, error)
      notify({ type: 'error', message: error instanceof Refused ? error.message : t.networkError })
    } finally {
      setBusy(false)
    }
  }
  return { act, busy }
}

function Remove({ name, record, done }: { name: string; record: RecordJson; done: (answer: Answer) => void }) {
  const { t, notify } = useDesk()
  const remove = async () => {
    if (!window.confirm(t.confirmRemove)) return
    try {
      const answer = await post<Answer>(recordPath(name, record.id, 'delete'), { version: record.params.version })
      if (answer.notice) notify(answer.notice)
      done(answer)
    } catch (error) {
      notify({ type: 'error', message: error instanceof Refused ? error.message : t.networkError })
    }
  }
  return (
    <button type="button" role="menuitem" className="danger" onClick={remove}>
      {t.remove}
    </button>
  )
}
