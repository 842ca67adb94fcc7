import type { Context } from '../access/actor.ts'
import { type AnyModel, modelOf, quoted } from '../access/model.ts'
import { titleExpression } from '../access/title.ts'
import type { Tx } from '../platform/db.ts'

/** What the trash holds of a record: its columns, and those of each record that it embeds, as the database had them. */
export type Kept = { own: Stored; embedded: Record<string, Stored> }
export type Stored = Record<string, unknown> & { id: string }

/**
 * Keeps a record about to be removed. The database copies its own row, so nothing is rounded on the way; what is secret
 * or encrypted is left out, so the trash can never tell it: whoever restores the record sets it anew.
 */
export async function keepInTrash(tx: Tx, ctx: Context, model: AnyModel, id: string): Promise<string> {
  const deletedById = ctx.actor.kind === 'person' ? ctx.actor.personId : null
  const about = { noun: model.name, recordId: id, deletedById, deletedAt: ctx.now }
  const trashed = await tx.trashedRecord.create({ data: { ...about, title: '', content: {} } })
  await tx.$executeRawUnsafe(
    `UPDATE "TrashedRecord" SET title = kept.title, content = kept.content FROM (
       SELECT ${titleExpression(model, 't', 'fr')} AS title, ${contentOf(model)} AS content
       FROM ${quoted(model.table)} t WHERE t.id = $2::uuid) kept
     WHERE id = $1::uuid`,
    trashed.id,
    id,
  )
  return trashed.id
}

function contentOf(model: AnyModel): string {
  const embedded = embeddedOf(model).map(({ name, fk, model: target }) => {
    const inner = modelOf(target)
    const row = `SELECT ${openColumns(inner, 'e')} FROM ${quoted(inner.table)} e WHERE e.id = t.${quoted(fk)}`
    return `'${name}', (${row})`
  })
  return `jsonb_build_object('own', ${openColumns(model, 't')}, 'embedded', jsonb_build_object(${embedded.join(', ')}))`
}

export const embeddedOf = (model: AnyModel) => model.relations.filter((relation) => relation.embed)

function openColumns(model: AnyModel, alias: string): string {
  const closed = model.fields.filter((field) => field.secret || field.encrypted || field.type === 'Bytes')
  return `to_jsonb(${alias}) - ARRAY[${closed.map((field) => `'${field.name}'`).join(', ')}]::text[]`
}
