import type { Said } from '../../components/clubs/run-state.ts'
import type { Context } from '../../src/access/actor.ts'
import { list } from '../../src/access/select.ts'
import { hrefOf, prefixed } from '../address.ts'
import { readQuery } from '../filters.ts'
import { participantsHref, recordHref } from './run-parts.ts'

const LATEST = 6

/** What participants and organisers say, read by the Amicale alone; each suggestion may be answered by what was done. */
export async function wordsOf(ctx: Context, clubId: string | null, named: (id: string) => string) {
  const ofClub: Record<string, string> = clubId ? { clubId } : {}
  const ofActivity: Record<string, string> = clubId ? { 'activity.clubId': clubId } : {}
  const difficulties = { status: 'finished', 'difficulties~~empty': 'false', ...ofClub }
  const suggestions = { status: 'confirmed', 'suggestion~~empty': 'false', ...ofActivity }
  const asked = (model: 'Activity' | 'Attendance', filters: Record<string, string>) =>
    readQuery(ctx, model, prefixed(filters)).where
  const none = { OR: ['aucune', 'aucun', 'none', 'rien'].map((word) => ({ difficulties: { startsWith: word } })) }
  const [hard, said, followUps] = await Promise.all([
    list(ctx, 'Activity', {
      where: { AND: [asked('Activity', difficulties), { NOT: none }] },
      ...{ sort: { field: 'startsAt', direction: 'desc' }, limit: LATEST },
    }),
    list(ctx, 'Attendance', { where: asked('Attendance', suggestions), limit: LATEST }),
    list(ctx, 'Improvement', { where: clubId ? { OR: [{ clubId }, { clubId: null }] } : {}, limit: LATEST }),
  ])
  return {
    difficulties: hard.map(
      ({ id, values, title }): Said => ({
        ...{ id, text: String(values.difficulties), about: `${title} — ${named(String(values.clubId))}` },
        ...{ href: recordHref('Activity', id), answerHref: null },
      }),
    ),
    suggestions: said.map(
      ({ id, values, titles }): Said => ({
        ...{ id, text: String(values.suggestion), about: titles.activityId ?? '' },
        href: recordHref('Activity', String(values.activityId)),
        answerHref: newFollowUp(String(values.suggestion)),
      }),
    ),
    followUps: followUps.map(({ id, values }) => ({
      ...{ id, said: String(values.said), isPublic: values.isPublic === true, href: recordHref('Improvement', id) },
      done: typeof values.done === 'string' ? values.done : null,
    })),
    hrefs: {
      ...{ difficulties: hrefOf('Activity', difficulties), suggestions: hrefOf('Attendance', suggestions) },
      ...{ participants: participantsHref(clubId), followUps: hrefOf('Improvement', {}), newFollowUp: newFollowUp('') },
    },
  }
}

const newFollowUp = (said: string): string =>
  `/admin/resources/Improvement/actions/new${said && `?${new URLSearchParams({ said })}`}`
