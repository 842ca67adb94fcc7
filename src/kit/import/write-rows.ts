import type { Context } from '../../access/actor.ts'
import type { ModelName } from '../../access/model.ts'
import type { Tx } from '../../platform/db.ts'
import type { Refusal } from '../../platform/errors.ts'
import { createRecords } from '../create-many.ts'
import type { Attempt } from '../together.ts'
import { updateRecords } from '../update-many.ts'
import type { Prepared } from './plan.ts'
import type { Problem } from './row.ts'

/** Writes rows through the record’s door, many at a time: a refusal marks its row and leaves the others alone. */
export async function writeRows(ctx: Context, tx: Tx, name: ModelName, rows: Prepared[]): Promise<void> {
  const fresh = rows.filter((row) => row.status === 'new')
  const changed = rows.filter((row) => row.status === 'changed')
  if (fresh.length > 0) {
    const made = await createRecords(
      ctx,
      name,
      fresh.map((row) => row.data),
      tx,
    )
    settle(fresh, made, (row, { id }) => {
      row.id = id
    })
  }
  if (changed.length > 0) {
    const wanted = changed.map((row) => ({ id: row.id ?? '', version: row.version, sent: row.data }))
    settle(changed, await updateRecords(ctx, name, wanted, tx), () => undefined)
  }
}

function settle<T>(rows: Prepared[], tries: Attempt<T>[], done: (row: Prepared, made: T) => void): void {
  for (const [index, row] of rows.entries()) {
    const one = tries[index]
    if (one && 'done' in one) done(row, one.done)
    else if (one) refuseRow(row, one.refusal)
  }
}

function refuseRow(row: Prepared, refusal: Refusal): void {
  row.status = 'error'
  row.problems = [...row.problems, ...problemsOf(refusal, row)]
}

/** The refusal of each column at its own column; otherwise its sentence, for the row. */
function problemsOf(refusal: Refusal, row: Prepared): Problem[] {
  const byField = Object.entries(refusal.fields).map(([field, why]) => ({
    column: row.headers.get(field) ?? null,
    value: String(row.data[field] ?? ''),
    why,
  }))
  return byField.length > 0 ? byField : [{ column: null, value: '', why: refusal.sentence }]
}
