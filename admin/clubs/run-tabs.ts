import type { ExecutionAnswer, MarksAnswer, ShareAnswer } from '../../components/clubs/tab-state.ts'
import { type Context, hasRole } from '../../src/access/actor.ts'
import { mayEver } from '../../src/access/rights.ts'
import { list, localeOf, MAX_PAGE, type Row } from '../../src/access/select.ts'
import { executionOf } from '../../src/domain/clubs/execution.ts'
import { programmeLines } from '../../src/domain/clubs/facts.ts'
import { KINDS } from '../../src/domain/clubs/kinds.ts'
import { shareText } from '../../src/domain/clubs/share-text.ts'
import { academicYear } from '../../src/domain/clubs/year.ts'
import { asDay, schoolDay, shownDay, shownInstant } from '../../src/kit/calendar.ts'
import { legalVerbs } from '../../src/kit/command.ts'
import { config } from '../../src/platform/config.ts'
import { opened } from '../actions/read.ts'
import { hrefOf } from '../address.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'
import { choiceOf } from '../work/words.ts'
import { dayIn, recordHref } from './run-parts.ts'
import * as say from './run-words.ts'

/** The programme as a list that is filled on a telephone, then followed; the marks of a meeting; words ready to send. */
export function clubRunTabs(): void {
  declareAction(
    {
      name: 'execution',
      routes: ['record'],
      methods: ['GET'],
      right: (actor, model) => mayEver(actor, model, 'read'),
      tab: { label: { fr: 'Programme et exécution', en: 'Programme and execution' }, component: 'ProgrammePanel' },
      handle: async ({ model, row }, ctx) => ({
        record: recordJson(model, opened(row)),
        execution: await execution(ctx, opened(row)),
      }),
    },
    ['ActionProgramme'],
  )
  declareAction(
    {
      name: 'marks',
      routes: ['record'],
      methods: ['GET'],
      // Each of the bureau reads their own sheet elsewhere; the whole one is the lead’s and the Amicale’s
      right: (actor) => hasRole(actor, 'admin', 'union_executive', 'club_lead'),
      tab: { label: { fr: 'Pointage', en: 'Marks' }, component: 'MarksPanel' },
      handle: async ({ model, row }, ctx) => ({
        record: recordJson(model, opened(row)),
        marks: await marks(ctx, opened(row)),
      }),
    },
    ['Meeting'],
  )
  declareAction(
    {
      name: 'share',
      routes: ['record'],
      methods: ['GET'],
      right: (actor, model) => mayEver(actor, model, 'read'),
      tab: { label: { fr: 'Compte rendu', en: 'Report' }, component: 'SharePanel' },
      handle: async ({ model, row }) => ({
        record: recordJson(model, opened(row)),
        share: await share(opened(row)),
      }),
    },
    ['Activity'],
  )
}

async function execution(ctx: Context, programme: Row): Promise<ExecutionAnswer> {
  const locale = localeOf(ctx.actor)
  const { clubId, year, status } = programme.values
  const rows = await list(ctx, 'Activity', {
    where: { programmeId: programme.id },
    ...{ sort: { field: 'startsAt', direction: 'asc' }, limit: MAX_PAGE },
  })
  const verbs = (await legalVerbs(ctx, 'ActionProgramme', [programme])).get(programme.id) ?? []
  const may = (name: string) => verbs.some((verb) => verb.name === name)
  const validated = status === 'validated'
  const first = Number(String(year).slice(0, 4)) || Number(schoolDay(ctx.now).slice(0, 4))
  const { from, to } = academicYear(`${first}-12-01`, 10)
  const lines = validated ? await programmeLines([String(clubId)], String(year), from, to) : []
  const figures = executionOf(
    lines.filter(({ programmeId }) => programmeId !== null),
    lines.filter(({ programmeId }) => programmeId === null),
    schoolDay(ctx.now),
  )
  return {
    ...{ isFrozen: status !== 'draft', mayPlan: may('plan'), mayDrop: may('drop') },
    kinds: KINDS.map((kind) => ({ id: kind, name: choiceOf('ActivityKind', kind, locale).label })),
    rates: validated ? say.executionRates(figures, hrefOf('Activity', { programmeId: programme.id }), locale) : [],
    lines: rows.map(({ id, values, titles: _ }) => {
      const on = dayIn(values.plannedOn) ?? (values.startsAt instanceof Date ? schoolDay(values.startsAt) : null)
      return {
        ...{ id, theme: String(values.theme), href: recordHref('Activity', id) },
        on: on && shownDay(on),
        kind: choiceOf('ActivityKind', values.kind, locale).label,
        status: choiceOf('ActivityStatus', values.status, locale),
        cancellation: values.status === 'cancelled' ? cancellationOf(values, locale) : null,
      }
    }),
  }
}

function cancellationOf(values: Row['values'], locale: say.Locale): string {
  if (values.cancellationApprovedAt) return { fr: 'approuvée : hors du calcul', en: 'approved: taken out' }[locale]
  if (values.cancellationRefusedAt) return { fr: 'non approuvée : compte', en: 'not approved: counts' }[locale]
  return { fr: 'attend l’Amicale', en: 'awaits the union' }[locale]
}

async function marks(ctx: Context, meeting: Row): Promise<MarksAnswer> {
  const locale = localeOf(ctx.actor)
  const heldOn = meeting.values.heldAt instanceof Date ? schoolDay(meeting.values.heldAt) : schoolDay(ctx.now)
  const [members, known] = await Promise.all([
    list(ctx, 'ClubMember', {
      where: { clubId: String(meeting.values.clubId) },
      ...{ sort: { field: 'post', direction: 'asc' }, limit: MAX_PAGE },
    }),
    list(ctx, 'MeetingAttendance', { where: { meetingId: meeting.id }, limit: MAX_PAGE }),
  ])
  const verbs = (await legalVerbs(ctx, 'Meeting', [meeting])).get(meeting.id) ?? []
  const open = ['mark', 'correct'].find((name) => verbs.some((verb) => verb.name === name))
  const markOf = (id: string) => known.find(({ values }) => values.memberId === id)
  return {
    open: open === 'mark' || open === 'correct' ? open : null,
    choices: ['present', 'late', 'excused', 'absent'].map((mark) => choiceOf('MeetingMark', mark, locale)),
    members: members
      .filter(({ id, values }) => markOf(id) || isInOffice(values, heldOn))
      .map(({ id, title, values }) => {
        const mark = markOf(id)?.values
        return {
          ...{ id, name: title, post: choiceOf('ClubPost', values.post, locale).label },
          ...{ mark: mark ? String(mark.mark) : '', note: typeof mark?.note === 'string' ? mark.note : '' },
        }
      }),
  }
}

const isInOffice = ({ startsOn, endsOn }: Row['values'], day: string): boolean => {
  const [from, to] = [dayIn(startsOn), dayIn(endsOn)]
  return (!from || from <= day) && (!to || asDay(to) >= day)
}

async function share(activity: Row): Promise<ShareAnswer> {
  const { status, reportFileId, finishedAt } = activity.values
  if (status !== 'finished') return { text: null, reportHref: null, finishedAt: null }
  const words = await shareText(activity.id)
  return {
    text: words && `${words.text}\n${config.publicUrl}/clubs/${words.slug}`,
    reportHref: typeof reportFileId === 'string' ? `/files/${reportFileId}` : null,
    finishedAt: finishedAt instanceof Date ? shownInstant(finishedAt) : null,
  }
}
