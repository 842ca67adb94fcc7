import type { DashboardAnswer, DashboardCard, DashboardList } from '../components/state.ts'
import type { Context } from '../src/access/actor.ts'
import { type ModelName, modelOf } from '../src/access/model.ts'
import { mayEver, readable } from '../src/access/rights.ts'
import { count, list, localeOf, type Row } from '../src/access/select.ts'
import { clubsDashboard } from '../src/domain/clubs/dashboard.ts'
import { coreDashboard } from '../src/domain/core/dashboard.ts'
import { internshipsDashboard } from '../src/domain/internships/dashboard.ts'
import { catalogue } from '../src/generated/catalogue.ts'
import type { Chart } from '../src/kit/chart.ts'
import type { Calendar, Card, RoleDashboard, Shortlist } from '../src/kit/dashboard.ts'
import { dayOf, later } from '../src/platform/clock.ts'
import { config } from '../src/platform/config.ts'
import { hrefOf, prefixed } from './address.ts'
import { isReadable, readQuery } from './filters.ts'

type Locale = 'fr' | 'en'

/** What waits for this person: the cards of each of their roles, once each, in each domain. */
export async function dashboard(ctx: Context): Promise<DashboardAnswer> {
  const locale = localeOf(ctx.actor)
  const parts = partsFor(ctx)
  const cards = once(parts.flatMap((part) => part.cards)).filter((card) => isOpen(ctx, card))
  const lists = once(parts.flatMap((part) => part.lists)).filter((one) => isOpen(ctx, one))
  return {
    greeting: greeting(ctx, locale),
    cards: await Promise.all(cards.map((card) => counted(ctx, card, locale))),
    lists: await Promise.all(lists.map((one) => shortlist(ctx, one, locale))),
  }
}

/** The charts of each of their roles, each once. */
export const chartsFor = (ctx: Context): Chart[] => [
  ...new Map(partsFor(ctx).flatMap(({ charts = [] }) => charts.map((chart) => [chart.name, chart] as const))).values(),
]

const DOMAINS = [internshipsDashboard, clubsDashboard, coreDashboard]

function partsFor(ctx: Context): RoleDashboard[] {
  const { actor } = ctx
  if (actor.kind !== 'person') return []
  const day = (offset: number) => dayOf(later(ctx.now, { days: offset }), config.schoolTz)
  const calendar: Calendar = { day, me: actor.personId }
  const roles = [...new Set(actor.roles.map((assignment) => assignment.role))]
  return DOMAINS.flatMap((domain) => roles.flatMap((role) => domain[role]?.(calendar) ?? []))
}

const once = <T extends Card | Shortlist>(all: T[]): T[] => [...new Map(all.map((one) => [one.title.fr, one])).values()]

const isOpen = (ctx: Context, { model, filters }: Pick<Card, 'model' | 'filters'>): boolean =>
  mayEver(ctx.actor, model, 'read') && isReadable(ctx, model, prefixed(filters))

async function counted(ctx: Context, card: Card, locale: Locale): Promise<DashboardCard> {
  return {
    title: card.title[locale],
    hint: card.hint[locale],
    tone: card.tone,
    action: card.action?.[locale] ?? null,
    href: hrefOf(card.model, card.filters),
    count: await count(ctx, card.model, readQuery(ctx, card.model, prefixed(card.filters))),
  }
}

async function shortlist(ctx: Context, asked: Shortlist, locale: Locale): Promise<DashboardList> {
  const { field, direction } = asked.sort
  const sort = readable(ctx.actor, asked.model).has(field) ? { sortBy: field, direction } : undefined
  const query = readQuery(ctx, asked.model, { ...prefixed(asked.filters), ...sort })
  const rows = await list(ctx, asked.model, { ...query, limit: 5 })
  return {
    title: asked.title[locale],
    href: hrefOf(asked.model, asked.filters, sort),
    rows: rows.map((row) => ({
      title: row.title,
      hint: asked.hints.flatMap((name) => said(asked.model, row, name, locale) ?? []).join(' · '),
      href: `/admin/resources/${asked.model}/records/${row.id}/show`,
      on: dayIn(row.values[field]),
    })),
  }
}

const dayIn = (value: unknown): string | null =>
  value instanceof Date ? dayOf(value, config.schoolTz) : typeof value === 'string' ? value.slice(0, 10) : null

function said(model: ModelName, row: Row, name: string, locale: Locale): string | null {
  const field = modelOf(model).fields.find((one) => one.name === name)
  if (!field?.enum) return row.titles[name] ?? null
  const value = catalogue.enums[field.enum]?.values.find((one) => one.value === row.values[name])
  return value?.label[locale] ?? null
}

function greeting(ctx: Context, locale: Locale): string {
  const first = ctx.actor.kind === 'person' ? (ctx.actor.name.split(' ')[0] ?? '') : ''
  return locale === 'fr' ? `Bonjour ${first}` : `Hello ${first}`
}
