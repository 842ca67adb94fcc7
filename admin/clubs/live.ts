import { DateTime } from 'luxon'
import type { LiveAnswer, WaitingLine } from '../../components/clubs/live-state.ts'
import type { Context } from '../../src/access/actor.ts'
import { count, list, localeOf, type Row } from '../../src/access/select.ts'
import { opennessOf } from '../../src/domain/clubs/attendance-issue.ts'
import { WRONG_ALERT, WRONG_CLOSED } from '../../src/domain/clubs/attendance-limits.ts'
import { addressOf, insistRuns, showCode, twinsOf, wrongOf } from '../../src/domain/clubs/attendance-live.ts'
import { runsSomewhere } from '../../src/domain/clubs/posts.ts'
import { config } from '../../src/platform/config.ts'
import { looking } from '../../src/platform/db.ts'
import { wordsOf } from '../../src/platform/settings.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'
import { choiceOf } from '../work/words.ts'

/** The lead’s live screen: GET says where attendance stands, without the code; showing the code is a POST, written down. */
export function liveAction(): void {
  declareAction(
    {
      name: 'live',
      routes: ['record'],
      methods: ['GET', 'POST'],
      right: (actor) => runsSomewhere(actor),
      tab: { label: { fr: 'Émargement', en: 'Attendance' }, component: 'LivePanel' },
      handle: async ({ method, model, query, row }, ctx) => {
        const activity = opened(row)
        await insistRuns(ctx, activity.id)
        const record = recordJson(model, activity)
        if (method === 'POST') return { record, shown: await showCode(ctx, activity.id) }
        if (query.twins) return { record, twins: await twinsOf(activity.id) }
        return { record, live: await stateOf(ctx, activity) }
      },
    },
    ['Activity'],
  )
}

async function stateOf(ctx: Context, activity: Row): Promise<LiveAnswer> {
  const { state, code } = await looking((tx) => opennessOf(tx, activity.id, ctx.now))
  const where = { activityId: activity.id }
  const [present, waitingCount, waiting, wrong] = await Promise.all([
    count(ctx, 'Attendance', { where: { ...where, status: 'confirmed', participant: { status: 'active' } } }),
    count(ctx, 'Attendance', { where: { ...where, status: 'to_confirm' } }),
    linesOf(ctx, where),
    code ? wrongOf(code.id) : 0,
  ])
  const { status, slug, headcount, mode } = activity.values
  return {
    ...{ now: ctx.now.toISOString(), status: String(status), state, present, waiting, waitingCount, wrong },
    left: state === 'open' && code ? Math.ceil((code.expiresAt.getTime() - ctx.now.getTime()) / 1000) : 0,
    generation: code?.generation ?? 0,
    rotates: mode === 'rotating',
    url: slug ? addressOf(String(slug)) : '',
    headcount: typeof headcount === 'number' ? headcount : null,
    alert: wrong >= WRONG_ALERT,
    typedClosed: wrong >= WRONG_CLOSED,
    ...{ programmes: await wordsOf('clubs.programmes'), levels: await wordsOf('clubs.levels') },
  }
}

/** Whoever waits, with why: the latest hundred. */
async function linesOf(ctx: Context, where: { activityId: string }): Promise<WaitingLine[]> {
  const sort = { field: 'receivedAt', direction: 'asc' } as const
  const rows = await list(ctx, 'Attendance', { where: { ...where, status: 'to_confirm' }, sort, limit: 100 })
  const signals = await list(ctx, 'AttendanceSignal', {
    where: { attendanceId: { in: rows.map(({ id }) => id) } },
    limit: 100,
  })
  const said = Map.groupBy(signals, ({ values }) => String(values.attendanceId))
  const locale = localeOf(ctx.actor)
  return rows.map(({ id, titles, values }) => ({
    ...{ id, name: titles.participantId ?? '', at: timeOf(values.receivedAt), delay: delayOf(values) },
    signals: (said.get(id) ?? []).map((one) => choiceOf('SignalKind', one.values.kind, locale)?.label ?? ''),
  }))
}

const instantOf = (value: unknown): DateTime =>
  DateTime.fromJSDate(value instanceof Date ? value : new Date(String(value)), { zone: config.schoolTz })

const timeOf = (value: unknown): string => instantOf(value).toFormat('HH:mm')

/** How long after its code a presence came, when it came late: `5 h 02`. */
function delayOf({ receivedAt, validatedAt, onTime }: Row['values']): string | null {
  if (onTime === true) return null
  const minutes = Math.floor(instantOf(receivedAt).diff(instantOf(validatedAt), 'minutes').minutes)
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`
}
