import { Value } from '../fields/value.tsx'
import { grouped } from '../form/fieldset.tsx'
import { useDesk } from '../shell/context.ts'
import type { FieldState, ModelState, RecordJson } from '../state.ts'

/** Everything this person may read of the record, in the groups of the schema. */
export function Details({ model, record }: { model: ModelState; record: RecordJson }) {
  const { t } = useDesk()
  const fields = model.fields.filter((field) => field.name in record.params && field.kind !== 'json')
  return (
    <div className="details">
      {grouped(fields).map(([group, members]) => (
        <section key={group} className="card" aria-label={group || t.general}>
          <h2>{group || t.general}</h2>
          <dl>
            {members.map((field) => (
              <Pair key={field.name} field={field} record={record} />
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}

const WIDE = new Set(['longtext', 'html', 'json'])

const Pair = ({ field, record }: { field: FieldState; record: RecordJson }) => (
  <div className={WIDE.has(field.kind) ? 'pair wide' : 'pair'}>
    <dt>{field.label}</dt>
    <dd>
      <Value field={field} record={record} />
    </dd>
  </div>
)
