import type { DutiesAnswer } from '../../components/clubs/run-state.ts'
import { type Context, hasRole } from '../../src/access/actor.ts'
import { clubsOf } from '../../src/access/rights.ts'
import { count, list, localeOf, MAX_PAGE, type Row, titles } from '../../src/access/select.ts'
import { sheetsOf } from '../../src/domain/clubs/assiduity.ts'
import { periodAsked } from '../../src/domain/clubs/period.ts'
import { shownInstant } from '../../src/kit/calendar.ts'
import { declarePage } from '../verbs.ts'
import { choiceOf } from '../work/words.ts'
import { nextActivities, recordHref, taskLines } from './run-parts.ts'
import * as say from './run-words.ts'

/** « Ma présence et mes tâches »: an executive’s own sheet and work. Nobody else’s is read to make this page. */
export function dutiesPage(): void {
  declarePage({
    name: 'duties',
    menu: { label: { fr: 'Ma présence et mes tâches', en: 'My attendance and tasks' }, icon: 'UserCheck', group: '' },
    methods: ['GET'],
    right: (actor) => hasRole(actor, 'club_lead', 'club_treasurer', 'club_member'),
    handle: (_request, ctx) => duties(ctx),
  })
}

async function duties(ctx: Context): Promise<DutiesAnswer> {
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : ''
  const clubs = ctx.actor.kind === 'person' ? clubsOf(ctx.actor) : []
  const { year } = await periodAsked(undefined, ctx.now)
  const mine = { assignee: { personId: me } }
  const [members, tasks, done, meetings, activities] = await Promise.all([
    list(ctx, 'ClubMember', { where: { personId: me }, limit: 10 }),
    taskLines(ctx, { AND: [mine, { status: 'open' }] }, 50),
    count(ctx, 'Task', { where: { AND: [mine, { status: 'done' }] } }),
    list(ctx, 'Meeting', {
      where: { status: 'planned', clubId: { in: clubs }, heldAt: { gte: ctx.now } },
      sort: { field: 'heldAt', direction: 'asc' },
      limit: 5,
    }),
    nextActivities(ctx, { clubId: { in: clubs } }, 5),
  ])
  return {
    seats: await seatsOf(ctx, members, year),
    ...{ tasks, done, activities },
    meetings: meetings.map(({ id, values, titles: named }) => ({
      ...{ id, subject: String(values.subject), club: named.clubId ?? '', href: recordHref('Meeting', id) },
      when: values.heldAt instanceof Date ? shownInstant(values.heldAt) : '',
      place: typeof values.place === 'string' ? values.place : null,
    })),
  }
}

async function seatsOf(ctx: Context, members: Row[], { from, to }: { from: string; to: string }) {
  const locale = localeOf(ctx.actor)
  const ids = members.map(({ id }) => id)
  const [sheets, marks] = await Promise.all([
    sheetsOf(ids, from, to),
    list(ctx, 'MeetingAttendance', {
      where: { AND: [{ memberId: { in: ids } }, { meeting: { status: 'closed' } }] },
      limit: MAX_PAGE,
    }),
  ])
  const meetings = await list(ctx, 'Meeting', {
    where: { id: { in: marks.map(({ values }) => String(values.meetingId)) } },
    limit: MAX_PAGE,
  })
  const heldAt = new Map(
    meetings.map(({ id, values }) => [id, values.heldAt instanceof Date ? values.heldAt : ctx.now]),
  )
  const subjects = await titles(ctx, 'Meeting', [...heldAt.keys()])
  return members.map(({ id, values, titles: named }): DutiesAnswer['seats'][number] => {
    const sheet = sheets.get(id)
    const own = marks.filter((one) => one.values.memberId === id)
    const at = (row: Row) => heldAt.get(String(row.values.meetingId)) ?? ctx.now
    return {
      ...{ id, club: named.clubId ?? '', post: choiceOf('ClubPost', values.post, locale).label },
      ...{ value: say.percent(sheet?.rate ?? null, locale), text: sheet ? say.presenceText(sheet, locale) : '' },
      late: sheet?.late ?? 0,
      marks: own
        .toSorted((a, b) => at(b).getTime() - at(a).getTime())
        .map((row) => ({
          ...{ id: row.id, subject: subjects.get(String(row.values.meetingId)) ?? '', on: shownInstant(at(row)) },
          mark: choiceOf('MeetingMark', row.values.mark, locale),
          note: typeof row.values.note === 'string' ? row.values.note : null,
        })),
    }
  })
}
