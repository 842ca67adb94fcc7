import { type Context, system } from '../../src/access/actor.ts'
import { type Measured, measured } from '../../src/access/measure.ts'
import { mayEver } from '../../src/access/rights.ts'
import { count, localeOf } from '../../src/access/select.ts'
import type { Where } from '../../src/access/where.ts'
import type { Dimension, Indicator, Selection } from '../../src/kit/indicator.ts'
import { hrefOf, prefixed } from '../address.ts'
import { isReadable, readQuery } from '../filters.ts'
import type { Offered } from './selection.ts'

type Filters = Record<string, string>

/** One figure: what it is worth, the rows it was worked out from, and where those are. */
export type Worth = {
  label: string
  /** Null when there is nothing to work out, or too few to say */
  value: number | null
  median: number | null
  n: number
  href: string
  parts: { label: string; n: number; href: string }[]
  /** Too few answers: neither the figure nor its rows are told */
  hidden: boolean
}

export type Figure = { indicator: Indicator; total: Worth; groups: Worth[]; trend: Worth[]; asked: Asked | null }
export type Asked = { n: number; href: string; rate: number | null }

/** Somebody who may not ask all of it has no such figure. */
export function isOpenTo(ctx: Context, { model, rows, parts, asked, anonymous }: Indicator): boolean {
  const anyTime: Selection = { year: '-', campaign: null, programme: null }
  const lists: Filters[] = [rows(anyTime), ...(parts?.(anyTime) ?? []).map((part) => part.filters)]
  const isTheirs =
    mayEver(ctx.actor, model, 'read') && lists.every((filters) => isReadable(ctx, model, prefixed(filters)))
  return (
    (anonymous !== undefined || isTheirs) && (!asked || isReadable(ctx, asked.model, prefixed(asked.rows(anyTime))))
  )
}

/** The figure as a whole, group by group, and year after year. */
export async function figureOf(
  ctx: Context,
  indicator: Indicator,
  selection: Selection,
  by: Dimension,
  offered: Offered,
): Promise<Figure> {
  const path = indicator.by[by]
  const others = path ? [] : selectionsBy(selection, offered)
  const years = offered.years.slice(0, YEARS).reverse()
  const own = worths(ctx, indicator, selection, path, offered)
  const ofYear = async (year: string) => {
    // The year that is shown is worked out already
    if (year !== selection.year || selection.campaign)
      return whole(ctx, indicator, { ...selection, year, campaign: null }, year, offered)
    const [total = nothing(indicator, selection)] = await own
    return { ...total, label: year }
  }
  const [found, separately, trend, asked] = await Promise.all([
    own,
    Promise.all(others.map(({ label, at }) => whole(ctx, indicator, at, label, offered))),
    Promise.all(years.map(ofYear)),
    askedOf(ctx, indicator, selection),
  ])
  const [total = nothing(indicator, selection), ...groups] = found
  const rate = asked && asked.n > 0 ? (100 * total.n) / asked.n : null
  return {
    ...{ indicator, total, groups: path ? groups : separately, trend },
    asked: asked && { ...asked, rate },
  }
}

const YEARS = 6

/** Campaigns of the year, when no path of the list leads to them. */
function selectionsBy(selection: Selection, { campaigns }: Offered): { label: string; at: Selection }[] {
  return campaigns
    .filter(({ id, year }) => year === selection.year && (!selection.campaign || selection.campaign.id === id))
    .map(({ id, name }) => ({ label: name, at: { ...selection, campaign: { id, name } } }))
}

async function whole(ctx: Context, indicator: Indicator, at: Selection, label: string, offered: Offered) {
  const [found = nothing(indicator, at)] = await worths(ctx, indicator, at, undefined, offered)
  return { ...found, label }
}

/** The whole list first, then its groups. */
async function worths(
  ctx: Context,
  indicator: Indicator,
  at: Selection,
  path: string | undefined,
  { campaigns }: Offered,
): Promise<Worth[]> {
  const { model, measure, rows, anonymous } = indicator
  const filters = rows(at)
  const parts = indicator.parts?.(at) ?? []
  // The house counts what nobody reads one by one, over what this person may look at
  const reader: Context = anonymous ? { ...ctx, actor: system('indicators').actor } : ctx
  const within = anonymous ? [anonymous.campaigns(campaigns.map(({ id }) => id))] : []
  const query = readQuery(reader, model, prefixed(filters))
  const found = await measured(reader, model, {
    by: path,
    measure,
    query: { ...query, where: { AND: [query.where, ...within] } },
    parts: parts.map((part) => readQuery(reader, model, prefixed(part.filters)).where),
  })
  const locale = localeOf(ctx.actor)
  const href = (to: Filters) => (anonymous ? '' : hrefOf(model, to))
  // Taken from the whole, the groups that are told would tell the one that is not
  const isTooFew = anonymous && found.some(isHandful(indicator))
  const isBeside = anonymous !== undefined && (await besideHandful(reader, indicator, at, within))
  return found.map((one) => {
    const own = one.whole || !path ? filters : { ...filters, ...narrowed(path, one.key) }
    return {
      label: one.whole ? '' : (one.title ?? NONE[locale]),
      ...(isBeside || (isTooFew && !one.whole) ? HIDDEN : worthOf(indicator, one)),
      ...{ n: one.n, href: href(own) },
      parts: parts.map((part, i) => ({
        label: part.label[locale],
        n: one.parts[i] ?? 0,
        href: href({ ...own, ...part.filters }),
      })),
    }
  })
}

const HIDDEN = { value: null, median: null, hidden: true }

const isHandful =
  ({ least = 0 }: Indicator) =>
  ({ whole, n }: Measured): boolean =>
    !whole && n > 0 && n < least

/**
 * A programme or a campaign asked for alone, taken from all of them, would tell what a handful of others answered: the
 * figure is then told for none of them.
 */
async function besideHandful(reader: Context, indicator: Indicator, at: Selection, within: Where[]): Promise<boolean> {
  const wider: [Dimension, Selection][] = [
    ...(at.programme ? [['programme', { ...at, programme: null }] as [Dimension, Selection]] : []),
    ...(at.campaign ? [['campaign', { ...at, campaign: null }] as [Dimension, Selection]] : []),
  ]
  for (const [by, selection] of wider) {
    const query = readQuery(reader, indicator.model, prefixed(indicator.rows(selection)))
    const found = await measured(reader, indicator.model, {
      by: indicator.by[by],
      query: { ...query, where: { AND: [query.where, ...within] } },
    })
    if (found.some(isHandful(indicator))) return true
  }
  return false
}

function worthOf({ kind, least = 0 }: Indicator, { n, parts, mean, median }: Measured) {
  if (n === 0) return { value: null, median: null, hidden: false }
  if (n < least) return { value: null, median: null, hidden: true }
  if (kind === 'mean') return { value: mean, median, hidden: false }
  const [first = 0] = parts
  const last = kind === 'nps' ? (parts.at(-1) ?? 0) : 0
  return { value: (100 * (first - last)) / n, median: null, hidden: false }
}

const nothing = (indicator: Indicator, at: Selection): Worth => ({
  ...{ label: '', value: null, median: null, n: 0, hidden: false, parts: [] },
  href: indicator.anonymous ? '' : hrefOf(indicator.model, indicator.rows(at)),
})

/** `placement.student.cohort.programme` is filtered by its column, `…programmeId`. */
const narrowed = (path: string, key: string | null): Filters =>
  key === null ? { [`${path}Id~~empty`]: 'true' } : { [`${path}Id`]: key }

async function askedOf(ctx: Context, { asked }: Indicator, at: Selection): Promise<Omit<Asked, 'rate'> | null> {
  if (!asked) return null
  const filters = asked.rows(at)
  const n = await count(ctx, asked.model, readQuery(ctx, asked.model, prefixed(filters)))
  return { n, href: hrefOf(asked.model, filters) }
}

const NONE = { fr: 'Autres', en: 'Others' }
