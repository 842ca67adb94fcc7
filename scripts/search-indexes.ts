import pg from 'pg'
import { searchExpression } from '../src/access/search.ts'
import { catalogue } from '../src/generated/catalogue.ts'

/**
 * The trigram index of each searched model, as far as the database lacks it or carries another expression. The expression
 * is kept as the comment of the index: PostgreSQL rewrites what it stores, so its own text cannot be compared.
 */
export async function searchIndexes(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ name: string; expression: string | null }>(PRESENT)
  await client.end()
  const present = new Map(rows.map((row) => [row.name, row.expression]))
  return [...removed(present), ...wanted(present)].join('\n')
}

const PRESENT = `select c.relname as name, obj_description(c.oid) as expression
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind = 'i' and c.relname like '%\\_search\\_idx'`

const indexName = (table: string): string => `${table}_search_idx`

function wanted(present: Map<string, string | null>): string[] {
  return Object.values(catalogue.models).flatMap((model) => {
    const expression = searchExpression(model)
    const name = indexName(model.table)
    if (!expression || present.get(name) === expression) return []
    return [
      present.has(name) ? `drop index "${name}";` : '',
      `create index "${name}" on "${model.table}" using gin ((${expression}) gin_trgm_ops);`,
      `comment on index "${name}" is '${expression.replaceAll("'", "''")}';`,
    ].filter(Boolean)
  })
}

function removed(present: Map<string, string | null>): string[] {
  const kept = new Set(
    Object.values(catalogue.models)
      .filter((model) => searchExpression(model))
      .map((model) => indexName(model.table)),
  )
  return [...present.keys()].filter((name) => !kept.has(name)).map((name) => `drop index "${name}";`)
}
