import type { ClubsAnswer, Stat } from '../../components/clubs/run-state.ts'
import { type Actor, type Context, hasRole } from '../../src/access/actor.ts'
import { count, list, localeOf, MAX_PAGE, type Row } from '../../src/access/select.ts'
import { type Figures, figuresOf } from '../../src/domain/clubs/figures.ts'
import { PERIOD_NAMES, PERIODS, type Period, periodAsked } from '../../src/domain/clubs/period.ts'
import { topOf } from '../../src/domain/clubs/top.ts'
import { laurelsOf } from '../../src/domain/clubs/winners.ts'
import { hrefOf, prefixed } from '../address.ts'
import { readQuery } from '../filters.ts'
import { declarePage } from '../verbs.ts'
import { barsOf } from './clubs-charts.ts'
import { ratedOf, rowOf } from './clubs-rows.ts'
import { wordsOf } from './clubs-said.ts'
import { heldHref, laurelsState, participantsHref, quartersChart, topState } from './run-parts.ts'
import * as say from './run-words.ts'

export const mayCompareClubs = (actor: Actor): boolean => hasRole(actor, 'admin', 'union_executive')

/** The Amicale’s dashboard: all clubs together, side by side, and what participants say. */
export function clubsPage(): void {
  declarePage({
    name: 'clubs',
    menu: { label: { fr: 'Tableau de bord des clubs', en: 'Clubs dashboard' }, icon: 'BarChart2', group: 'clubs' },
    methods: ['GET'],
    right: mayCompareClubs,
    handle: async ({ query }, ctx) => answerOf(ctx, await comparison(ctx, query)),
  })
}

export type Comparison = { clubs: Row[]; one: Row | null; period: Period; figures: Figures }

/** The clubs, perhaps one of them, over the period asked for. */
export async function comparison(ctx: Context, query: Record<string, string>): Promise<Comparison> {
  const sort = { field: 'name', direction: 'asc' } as const
  const clubs = await list(ctx, 'Club', { where: { isActive: true }, sort, limit: MAX_PAGE })
  const one = clubs.find(({ id }) => id === query.club) ?? null
  const period = await periodAsked(query.period, ctx.now)
  const ids = (one ? [one] : clubs).map(({ id }) => id)
  return { clubs, one, period, figures: await figuresOf(ids, period, ctx.now) }
}

const text = (locale: say.Locale, fr: string, en: string): string => ({ fr, en })[locale]

async function answerOf(ctx: Context, { clubs, one, period, figures }: Comparison): Promise<ClubsAnswer> {
  const locale = localeOf(ctx.actor)
  const ids = figures.clubs.map(({ clubId }) => clubId)
  const named = (id: string) => clubs.find((club) => club.id === id)?.title ?? ''
  const { overall, facts } = figures
  const [top, laurels, todo, words] = await Promise.all([
    topOf(facts, ids),
    laurelsOf(ids, period.span.from, period.span.to),
    todoOf(ctx),
    wordsOf(ctx, one?.id ?? null, named),
  ])
  const rows = figures.clubs.map((club) => rowOf(club, named(club.clubId), period, locale))
  const all = hrefOf('Activity', one ? { clubId: one.id } : {})
  const search = new URLSearchParams({ period: period.name, ...(one && { club: one.id }) })
  return {
    period: period.name,
    periods: PERIODS.map((id) => ({ id, name: PERIOD_NAMES[id][locale] })),
    ...{ club: one?.id ?? '', clubs: clubs.map(({ id, title }) => ({ id, name: title })) },
    todo,
    overall: [
      ...say.executionRates(overall.execution, all, locale),
      say.taskRate(overall.tasks, hrefOf('Task', {}), locale),
    ],
    stats: statsOf(figures, one?.id ?? null, period, locale),
    rows,
    charts: [
      ...barsOf(figures, named, period, locale),
      quartersChart(overall, heldHref(one?.id ?? null, period.span), locale),
    ],
    top: topState(
      top,
      one
        ? text(locale, `Top 10 — ${one.title}`, `Top 10 — ${one.title}`)
        : text(locale, 'Top 10 de tous les clubs', 'Top 10 of all clubs'),
    ),
    laurels: laurelsState(laurels),
    rated: ratedOf(facts, named),
    ...words,
    downloads: { pdf: `/admin/downloads/clubs/pdf?${search}`, csv: `/admin/downloads/clubs/csv?${search}` },
  }
}

function statsOf({ overall }: Figures, clubId: string | null, period: Period, locale: say.Locale): Stat[] {
  const { attended, people, perPerson, rating } = overall
  const trend = say.trendOf(overall, period)
  const held = heldHref(clubId, period.span)
  return [
    say.stat(text(locale, 'Activités terminées', 'Finished activities'), String(attended.activities), '', held),
    say.stat(
      text(locale, 'Participants en moyenne', 'Participants on average'),
      ...[say.decimal(attended.mean, locale), say.takenOf(attended, locale), held],
    ),
    say.stat(
      text(locale, 'Évolution', 'Trend'),
      ...[say.evolution(trend, locale), say.evolutionHint(trend, locale), held],
    ),
    say.stat(
      text(locale, 'Personnes différentes', 'Different people'),
      String(people),
      say.perPersonOf(perPerson, locale),
      participantsHref(clubId),
    ),
    say.stat(
      text(locale, 'Appréciation', 'Rating'),
      rating.mean === null ? '—' : `${say.decimal(rating.mean, locale)} / 5`,
      text(locale, `${rating.n} avis`, `${rating.n} opinions`),
      hrefOf('Attendance', { 'rating~~empty': 'false', ...(clubId && { 'activity.clubId': clubId }) }),
    ),
  ]
}

async function todoOf(ctx: Context): Promise<Stat[]> {
  const locale = localeOf(ctx.actor)
  const asked = [
    {
      model: 'ActionProgramme',
      filters: { status: 'submitted' },
      label: text(locale, 'Programmes à valider', 'Programmes to validate'),
    },
    {
      model: 'Activity',
      filters: CANCELLED,
      label: text(locale, 'Annulations à approuver ou non', 'Cancellations to decide'),
    },
    {
      model: 'Improvement',
      filters: { 'done~~empty': 'true' },
      label: text(locale, 'Suites à donner', 'Follow-ups to give'),
    },
  ] as const
  const found = await Promise.all(
    asked.map(async ({ model, filters, label }) => {
      const n = await count(ctx, model, readQuery(ctx, model, prefixed(filters)))
      return say.stat(label, String(n), '', hrefOf(model, filters), 'amber')
    }),
  )
  return found.filter(({ value }) => value !== '0')
}

/** Cancelled out of a programme, and nobody has said yes or no. */
export const CANCELLED = {
  ...{ status: 'cancelled', 'programmeId~~empty': 'false' },
  ...{ 'cancellationApprovedAt~~empty': 'true', 'cancellationRefusedAt~~empty': 'true' },
}
