import type { HistoryPage } from '../../components/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { type AnyModel, isModel, type ModelName, modelOf } from '../../src/access/model.ts'
import { find, isId, localeOf, type Row } from '../../src/access/select.ts'
import { read } from '../../src/platform/db.ts'
import { withWaysBack } from '../undo/revert.ts'
import { verbLabel } from '../words.ts'
import { type Asked, historyOf, PAGE, SYSTEM } from './history.ts'
import { type Act, knownTo } from './who.ts'

type Query = Record<string, string>

/** An event has no story of its own: it opens that of the record it happened to, when this person may read it. */
export async function storyOf(ctx: Context, model: ModelName, row: Row, query: Query): Promise<HistoryPage> {
  const { noun, recordId } = row.values
  if (model !== 'Event' || !isModel(String(noun))) return ownStory(ctx, modelOf(model), row, query)
  const about = modelOf(String(noun))
  const record = await find(ctx, about.name, String(recordId))
  return record ? pageOf(ctx, about, record, query) : { history: [], meta: { total: 0, page: 1, perPage: PAGE } }
}

/** On its own page a record can also be taken back. */
async function ownStory(ctx: Context, model: AnyModel, row: Row, query: Query): Promise<HistoryPage> {
  const page = await pageOf(ctx, model, row, query)
  return { ...page, history: await withWaysBack(ctx, model.name, row, page.history, isNarrowed(askedIn(query))) }
}

const isNarrowed = ({ verb, by, page }: Asked): boolean => verb !== null || by !== null || page > 1

/** A story that fits a page needs no filter; a long one says what it can be narrowed to. */
async function pageOf(ctx: Context, model: AnyModel, row: Row, query: Query): Promise<HistoryPage> {
  const asked = askedIn(query)
  const page = await historyOf(ctx, model, row, asked)
  const long = page.meta.total > PAGE || isNarrowed(asked)
  return { ...page, ...(long ? await choicesOf(ctx, model, row) : {}) }
}

const askedIn = ({ verb, by, page, perPage }: Query): Asked => ({
  verb: verb && /^\w{1,60}$/.test(verb) ? verb : null,
  by: by && (isId(by) || by === 'house') ? by : null,
  page: /^\d{1,6}$/.test(page ?? '') ? Math.max(1, Number(page)) : 1,
  perPage: perPage === '50' || perPage === '100' ? Number(perPage) : PAGE,
})

type Choice = Act & { verb: string; by: string; name: string | null }

async function choicesOf(ctx: Context, model: AnyModel, row: Row): Promise<Pick<HistoryPage, 'verbs' | 'people'>> {
  const locale = localeOf(ctx.actor)
  const found = await read<Choice>(CHOICES, [model.name, row.id])
  const isKnown = await knownTo(ctx, found)
  const people = new Map(found.filter(isKnown).map(({ by, name }) => [by, name ?? SYSTEM[locale]]))
  return {
    verbs: [...new Set(found.map(({ verb }) => verb))].map((verb) => ({
      value: verb,
      label: verbLabel(model.name, verb, locale),
    })),
    people: [...people].map(([value, label]) => ({ value, label })),
  }
}

const CHOICES = `
  SELECT DISTINCT e.verb, coalesce(e."actorId"::text, 'house') AS by, e."actorId", e.role, p."firstName" || ' ' || p."lastName" AS name
  FROM "Event" e LEFT JOIN "Person" p ON p.id = e."actorId"
  WHERE e.noun = $1 AND e."recordId" = $2 ORDER BY 1, name LIMIT 200`
