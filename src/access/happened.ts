import { dayOf, endOfDay } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { read } from '../platform/db.ts'
import type { Context } from './actor.ts'
import { type AnyModel, type ModelName, modelOf, quoted } from './model.ts'
import { readable } from './rights.ts'
import { scopeOf } from './scope.ts'
import { compile, Params } from './where.ts'

/** A noun whose events are asked for, and those of its verbs that are told elsewhere or to nobody. */
export type Told = { noun: ModelName; not?: string[] }

/** What one person did on one day with one verb to records of one noun. */
export type Happened = {
  noun: ModelName
  verb: string
  actorId: string | null
  role: string
  /** The last time */
  at: Date
  eventId: string
  records: number
  /** There were more than could be counted */
  more: boolean
  /** The last records it was done to, a few of them */
  ids: string[]
}

export type Since = {
  /** Only what was last done before */
  before: Date
  /** Events are read from there backwards: the end of a day, so that no day is told in two halves */
  until: Date
  limit: number
}

export type Happenings = { happened: Happened[]; next: Pick<Since, 'before' | 'until'> | null }

/** The last events of a noun that are looked at for one page: a whole import is one line, and costs no more than this. */
export const WINDOW = 3_000
/** Whoever reads fewer records than this has their events found by record; others, by walking back in time. */
const FEW = 500
const SAMPLE = 30

/** What happened lately to records that the actor may read now: two statements, bounded for each noun. */
export async function happened(ctx: Context, told: Told[], since: Since): Promise<Happenings> {
  const own = await fewRecords(ctx, told)
  const params = new Params()
  const parts = told
    .filter(({ noun }) => own.get(noun)?.length !== 0)
    .map((one) => `(${nounStatement(ctx, one, own.get(one.noun) ?? null, since, params)})`)
  if (parts.length === 0) return { happened: [], next: null }
  return pageOf(await read<Found>(parts.join(' UNION ALL '), params.values), since)
}

/** The ids of the actor’s records by noun; null of a noun of which they read many. */
async function fewRecords(ctx: Context, told: Told[]): Promise<Map<ModelName, string[] | null>> {
  if (told.length === 0) return new Map()
  const params = new Params()
  const parts = told.map(({ noun }) => {
    const ids = `SELECT t.id::text FROM ${rowsOf(ctx, modelOf(noun), params)} LIMIT ${FEW + 1}`
    return `SELECT ${params.add(noun)}::text AS noun, ARRAY(${ids}) AS ids`
  })
  const rows = await read<{ noun: ModelName; ids: string[] }>(parts.join(' UNION ALL '), params.values)
  return new Map(rows.map(({ noun, ids }) => [noun, ids.length > FEW ? null : ids]))
}

const rowsOf = (ctx: Context, model: AnyModel, params: Params): string =>
  `${quoted(model.table)} t WHERE ${compile(model, scopeOf(ctx.actor, model, 'read'), params)}`

// An update of closed columns alone did not happen, for whoever may not read them
function nounStatement(ctx: Context, told: Told, own: string[] | null, since: Since, params: Params): string {
  const model = modelOf(told.noun)
  const theirs = own ? ` AND e."recordId" = ANY(${params.add(own)}::uuid[])` : ''
  const events = `SELECT e.*, min(e.at) OVER () AS oldest, count(*) OVER () AS looked
    FROM (SELECT e.* FROM "Event" e WHERE e.noun = ${params.add(told.noun)}${theirs} AND e.at < ${params.add(since.until)}
      ORDER BY e.at DESC LIMIT ${WINDOW}) e`
  const seen = own ? '' : ` AND EXISTS (SELECT 1 FROM ${rowsOf(ctx, model, params)} AND t.id = e."recordId")`
  const open = params.add(openColumns(ctx, model))
  return `SELECT ${params.add(told.noun)}::text AS noun, e.verb, e."actorId", max(e.at) AS at,
      count(DISTINCT e."recordId")::int AS records, min(e.at) AS first, min(e.oldest) AS oldest, max(e.looked)::int AS looked,
      (array_agg(e.role ORDER BY e.at DESC, e.id DESC))[1] AS role,
      (array_agg(e.id::text ORDER BY e.at DESC, e.id DESC))[1] AS "eventId",
      (array_agg(e."recordId"::text ORDER BY e.at DESC, e.id DESC))[1:${SAMPLE}] AS ids
    FROM (${events}) e
    WHERE NOT (e.verb = ANY(${params.add(told.not ?? [])}::text[]))
      AND (e.verb <> 'update' OR coalesce(e.after ?| ${open}::text[], false))${seen}
    GROUP BY e.verb, e."actorId", (e.at AT TIME ZONE ${params.add(config.schoolTz)})::date
    ORDER BY max(e.at) < ${params.add(since.before)} DESC, max(e.at) DESC LIMIT ${params.add(since.limit * 2)}`
}

const SILENT = new Set(['id', 'version', 'createdAt', 'updatedAt'])
const openColumns = (ctx: Context, model: AnyModel): string[] =>
  [...readable(ctx.actor, model.name)].filter((name) => !SILENT.has(name))

type Found = Happened & { first: Date; oldest: Date; looked: number }

/** Nothing is told of a time that was not looked at for every noun; what happened at one instant stays together. */
function pageOf(found: Found[], since: Since): Happenings {
  const cut = found.filter(({ looked }) => looked === WINDOW).map(({ oldest }) => oldest.getTime())
  const horizon = cut.length > 0 ? Math.max(...cut) : null
  const told = found
    .filter(({ at }) => at < since.before && at.getTime() >= (horizon ?? 0))
    .sort((a, b) => b.at.getTime() - a.at.getTime())
  const last = told[since.limit - 1]
  const shown = last ? told.filter(({ at }, i) => i < since.limit || at.getTime() === last.at.getTime()) : told
  return {
    happened: shown.map(grouped),
    next: nextOf(last && shown.length < told.length ? last : null, horizon, since),
  }
}

function nextOf(last: Found | null, horizon: number | null, since: Since): Happenings['next'] {
  if (last) {
    const night = endOfDay(dayOf(last.at, config.schoolTz), config.schoolTz)
    return { before: last.at, until: night < since.until ? night : since.until }
  }
  const from = horizon === null ? null : new Date(horizon)
  return from && { before: from, until: from }
}

const grouped = ({ first, oldest, looked, ids, ...rest }: Found): Happened => ({
  ...rest,
  ids: [...new Set(ids)],
  more: looked === WINDOW && first <= oldest,
})
