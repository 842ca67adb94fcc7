import type { ActivityLine } from '../../components/activity/state.ts'
import type { Context } from '../../src/access/actor.ts'
import type { Happened } from '../../src/access/happened.ts'
import { type ModelName, modelOf } from '../../src/access/model.ts'
import { list, localeOf, type Row, titles } from '../../src/access/select.ts'
import { read } from '../../src/platform/db.ts'
import { HOUSE, MYSELF, sentenceOf, somebody } from './sentence.ts'

/** Names of records under one line: enough to recognise them, the list holds the rest. */
const NAMED = 5

/** In words, with the records as this person may read them at this instant: a line about none of these is not told. */
export async function linesOf(ctx: Context, happened: Happened[]): Promise<ActivityLine[]> {
  const [records, names, columns] = await Promise.all([
    recordsOf(ctx, happened),
    namesOf(ctx, happened),
    columnsOf(happened),
  ])
  const locale = localeOf(ctx.actor)
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : null
  return happened
    .filter((one) => !isSaidOtherwise(one, happened))
    .flatMap((one): ActivityLine[] => {
      const rows = one.ids.flatMap((id) => records.get(`${one.noun} ${id}`) ?? []).slice(0, NAMED)
      const [only] = rows
      if (!only) return []
      const isMe = one.actorId !== null && one.actorId === me
      return [
        {
          id: one.eventId,
          at: one.at.toISOString(),
          who: isMe ? MYSELF[locale] : names(one),
          ...sentenceOf(one, isMe, locale),
          changed: one.records === 1 ? changedIn(one.noun, only, columns.get(one.eventId) ?? [], locale) : [],
          records: rows.map(({ id, title }) => ({ title, href: `/admin/resources/${one.noun}/records/${id}/show` })),
          others: one.records - rows.length,
          list: `/admin/resources/${one.noun}`,
        },
      ]
    })
}

const MOMENT_MS = 60_000

/** Made and submitted at one stroke: the second says both. */
const isSaidOtherwise = ({ noun, verb, actorId, records, ids, at }: Happened, all: Happened[]): boolean =>
  verb === 'create' &&
  records === 1 &&
  all.some(
    (other) =>
      other.verb !== 'create' &&
      other.noun === noun &&
      other.actorId === actorId &&
      other.ids.includes(ids[0] ?? '') &&
      Math.abs(other.at.getTime() - at.getTime()) < MOMENT_MS,
  )

/** One question per noun, through the rights. */
async function recordsOf(ctx: Context, happened: Happened[]): Promise<Map<string, Row>> {
  const byNoun = Map.groupBy(happened, ({ noun }) => noun)
  const found = await Promise.all(
    [...byNoun].map(async ([noun, own]) => {
      const ids = [...new Set(own.flatMap((one) => one.ids.slice(0, NAMED + 1)))]
      const rows = await list(ctx, noun, { where: { id: { in: ids } }, limit: ids.length })
      return rows.map((row): [string, Row] => [`${noun} ${row.id}`, row])
    }),
  )
  return new Map(found.flat())
}

/** Only people whom this person may read have a name here; the others are told by what they are. */
async function namesOf(ctx: Context, happened: Happened[]): Promise<(one: Happened) => string> {
  const locale = localeOf(ctx.actor)
  const ids = [...new Set(happened.flatMap(({ actorId }) => actorId ?? []))]
  const open = [...(await titles(ctx, 'Person', ids.slice(0, 100))).keys()]
  const people = await read<{ id: string; name: string }>(NAMES, [open])
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return ({ actorId, role }) => (actorId === null ? HOUSE[locale] : (names.get(actorId) ?? somebody(role, locale)))
}

const NAMES = `SELECT id, "firstName" || ' ' || "lastName" AS name FROM "Person" WHERE id = ANY($1::uuid[])`

/** Which columns an update of one record wrote: their names, never their values. */
async function columnsOf(happened: Happened[]): Promise<Map<string, string[]>> {
  const ids = happened.filter(({ verb, records }) => verb === 'update' && records === 1).map(({ eventId }) => eventId)
  if (ids.length === 0) return new Map()
  const rows = await read<{ id: string; columns: string[] }>(COLUMNS, [ids])
  return new Map(rows.map(({ id, columns }) => [id, columns]))
}

const COLUMNS = `SELECT id, ARRAY(SELECT jsonb_object_keys(after)) AS columns FROM "Event"
  WHERE id = ANY($1::uuid[]) AND jsonb_typeof(after) = 'object'`

const SILENT = new Set(['id', 'version', 'createdAt', 'updatedAt'])

const changedIn = (noun: ModelName, row: Row, columns: string[], locale: 'fr' | 'en'): string[] =>
  modelOf(noun)
    .fields.filter(({ name }) => columns.includes(name) && name in row.values && !SILENT.has(name))
    .map(({ label }) => label[locale])
