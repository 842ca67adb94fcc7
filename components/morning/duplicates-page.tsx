import React from 'react'
import { Link } from 'react-router-dom'
import type { Answer } from '../api.ts'
import { VerbForm } from '../form/verb-form.tsx'
import { OverseePage } from '../oversee/parts.tsx'
import { usePage } from '../oversee/use-page.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { DuplicatesAnswer, TwinState } from './state.ts'
import { en, fr } from './text.ts'
import './morning.css'

/** Companies entered twice: one opens both, then merges one into the other. */
export function DuplicatesPage() {
  const { state, notify } = useDesk()
  const say = (state.locale === 'en' ? en : fr).twins
  const loaded = usePage<DuplicatesAnswer>('duplicates')
  const [merging, setMerging] = React.useState<TwinState | null>(null)
  const verb = state.models.Company?.verbs.find(({ name }) => name === 'merge')
  const groups = loaded.answer?.groups ?? []
  const done = (answer: Answer) => {
    setMerging(null)
    if (answer.notice) notify(answer.notice)
    loaded.reload()
  }
  return (
    <OverseePage title={say.title} help={say.help} loaded={loaded}>
      {loaded.answer && groups.length === 0 && (
        <div className="empty">
          <Icon name="CheckCircle" size={28} />
          <p>{say.none}</p>
          <Link className="button" to="/admin/resources/Company">
            {say.toCompanies}
          </Link>
        </div>
      )}
      {groups.map(({ by, companies }) => (
        <section
          key={companies.map(({ id }) => id).join()}
          className="card morning-group"
          aria-label={say.group(companies.length)}
        >
          <header>
            <h2>{say[by]}</h2>
          </header>
          <ul>
            {companies.map((one) => (
              <li key={one.id}>
                <Link to={`/admin/resources/Company/records/${one.id}/show`}>{one.title}</Link>
                <p className="muted morning-facts">
                  {[one.city, one.registration, one.phone].filter(Boolean).map((fact) => (
                    <span key={fact}>{fact}</span>
                  ))}
                </p>
                {verb && (
                  <button
                    type="button"
                    className="button"
                    aria-label={`${verb.label} : ${one.title}`}
                    onClick={() => setMerging(one)}
                  >
                    {verb.label}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {verb && merging && (
        <VerbForm model="Company" verb={verb} target={merging} close={() => setMerging(null)} done={done} />
      )}
    </OverseePage>
  )
}
