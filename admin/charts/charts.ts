import type { ChartGroup, ChartState } from '../../components/charts/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { type Group, groupCount } from '../../src/access/group.ts'
import { fieldOf, modelOf, relationOf } from '../../src/access/model.ts'
import { mayEver, readable } from '../../src/access/rights.ts'
import { localeOf } from '../../src/access/select.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import type { Chart } from '../../src/kit/chart.ts'
import type { Tone } from '../../src/platform/catalogue.ts'
import { hrefOf, prefixed } from '../address.ts'
import { readQuery } from '../filters.ts'
import { weeksBetween } from './weeks.ts'

type Filters = Record<string, string>

/** Somebody who may not read the list, or the column it is grouped by, has no such chart. */
export function isOpenTo(ctx: Context, { model, by }: Chart): boolean {
  if (!mayEver(ctx.actor, model, 'read')) return false
  return readable(ctx.actor, model).has(ownColumn(model, by))
}

/** One statement; each bar carries the address of the list that it counts. */
export async function drawn(ctx: Context, chart: Chart): Promise<ChartState> {
  const locale = localeOf(ctx.actor)
  const { model, by, parts = [] } = chart
  const filters = { ...chart.filters, ...withinDays(chart) }
  const query = readQuery(ctx, model, prefixed(filters))
  const counted = chart.whole ? parts.slice(0, -1) : parts
  const wheres = counted.map((part) => readQuery(ctx, model, prefixed(part.filters)).where)
  const found = await groupCount(ctx, model, by, query, wheres)
  const groups = shownGroups(chart, chart.whole ? found.map(completed) : found, locale)
  return {
    name: chart.name,
    title: chart.title[locale],
    kind: chart.kind,
    empty: chart.empty[locale],
    href: hrefOf(model, filters),
    of: catalogue.models[model].plural[locale],
    by: columnLabel(chart, locale),
    parts: parts.map(({ label, tone }) => ({ label: label[locale], tone })),
    groups: groups.map(({ filters: narrowed, parts: counts, ...group }) => ({
      ...group,
      href: hrefOf(model, { ...filters, ...narrowed }),
      parts: counts.map((n, i) => ({ n, href: hrefOf(model, { ...filters, ...narrowed, ...parts[i]?.filters }) })),
    })),
  }
}

const completed = (group: Group): Group => ({
  ...group,
  parts: [...group.parts, group.n - group.parts.reduce((sum, n) => sum + n, 0)],
})

type Shown = Omit<ChartGroup, 'href' | 'parts'> & { filters: Filters; parts: number[] }

function shownGroups(chart: Chart, groups: Group[], locale: 'fr' | 'en'): Shown[] {
  if (typeof chart.by !== 'string') return weeks(chart, chart.by.week, groups, locale)
  const column = ownColumn(chart.model, chart.by)
  const { enum: name } = fieldOf(modelOf(chart.model), column)
  if (name) return states(name, column, groups, locale)
  return groups.map((group) => ({
    label: group.title ?? OTHERS[locale],
    tone: 'blue',
    n: group.n,
    parts: group.parts,
    filters: group.key === null ? unnamed(column, group) : { [pathTo(chart)]: group.key },
  }))
}

/** `cohort.programme` is filtered by `cohort.programmeId`. */
function pathTo({ model, by }: Chart): string {
  if (typeof by !== 'string') return by.week
  const path = by.split('.')
  const last = path.pop() ?? ''
  const holder = path.reduce((at, name) => modelOf(relationOf(at, name)?.model ?? at.name), modelOf(model))
  return [...path, relationOf(holder, last)?.fk ?? last].join('.')
}

const unnamed = (column: string, { own }: Group): Filters =>
  own.length > 0 ? { [`${column}~~in`]: own.join(',') } : { [`${column}~~empty`]: 'true' }

/** States in the order of the life cycle, said in their own words and colours. */
function states(name: string, column: string, groups: Group[], locale: 'fr' | 'en'): Shown[] {
  const known = catalogue.enums[name]?.values ?? []
  return known.flatMap(({ value, label, tone = 'grey' }) => {
    const group = groups.find(({ key }) => key === value)
    return group ? [{ label: label[locale], tone, n: group.n, parts: group.parts, filters: { [column]: value } }] : []
  })
}

/** Every week of the window, the empty ones too: a gap is also something to see. */
function weeks({ between }: Chart, column: string, groups: Group[], locale: 'fr' | 'en'): Shown[] {
  const [from, to] = between ?? ['', '']
  const shown = weeksBetween(from, to, locale).map(({ monday, first, last, label }) => ({
    label,
    tone: 'blue' as Tone,
    n: groups.find(({ key }) => key === monday)?.n ?? 0,
    parts: [],
    filters: { [`${column}~~from`]: first, [`${column}~~to`]: last },
  }))
  return shown.some(({ n }) => n > 0) ? shown : []
}

function withinDays({ by, between }: Chart): Filters {
  if (typeof by === 'string' || !between) return {}
  return { [`${by.week}~~from`]: between[0], [`${by.week}~~to`]: between[1] }
}

function ownColumn(model: Chart['model'], by: Chart['by']): string {
  const [first = ''] = typeof by === 'string' ? by.split('.') : [by.week]
  return relationOf(modelOf(model), first)?.fk ?? first
}

function columnLabel({ model, by }: Chart, locale: 'fr' | 'en'): string {
  if (typeof by !== 'string') return WEEK[locale]
  const path = by.split('.')
  let at = modelOf(model)
  for (const name of path.slice(0, -1)) at = modelOf(relationOf(at, name)?.model ?? at.name)
  const last = path.at(-1) ?? ''
  return relationOf(at, last)?.label[locale] ?? fieldOf(at, last).label[locale]
}

const WEEK = { fr: 'Semaine', en: 'Week' }
const OTHERS = { fr: 'Autres', en: 'Others' }
