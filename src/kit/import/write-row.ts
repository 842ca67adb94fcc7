import type { Context } from '../../access/actor.ts'
import type { ModelName } from '../../access/model.ts'
import type { Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { createRecord, updateRecord } from '../record.ts'
import type { Prepared } from './plan.ts'
import type { Problem } from './row.ts'

/** Writes one row through the record’s door, on its own savepoint: a refusal marks the row and leaves the others alone. */
export async function writeRow(ctx: Context, tx: Tx, name: ModelName, row: Prepared): Promise<void> {
  if (row.status !== 'new' && row.status !== 'changed') return
  await tx.$executeRawUnsafe('SAVEPOINT import_row')
  try {
    await write(ctx, tx, name, row)
    await tx.$executeRawUnsafe('RELEASE SAVEPOINT import_row')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await tx.$executeRawUnsafe('ROLLBACK TO SAVEPOINT import_row')
    row.status = 'error'
    row.problems.push(...problemsOf(error, row))
  }
}

async function write(ctx: Context, tx: Tx, name: ModelName, row: Prepared): Promise<void> {
  if (row.status === 'changed' && row.id) {
    await updateRecord(ctx, name, row.id, row.version, row.data, { tx })
    return
  }
  const { id } = await createRecord(ctx, name, row.data, { tx })
  row.id = id
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
