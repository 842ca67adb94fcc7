import type { BureauLine, ClubAnswer, Stat } from '../../components/clubs/run-state.ts'
import type { Actor, Context } from '../../src/access/actor.ts'
import { clubsOf } from '../../src/access/rights.ts'
import { count, list, localeOf, MAX_PAGE, type Row } from '../../src/access/select.ts'
import { sheetsOf } from '../../src/domain/clubs/assiduity.ts'
import { type ClubFigures, figuresOf } from '../../src/domain/clubs/figures.ts'
import { type Period, periodAsked } from '../../src/domain/clubs/period.ts'
import { topOf } from '../../src/domain/clubs/top.ts'
import { laurelsOf } from '../../src/domain/clubs/winners.ts'
import { dateOfDay } from '../../src/platform/clock.ts'
import { hrefOf, prefixed } from '../address.ts'
import { readQuery } from '../filters.ts'
import { declarePage } from '../verbs.ts'
import { choiceOf } from '../work/words.ts'
import {
  heldHref,
  lateTasks,
  laurelsState,
  nextActivities,
  participantsHref,
  quartersChart,
  recordHref,
  taskLines,
  topState,
} from './run-parts.ts'
import * as say from './run-words.ts'

/** « Mon club »: what its lead does next, on a telephone, and how the club stands. */
export function clubPage(): void {
  declarePage({
    name: 'club',
    menu: { label: { fr: 'Mon club', en: 'My club' }, icon: 'Flag', group: '' },
    methods: ['GET'],
    right: (actor) => runs(actor).length > 0,
    handle: ({ query }, ctx) => club(ctx, query.club),
  })
}

/** The lead, their deputy and the secretary have a club to run. */
const runs = (actor: Actor): string[] => {
  if (actor.kind !== 'person') return []
  const held = new Set(actor.roles.map(({ role }) => role))
  return [
    ...(held.has('club_lead') ? clubsOf(actor, 'lead') : []),
    ...(held.has('club_member') ? clubsOf(actor, 'deputy', 'secretary') : []),
  ]
}

async function club(ctx: Context, asked: string | undefined): Promise<ClubAnswer> {
  const own = runs(ctx.actor)
  const clubs = await list(ctx, 'Club', { where: { id: { in: own } }, limit: MAX_PAGE })
  const chosen = clubs.find(({ id }) => id === asked) ?? clubs[0]
  if (!chosen) throw new Error('Whoever runs a club reads it')
  const locale = localeOf(ctx.actor)
  const period = await periodAsked(undefined, ctx.now)
  const { clubs: found, facts } = await figuresOf([chosen.id], period, ctx.now)
  const [figures] = found
  if (!figures) throw new Error('A club has its figures')
  const here = { clubId: chosen.id }
  const [next, late, todo, bureau, top, laurels] = await Promise.all([
    nextActivities(ctx, here),
    taskLines(ctx, { AND: [here, { status: 'open', dueOn: { lt: dateOfDay(facts.today) } }] }),
    todoOf(ctx, chosen.id),
    bureauOf(ctx, chosen.id, period),
    topOf(facts, [chosen.id]),
    laurelsOf([chosen.id], period.before.from, period.span.to),
  ])
  return {
    clubs: clubs.map(({ id, title }) => ({ id, name: title })),
    ...{
      club: chosen.id,
      name: chosen.title,
      publicHref: `/clubs/${String(chosen.values.slug)}`,
      year: period.year.name,
    },
    programme: programmeOf(figures, locale),
    ...{ todo, next, lateTasks: late, bureau },
    ...figuresSaid(figures, chosen.id, period, locale),
    top: topState(top, { fr: 'Top 10 des participants', en: 'Top 10 participants' }[locale]),
    laurels: laurelsState(laurels),
  }
}

function figuresSaid(figures: ClubFigures, clubId: string, period: Period, locale: say.Locale) {
  const { attended, quarter, people, perPerson, execution, tasks, programme, rating } = figures
  const held = heldHref(clubId, period.span)
  const planned = programme ? hrefOf('Activity', { programmeId: programme.id }) : hrefOf('ActionProgramme', { clubId })
  return {
    rates: [...say.executionRates(execution, planned, locale), say.taskRate(tasks, hrefOf('Task', { clubId }), locale)],
    stats: [
      say.stat(
        text(locale, 'Activités terminées', 'Finished activities'),
        String(attended.activities),
        period.year.name,
        held,
      ),
      say.stat(
        text(locale, 'Participants en moyenne', 'Participants on average'),
        ...[say.decimal(attended.mean, locale), say.takenOf(attended, locale), held],
      ),
      say.stat(
        text(locale, 'Personnes différentes', 'Different people'),
        String(people),
        say.perPersonOf(perPerson, locale),
        participantsHref(clubId),
      ),
      say.stat(
        text(locale, `Évolution ${quarter.name}`, `Trend ${quarter.name}`),
        ...[say.evolution(quarter.evolution, locale), say.evolutionHint(quarter.evolution, locale)],
        heldHref(clubId, period.quarter.span),
      ),
      say.stat(
        text(locale, 'Appréciation', 'Rating'),
        rating.mean === null ? '—' : `${say.decimal(rating.mean, locale)} / 5`,
        text(locale, `${rating.n} avis`, `${rating.n} opinions`),
        hrefOf('Attendance', { 'activity.clubId': clubId, 'rating~~empty': 'false' }),
      ),
    ] satisfies Stat[],
    chart: quartersChart(figures, held, locale),
  }
}

const text = (locale: say.Locale, fr: string, en: string): string => ({ fr, en })[locale]

function programmeOf({ programme }: ClubFigures, locale: say.Locale): ClubAnswer['programme'] {
  if (!programme)
    return {
      text: text(locale, 'Aucun programme d’action pour cette année.', 'No action programme for this year.'),
      href: '/admin/resources/ActionProgramme/actions/new',
      action: text(locale, 'Écrire le programme', 'Write the programme'),
    }
  const href = recordHref('ActionProgramme', programme.id, 'execution')
  if (programme.status === 'draft')
    return {
      text: text(locale, 'Le programme d’action est encore un brouillon.', 'The action programme is still a draft.'),
      ...{ href, action: text(locale, 'Compléter et soumettre', 'Complete and submit') },
    }
  if (programme.status === 'submitted')
    return {
      text: text(locale, 'Le programme attend la validation de l’Amicale.', 'The programme awaits the union.'),
      ...{ href, action: null },
    }
  return null
}

/** What waits for a hand, each number opening its list; what is at zero is not said. */
async function todoOf(ctx: Context, clubId: string): Promise<Stat[]> {
  const locale = localeOf(ctx.actor)
  const asked = [
    {
      model: 'Attendance',
      filters: { status: 'to_confirm', 'activity.clubId': clubId },
      label: text(locale, 'Présences à confirmer', 'Attendances to confirm'),
      tone: 'amber',
    },
    {
      model: 'Task',
      filters: lateTasks(clubId),
      label: text(locale, 'Tâches en retard', 'Overdue tasks'),
      tone: 'red',
    },
    {
      model: 'Meeting',
      filters: { clubId, status: 'planned', 'heldAt~~past': 'true' },
      label: text(locale, 'Réunions à clore', 'Meetings to close'),
      tone: 'amber',
    },
    {
      model: 'Activity',
      filters: { clubId, 'status~~in': 'planned,running', 'startsAt~~past': 'true' },
      label: text(locale, 'Activités passées à terminer', 'Past activities to finish'),
      tone: 'amber',
    },
  ] as const
  const found = await Promise.all(
    asked.map(async ({ model, filters, label, tone }) => {
      const n = await count(ctx, model, readQuery(ctx, model, prefixed(filters)))
      return say.stat(label, String(n), '', hrefOf(model, filters), n === 0 ? 'green' : tone)
    }),
  )
  return found.filter(({ value }) => value !== '0')
}

/** Who is in office, how often they came, what they have to do. Deputies and secretaries are not told about the others. */
async function bureauOf(ctx: Context, clubId: string, { year }: Period): Promise<BureauLine[]> {
  const locale = localeOf(ctx.actor)
  const isLead = ctx.actor.kind === 'person' && clubsOf(ctx.actor, 'lead').includes(clubId)
  if (!isLead) return []
  const today = { lte: dateOfDay(ctx.now.toISOString().slice(0, 10)) }
  const inOffice = { OR: [{ endsOn: null }, { endsOn: { gte: today.lte } }] }
  const members = await list(ctx, 'ClubMember', {
    where: { AND: [{ clubId, startsOn: today }, inOffice] },
    sort: { field: 'post', direction: 'asc' },
    limit: MAX_PAGE,
  })
  const sheets = await sheetsOf(
    members.map(({ id }) => id),
    year.from,
    year.to,
  )
  const open = await list(ctx, 'Task', { where: { clubId, status: 'open' }, limit: MAX_PAGE })
  return members.map(({ id, title, values }) => {
    const sheet = sheets.get(id)
    const own = open.filter((task: Row) => task.values.assigneeId === id).length
    return {
      ...{ id, name: title, post: choiceOf('ClubPost', values.post, locale).label },
      ...{ value: say.percent(sheet?.rate ?? null, locale), text: sheet ? say.presenceText(sheet, locale) : '' },
      ...{ late: sheet?.late ?? 0, href: hrefOf('MeetingAttendance', { memberId: id }) },
      tasks: own === 0 ? '' : text(locale, `${own} tâche${own > 1 ? 's' : ''} à faire`, `${own} to do`),
    }
  })
}
