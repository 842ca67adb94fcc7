import type { Context } from './actor.ts'
import { rememberedRows } from './counts.ts'
import { type AnyModel, fieldOf, type ModelName, modelOf, quoted, relationOf } from './model.ts'
import { mayEver } from './rights.ts'
import { scopeOf } from './scope.ts'
import { conditionOf, localeOf, type Query } from './select.ts'
import { titleOf } from './title.ts'
import { compile, Params, type Where } from './where.ts'

/** What is measured of each row: a number, or the days from one date to another; paths go through to-one relations. */
export type Measure = { column: string } | { from: string; to: string; zone: string }

/** `key` is null for the whole list, and for the rows that have none; `whole` tells them apart. */
export type Measured = {
  key: string | null
  title: string | null
  whole: boolean
  n: number
  parts: number[]
  mean: number | null
  median: number | null
}

type Asked = { by?: string | undefined; measure?: Measure | undefined; query?: Query; parts?: Where[] }

/** The largest are kept: nobody compares more at a glance. */
const MOST_GROUPS = 60

/**
 * The rows of the actor’s list as a whole and, with `by`, group by group: how many, how many in each part, the mean and
 * the median of a measure. One statement; it sees the rows and the columns that the list itself would show.
 */
export async function measured(ctx: Context, name: ModelName, { by, measure, query = {}, parts = [] }: Asked) {
  const model = modelOf(name)
  if (!mayEver(ctx.actor, name, 'read')) return []
  const params = new Params()
  const paths = new Paths(ctx, model, params)
  const group = by ? paths.end(by) : null
  const value = measure ? measureOf(paths, measure) : 'NULL::float8'
  const wanted = { model, actor: ctx.actor, query, locale: localeOf(ctx.actor) }
  const rows = conditionOf(wanted, params, paths.own)
  const counted = parts.map((part, i) => {
    const where = query.where ? { AND: [query.where, part] } : part
    const inPart = conditionOf({ ...wanted, query: { ...query, where } }, params, paths.own)
    return `t.id IN (SELECT t.id FROM ${quoted(model.table)} t WHERE ${inPart}) AS p${i}`
  })
  const selects = [`${group?.sql ?? 'NULL::text'} AS g`, `${value} AS v`, ...counted].join(', ')
  const sums = parts.map((_, i) => `, count(*) FILTER (WHERE p${i})::int AS p${i}`).join('')
  const sql = `SELECT g::text AS key, ${group?.title('k.g') ?? 'NULL'} AS title, k.* FROM (
      SELECT g, ${group ? 'GROUPING(g)' : '1'} = 1 AS whole, count(*)::int AS n, avg(v)::float8 AS mean,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY v)::float8 AS median${sums}
      FROM (SELECT ${selects} FROM ${quoted(model.table)} t ${paths.joins.join(' ')} WHERE ${rows}) r
      GROUP BY ${group ? 'GROUPING SETS ((), (g))' : 'g'}) k
    ORDER BY whole DESC, n DESC, key LIMIT ${MOST_GROUPS + 1}`
  const found = await rememberedRows<Omit<Measured, 'parts'> & Record<string, unknown>>(sql, params.values)
  return found.map(
    ({ key, title, whole, n, mean, median, ...more }): Measured => ({
      ...{ key, title, whole, n, mean, median },
      parts: parts.map((_, i) => Number(more[`p${i}`])),
    }),
  )
}

function measureOf(paths: Paths, measure: Measure): string {
  if ('column' in measure) return `${paths.end(measure.column).sql}::float8`
  const day = (path: string) => {
    const { sql, native } = paths.end(path)
    return native === 'Date' ? sql : `(${sql} AT TIME ZONE ${paths.params.add(measure.zone)}::text)::date`
  }
  return `(${day(measure.to)} - ${day(measure.from)})::float8`
}

type End = { sql: string; native: string | undefined; title: (key: string) => string }

/** Columns at the end of to-one relations; each step joins only the rows that the actor may read, for that column. */
class Paths {
  readonly joins: string[] = []
  /** Columns of the list’s own model that its paths begin with */
  readonly own: string[] = []
  readonly ctx: Context
  readonly start: AnyModel
  readonly params: Params

  constructor(ctx: Context, start: AnyModel, params: Params) {
    this.ctx = ctx
    this.start = start
    this.params = params
  }

  end(path: string): End {
    const steps = path.split('.')
    const last = steps.pop() ?? ''
    let model = this.start
    let alias = 't'
    for (const [i, name] of steps.entries()) {
      const relation = relationOf(model, name)
      if (!relation?.owner || relation.kind !== 'one') throw new Error(`measure: ${path} crosses ${name}`)
      if (alias === 't') this.own.push(relation.fk)
      const target = modelOf(relation.model)
      alias = this.join(alias, relation.fk, target, this.columnAt(target, steps[i + 1] ?? last))
      model = target
    }
    const relation = relationOf(model, last)
    const field = relation ? undefined : fieldOf(model, last)
    const column = relation?.fk ?? last
    if (alias === 't') this.own.push(column)
    const locale = localeOf(this.ctx.actor)
    return {
      sql: `${alias}.${quoted(column)}`,
      native: field?.native,
      title: (key) => (relation ? titleOf(relation.model, key, 'k', locale) : `${key}::text`),
    }
  }

  private columnAt(model: AnyModel, name: string): string {
    return relationOf(model, name)?.fk ?? fieldOf(model, name).name
  }

  private join(from: string, fk: string, target: AnyModel, needed: string): string {
    const alias = `m${this.joins.length}`
    const scope = compile(target, scopeOf(this.ctx.actor, target, 'read', [needed]), this.params, alias)
    const on = `${alias}.id = ${from}.${quoted(fk)} AND ${scope}`
    this.joins.push(`LEFT JOIN ${quoted(target.table)} ${alias} ON ${on}`)
    return alias
  }
}
