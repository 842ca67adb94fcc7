import React from 'react'
import { Link } from 'react-router-dom'
import { BulkDialog } from '../bulk/bulk-dialog.tsx'
import { sayDay, sayInstant } from '../fields/format.ts'
import { OverseePage } from '../oversee/parts.tsx'
import { usePage } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { VerbState } from '../state.ts'
import type { MorningAnswer, MorningGroup, MorningLine } from './state.ts'
import { en, fr } from './text.ts'
import './morning.css'

type Words = typeof fr

/** The first page of an officer’s day: each line says why, since when and who must act; each group may be dealt with at once. */
export function MorningPage() {
  const { state } = useDesk()
  const say = state.locale === 'en' ? en : fr
  const loaded = usePage<MorningAnswer>('morning')
  const groups = loaded.answer?.groups ?? []
  return (
    <OverseePage title={say.title} help={say.help} loaded={loaded}>
      {loaded.answer && groups.length === 0 && (
        <div className="empty">
          <Icon name="CheckCircle" size={28} />
          <p>{say.calm}</p>
          <Link className="button" to="/admin/pages/indicators">
            {say.toIndicators}
          </Link>
        </div>
      )}
      {groups.length > 0 && (
        <nav className="morning-summary" aria-label={say.summary(groups.length)}>
          {groups.map(({ name, title, tone, count, more }) => (
            <a key={name} href={`#${name}`} className={`chip tone-${tone}`}>
              {title} · {count}
              {more && '+'}
            </a>
          ))}
        </nav>
      )}
      {groups.map((group) => (
        <Group key={group.name} group={group} say={say} done={loaded.reload} />
      ))}
    </OverseePage>
  )
}

function Group({ group, say, done }: { group: MorningGroup; say: Words; done: () => void }) {
  const { state } = useDesk()
  const { name, title, tone, count, more, href, lines } = group
  const shown = `${count.toLocaleString(state.locale)}${more ? '+' : ''}`
  return (
    <section id={name} className={`card morning-group tone-line-${tone}`} aria-labelledby={`${name}-title`}>
      <header>
        <h2 id={`${name}-title`}>
          {title} <span className={`chip tone-${tone}`}>{shown}</span>
        </h2>
        <div className="head-actions">
          {group.bulk && <Bulk group={group} done={done} />}
          {href && (
            <Link className="button" to={href}>
              {count > lines.length ? say.all(shown) : say.open}
            </Link>
          )}
        </div>
      </header>
      <ul>
        {lines.map((line) => (
          <Line key={line.id} line={line} say={say} />
        ))}
      </ul>
    </section>
  )
}

function Bulk({ group, done }: { group: MorningGroup; done: () => void }) {
  const { state } = useDesk()
  const [verb, setVerb] = React.useState<VerbState | null>(null)
  const { bulk, count } = group
  const model = bulk ? state.models[bulk.model] : undefined
  if (!bulk || !model) return null
  const verbs = bulk.verbs.flatMap((name) => model.verbs.find((one) => one.name === name) ?? [])
  return (
    <>
      {verbs.map((one) => (
        <button
          key={one.name}
          type="button"
          className={one.tone === 'danger' ? 'button danger' : 'button'}
          aria-label={`${one.label} : ${group.title}`}
          onClick={() => setVerb(one)}
        >
          {one.label}
        </button>
      ))}
      {verb && (
        <BulkDialog
          name={bulk.model}
          model={model}
          verb={verb}
          which={{ matching: bulk.search }}
          size={count}
          close={() => setVerb(null)}
          done={() => {
            setVerb(null)
            done()
          }}
        />
      )}
    </>
  )
}

function Line({ line, say }: { line: MorningLine; say: Words }) {
  const { state } = useDesk()
  const { since, next } = line
  const at = (value: string) =>
    value.length > 10 ? sayInstant(value, state.locale, state.timezone) : sayDay(value, state.locale)
  return (
    <li>
      <Link to={line.href}>{line.title}</Link>
      <p>{line.why}</p>
      <p className="muted morning-facts">
        {since && (
          <span>
            <Icon name="Calendar" size={14} /> <time dateTime={since}>{at(since)}</time>
          </span>
        )}
        <span>
          <Icon name="User" size={14} /> {say.who} : {line.who}
        </span>
        <span>
          <Icon name="Clock" size={14} /> {next ? `${say.next} : ${at(next.at)} — ${next.text}` : say.noNext}
        </span>
      </p>
    </li>
  )
}
