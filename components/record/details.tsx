import { Value } from '../fields/value.tsx'
import { grouped } from '../form/fieldset.tsx'
import { useDesk } from '../shell/context.ts'
import type { FieldState, ModelState, RecordJson } from '../state.ts'
import type { ComputedState } from './see-state.ts'
import { useSeeWords } from './see-text.ts'

/** Everything this person may read of the record, in the groups of the schema; then what is worked out from it. */
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
      {record.computed && record.computed.length > 0 && <WorkedOut computed={record.computed} />}
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

/** A figure nobody typed says where it comes from. */
function WorkedOut({ computed }: { computed: ComputedState[] }) {
  const words = useSeeWords()
  return (
    <section className="card" aria-label={words.computed}>
      <h2>{words.computed}</h2>
      <dl>
        {computed.map(({ label, value, how }) => (
          <div key={label} className="pair">
            <dt>{label}</dt>
            <dd>
              {value}
              <small className="help">{how}</small>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
