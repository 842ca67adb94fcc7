import type { Context } from '../access/actor.ts'
import { type AnyModel, quoted } from '../access/model.ts'
import { permitted } from '../access/select.ts'
import { titleExpression } from '../access/title.ts'
import type { Text } from '../platform/catalogue.ts'
import type { Tx } from '../platform/db.ts'
import { refuse } from '../platform/errors.ts'
import { within } from './table.ts'
import type { Stored } from './trash.ts'

type Index = { keys: string[]; predicate: string | null }

/** Refuses by the name of the record that holds, today, what must be unique: whoever restores knows what to change. */
export async function refuseTaken(tx: Tx, ctx: Context, model: AnyModel, row: Stored): Promise<void> {
  const run = within(tx)
  for (const index of await run<Index>(UNIQUE, [quoted(model.table)])) {
    const [holder] = await run<{ id: string; title: string }>(holderOf(model, index), [JSON.stringify(row)])
    if (!holder) continue
    const seen = (await permitted(ctx, model.name, 'read', [holder.id], run)).has(holder.id)
    throw refuse.conflict('taken', taken(model, index, seen ? holder.title : null), {
      ...(seen ? { model: model.name, id: holder.id } : {}),
    })
  }
}

// Partial and computed indexes included: each is asked in its own words
const UNIQUE = `
  SELECT pg_get_expr(i.indpred, i.indrelid) AS predicate,
    ARRAY(SELECT pg_get_indexdef(i.indexrelid, k, true) FROM generate_series(1, i.indnkeyatts) k) AS keys
  FROM pg_index i WHERE i.indrelid = $1::regclass AND i.indisunique AND NOT i.indisprimary`

function holderOf(model: AnyModel, { keys, predicate }: Index): string {
  const columns = keys.map((key, i) => `(${key}) AS k${i}`).join(', ')
  const where = predicate ? ` WHERE ${predicate}` : ''
  const table = quoted(model.table)
  const same = keys.map((_, i) => `present.k${i} = past.k${i}`).join(' AND ')
  return `
    SELECT t.id, ${titleExpression(model, 't', 'fr')} AS title
    FROM (SELECT id, ${columns} FROM ${table}${where}) present,
      (SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, $1::jsonb)${where}) past,
      ${table} t
    WHERE ${same} AND t.id = present.id LIMIT 1`
}

function taken(model: AnyModel, { keys }: Index, title: string | null): Text {
  const named = keys.map((key) => key.replaceAll('"', ''))
  const labels = model.fields.filter((field) => !field.via && named.includes(field.name)).map((field) => field.label)
  const say = (locale: keyof Text) => labels.map((label) => label[locale]).join(', ')
  return {
    fr: `« ${title ?? model.label.fr} » occupe maintenant sa place${labels.length > 0 ? ` (même valeur : ${say('fr')})` : ''}. Modifiez ou supprimez cet élément, puis restaurez à nouveau.`,
    en: `“${title ?? model.label.en}” now stands in its place${labels.length > 0 ? ` (same value: ${say('en')})` : ''}. Change or delete that item, then restore again.`,
  }
}
