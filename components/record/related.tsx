import { Link } from 'react-router-dom'
import { Cells } from '../list/cells.tsx'
import { useList } from '../list/use-list.ts'
import { useDesk } from '../shell/context.ts'
import type { ModelState, RecordJson, RelatedState } from '../state.ts'

/** The first records that point at this one, and the way to all of them. */
export function Related({ related, record }: { related: RelatedState; record: RecordJson }) {
  const { t, state } = useDesk()
  const model = state.models[related.model]
  const filter = `filters.${related.fk}=${record.id}`
  const { answer, problem } = useList(related.model, `${filter}&perPage=10`)
  if (!model) return null
  if (!answer) return <p className="muted">{problem ?? t.loading}</p>
  const add = model.create && model.fields.some((field) => field.name === related.fk && field.create)
  const { total } = answer.meta
  return (
    <div className="related">
      <div className="related-head">
        {total > 0 ? (
          <Link to={`/admin/resources/${related.model}?${filter}`}>
            {total > answer.records.length ? t.seeAll(total) : t.seeList}
          </Link>
        ) : (
          <span className="muted">{t.relatedEmpty}</span>
        )}
        {add && (
          <Link className="button" to={`/admin/resources/${related.model}/actions/new?set.${related.fk}=${record.id}`}>
            {t.add}
          </Link>
        )}
      </div>
      {total > 0 && <Short model={model} related={related} records={answer.records} />}
    </div>
  )
}

/** The columns that tell these apart: not the one they share, and no more than five. */
function Short({ model, related, records }: { model: ModelState; related: RelatedState; records: RecordJson[] }) {
  const columns = model.columns.filter((name) => name !== related.fk).slice(0, 5)
  const fields = columns.flatMap((name) => model.fields.find((field) => field.name === name) ?? [])
  return (
    <div className="table-box">
      <table className="rows">
        <thead>
          <tr>
            {fields.map((field) => (
              <th key={field.name} scope="col">
                {field.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.id}>
              <Cells
                fields={fields}
                record={record}
                href={`/admin/resources/${related.model}/records/${record.id}/show`}
              />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
