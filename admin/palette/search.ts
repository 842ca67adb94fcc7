import type { FoundGroup, PaletteAnswer } from '../../components/palette/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { type AnyModel, models } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { fold } from '../../src/access/search.ts'
import { type ListStatement, listStatement, localeOf, type RawRow, type Row } from '../../src/access/select.ts'
import { readEach } from '../../src/platform/db.ts'
import { storable } from '../filters.ts'
import { foundOf } from './found.ts'

/** Shown of each list; as many again are read, so that the best of them come first. */
const SHOWN = 5
const READ = 12
const LIMITS = { ms: 80, within: 250, lanes: 4 }
const SHORTEST = 2

/**
 * The words, in every list that this person may read: one statement per list, the rights inside it, a few at a time,
 * each with its own limit of time. A list that is late is named; the others are shown without it.
 */
export async function findEverywhere(ctx: Context, asked: string): Promise<PaletteAnswer> {
  const words = storable(asked).trim().slice(0, 100)
  if (words.length < SHORTEST) return { groups: [], late: [] }
  const searched = searchedBy(ctx).flatMap((model) => {
    const statement = listStatement(ctx, model.name, { search: words, glance: true, limit: READ })
    return statement ? [{ model, statement }] : []
  })
  const answers = await readEach<RawRow>(
    searched.map(({ statement }) => statement),
    LIMITS,
  )
  const locale = localeOf(ctx.actor)
  const groups = searched.flatMap(({ model, statement }, i) => groupOf(ctx, model, statement, answers[i] ?? [], words))
  const late = searched.filter((_, i) => answers[i] === null).map(({ model }) => model.plural[locale])
  return { groups: groups.toSorted((a, b) => b.rank - a.rank).map(({ rank: _, ...group }) => group), late }
}

/** In the order of the menu; what has no entry there comes last. */
const searchedBy = ({ actor }: Context): AnyModel[] =>
  models
    .filter((model) => !model.internal && isSearched(model) && mayEver(actor, model.name, 'read'))
    .toSorted((a, b) => (a.nav?.order ?? LAST) - (b.nav?.order ?? LAST))

const LAST = 1_000

const isSearched = (model: AnyModel): boolean =>
  model.fields.some((field) => field.search) || model.relations.some((relation) => relation.search)

type Ranked = FoundGroup & { rank: number }

function groupOf(ctx: Context, model: AnyModel, statement: ListStatement, raw: RawRow[], words: string): Ranked[] {
  if (raw.length === 0) return []
  const locale = localeOf(ctx.actor)
  const ranked = raw
    .map((one) => statement.row(one))
    .map((row) => ({ row, rank: rankOf(row, words) }))
    .toSorted((a, b) => b.rank - a.rank)
  return [
    {
      model: model.name,
      label: model.plural[locale],
      icon: model.nav?.icon ?? 'Folder',
      items: ranked.slice(0, SHOWN).map(({ row }) => foundOf(model, row, locale)),
      more: raw.length > SHOWN ? `/admin/resources/${model.name}?${new URLSearchParams({ query: words })}` : null,
      rank: ranked[0]?.rank ?? 0,
    },
  ]
}

/**
 * The very name, then one that begins so, then one that holds it, then what only mentions it. Of two that begin alike the shorter
 * is the thing itself: a student before their agreements.
 */
function rankOf(row: Row, words: string): number {
  const [title, wanted] = [fold(row.title), fold(words)]
  const share = wanted.length / Math.max(title.length, wanted.length + 1)
  return title === wanted ? 3 : title.startsWith(wanted) ? 2 + share : title.includes(wanted) ? 1 + share : 0
}
