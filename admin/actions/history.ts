import type { HistoryEntry, HistoryPage } from '../../components/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { type AnyField, type AnyModel, isModel, modelOf } from '../../src/access/model.ts'
import { readable } from '../../src/access/rights.ts'
import { localeOf, type Row } from '../../src/access/select.ts'
import { titleOf } from '../../src/access/title.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import type { Text } from '../../src/platform/catalogue.ts'
import { read } from '../../src/platform/db.ts'
import { reasonLabel, roleLabel, verbLabel } from '../words.ts'
import { sayDate } from './say.ts'
import { knownTo } from './who.ts'

type EventRow = {
  id: string
  at: Date
  verb: string
  role: string
  reason: string | null
  actor: string | null
  actorId: string | null
  before: Values | null
  after: Values | null
  total: number
}
type Values = Record<string, unknown>

/** A page of the story, of one verb or of one person when asked; `house` is what nobody did by hand. */
export type Asked = { verb: string | null; by: string | null; page: number; perPage: number }

export const PAGE = 25

/**
 * The story of a record, for whoever may read the record: the columns they may not read are not told.
 * The event log as a whole stays closed to them; this is only what happened to what they are looking at.
 */
export async function historyOf(ctx: Context, model: AnyModel, row: Row, asked: Asked): Promise<HistoryPage> {
  const locale = localeOf(ctx.actor)
  const { verb, by, page, perPage } = asked
  const events = await read<EventRow>(HISTORY, [model.name, row.id, verb, by, perPage, (page - 1) * perPage])
  const open = readable(ctx.actor, model.name)
  const fields = model.fields.filter(
    (field) => open.has(field.name) && field.name in row.values && !DULL.has(field.name),
  )
  const [titles, isKnown] = await Promise.all([referenceTitles(fields, events, locale), knownTo(ctx, events)])
  // Whoever may not read why a record stands where it stands does not hear it from its history
  const tellsReason = model.fields.every((field) => !REASONS.has(field.name) || open.has(field.name))
  const history = events.map((event) => ({
    id: event.id,
    at: event.at.toISOString(),
    verb: verbLabel(model.name, event.verb, locale),
    actor: isKnown(event) ? (event.actor ?? SYSTEM[locale]) : OTHER[locale],
    role: roleLabel(event.role, locale),
    reason: tellsReason && event.reason ? reasonLabel(event.reason, locale) : null,
    changes: changesOf(event, fields, locale, titles),
    ...(event.verb === 'update' ? { isUpdate: true as const } : {}),
  }))
  return { history, meta: { total: events[0]?.total ?? 0, page, perPage } }
}

type Told = Pick<EventRow, 'id' | 'before' | 'after'> & { noun: string }

/** What events of any noun changed, in words, by event: the columns that this person may read. */
export async function changesIn(ctx: Context, events: Told[]): Promise<Map<string, HistoryEntry['changes']>> {
  const locale = localeOf(ctx.actor)
  const found = new Map<string, HistoryEntry['changes']>()
  for (const noun of new Set(events.map((event) => event.noun))) {
    if (!isModel(noun) || catalogue.models[noun].internal) continue
    const open = readable(ctx.actor, noun)
    const fields = modelOf(noun).fields.filter((field) => open.has(field.name) && !DULL.has(field.name))
    const own = events.filter((event) => event.noun === noun)
    const titles = await referenceTitles(fields, own, locale)
    for (const event of own) found.set(event.id, changesOf(event, fields, locale, titles))
  }
  return found
}

const HISTORY = `
  SELECT e.id, e.at, e.verb, e.role, e.reason, e.before, e.after, e."actorId", p."firstName" || ' ' || p."lastName" AS actor,
    (count(*) OVER ())::int AS total
  FROM "Event" e LEFT JOIN "Person" p ON p.id = e."actorId"
  WHERE e.noun = $1 AND e."recordId" = $2 AND ($3::text IS NULL OR e.verb = $3)
    AND ($4::text IS NULL OR coalesce(e."actorId"::text, 'house') = $4)
  ORDER BY e.at DESC, e.id DESC LIMIT $5 OFFSET $6`

const REASONS = new Set(['reason', 'statusReason', 'closeReason', 'adjustmentReason'])
const DULL = new Set(['id', 'version', 'createdAt', 'updatedAt'])
const OTHER: Text = { fr: 'Une autre personne', en: 'Somebody else' }
export const SYSTEM: Text = { fr: 'Préau (automatique)', en: 'Préau (automatic)' }

type Sides = Pick<EventRow, 'before' | 'after'>

function changesOf(event: Sides, fields: AnyField[], locale: keyof Text, titles: Map<string, string>) {
  const before = event.before ?? {}
  const after = event.after ?? {}
  return fields
    .filter((field) => JSON.stringify(before[field.name] ?? null) !== JSON.stringify(after[field.name] ?? null))
    .map((field) => ({
      label: field.label[locale],
      before: say(field, before[field.name], locale, titles),
      after: say(field, after[field.name], locale, titles),
    }))
}

/** References of the past, by their titles of today: an id says nothing to anybody. */
async function referenceTitles(fields: AnyField[], events: Sides[], locale: keyof Text): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const field of fields.filter((one) => one.reference)) {
    const ids = [...new Set(events.flatMap((event) => [event.before?.[field.name], event.after?.[field.name]]))]
    const known = ids.filter((id): id is string => typeof id === 'string')
    if (known.length === 0 || !field.reference) continue
    const title = titleOf(field.reference.model, 'x.id', 'x', locale)
    const rows = await read<{ id: string; title: string }>(
      `SELECT x.id, ${title} AS title FROM unnest($1::uuid[]) AS x(id)`,
      [known],
    )
    for (const row of rows) found.set(row.id, row.title)
  }
  return found
}

function say(field: AnyField, value: unknown, locale: keyof Text, titles: Map<string, string>): string {
  if (value === null || value === undefined || value === '') return ''
  if (field.reference) return titles.get(String(value)) ?? '…'
  if (field.enum) {
    const known = catalogue.enums[field.enum]?.values.find((one) => one.value === value)
    return known?.label[locale] ?? String(value)
  }
  if (field.type === 'Boolean') return YES_NO[String(value)]?.[locale] ?? ''
  if (field.type === 'DateTime') return sayDate(String(value), field.native === 'Date', locale)
  if (field.type === 'Json') return '…'
  return String(value)
}

const YES_NO: Record<string, Text> = { true: { fr: 'oui', en: 'yes' }, false: { fr: 'non', en: 'no' } }
