import type { HandoverAnswer } from '../../components/clubs/tab-state.ts'
import { type Context, hasRole } from '../../src/access/actor.ts'
import { mayEver } from '../../src/access/rights.ts'
import { list, localeOf, MAX_PAGE, type Row } from '../../src/access/select.ts'
import { POSTS } from '../../src/domain/clubs/handover-roles.ts'
import { schoolDay, shownDay } from '../../src/kit/calendar.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'
import { choiceOf } from '../work/words.ts'
import { dayIn } from './run-parts.ts'

/** The year-end wizard of a club, and the archives that former bureaus left. */
export function handoverTab(): void {
  declareAction(
    {
      name: 'handover',
      routes: ['record'],
      methods: ['GET'],
      right: (actor) => hasRole(actor, 'admin', 'union_executive', 'club_lead'),
      tab: { label: { fr: 'Passation', en: 'Handover' }, component: 'HandoverPanel' },
      handle: async ({ model, row }, ctx) => ({
        record: recordJson(model, opened(row)),
        handover: await handover(ctx, opened(row)),
      }),
    },
    ['Club'],
  )
}

async function handover(ctx: Context, club: Row): Promise<HandoverAnswer> {
  const locale = localeOf(ctx.actor)
  const today = schoolDay(ctx.now)
  const [members, archives] = await Promise.all([
    list(ctx, 'ClubMember', {
      where: { clubId: club.id },
      ...{ sort: { field: 'post', direction: 'asc' }, limit: MAX_PAGE },
    }),
    list(ctx, 'ClubArchive', { where: { clubId: club.id }, limit: 20 }),
  ])
  const ends = ({ values }: Row) => dayIn(values.endsOn)
  return {
    ...{ mayHandOver: mayEver(ctx.actor, 'Club', 'handOver'), today },
    posts: POSTS.map((post) => ({ id: post, name: choiceOf('ClubPost', post, locale).label })),
    members: members
      .filter((member) => (ends(member) ?? today) >= today)
      .map((member) => {
        const until = ends(member)
        return {
          ...{ id: member.id, name: member.title, post: choiceOf('ClubPost', member.values.post, locale).label },
          until: until && shownDay(until),
        }
      }),
    archives: archives.map(({ id, values }) => ({
      ...{ id, year: String(values.year) },
      href: typeof values.fileId === 'string' ? `/files/${values.fileId}` : null,
    })),
  }
}
