import { DateTime } from 'luxon'
import { now } from './clock.ts'
import { config } from './config.ts'
import { prisma, write } from './db.ts'
import { log } from './log.ts'

/** `period` names what is done (`2026-03-02`); a run for a day that was missed gets that day, not today. */
export type Occasion = { period: string; dueAt: Date }

/**
 * `every`: housekeeping, safe to run at any time and by several workers at once; missed rounds are nothing.
 * `at`: once per school day, caught up to 40 days back after an outage; never between 01:30 and 03:30, when clocks change.
 */
export type Schedule = { name: string; run(occasion: Occasion): Promise<unknown> } & (
  | { every: { seconds: number } }
  | DayTime
)
type DayTime = { at: string; on?: 'workdays' | 'mondays' }

/** Runs what is due, again and again. Returns how to stop: it waits for what is under way. */
export function startSchedule(schedules: Schedule[], stepMs = 10_000): () => Promise<void> {
  schedules.forEach(refuseNight)
  running = schedules
  let round: Promise<unknown> = tick(schedules)
  let idle = true
  const timer = setInterval(() => {
    if (!idle) return
    idle = false
    round = tick(schedules).finally(() => {
      idle = true
    })
  }, stepMs)
  return async () => {
    clearInterval(timer)
    running = []
    await round
  }
}

/** What this process does by itself: how often, when it last did (housekeeping), when it will next. */
export type ClockState = { name: string; every?: number; at?: string; on?: string; last: string | null; next: string }

let running: Schedule[] = []

export const clockState = (): ClockState[] => running.map((schedule) => stateOf(schedule, now()))

function stateOf(schedule: Schedule, at: Date): ClockState {
  if ('at' in schedule) {
    const { name, at: time, on } = schedule
    return { name, at: time, ...(on && { on }), last: null, next: nextOccasion(schedule, at).toISOString() }
  }
  const { name, every } = schedule
  const last = lastRounds.get(name)
  const next = new Date(last === undefined ? at : last + every.seconds * 1_000)
  return {
    name,
    every: every.seconds,
    last: last === undefined ? null : new Date(last).toISOString(),
    next: next.toISOString(),
  }
}

function nextOccasion(schedule: Daily, at: Date): Date {
  const today = DateTime.fromJSDate(at, { zone: config.schoolTz }).startOf('day')
  const days = Array.from({ length: 9 }, (_, offset) => today.plus({ days: offset })).filter((day) =>
    isOn(schedule, day),
  )
  const instants = days.map((day) => DateTime.fromISO(`${day.toISODate()}T${schedule.at}`, { zone: config.schoolTz }))
  return (instants.find((instant) => instant.toJSDate() > at) ?? today).toJSDate()
}

/** One round: the names and periods that were run. Two workers never run the same period. */
export async function tick(schedules: Schedule[]): Promise<string[]> {
  const done: string[] = []
  for (const schedule of schedules) {
    try {
      done.push(...('every' in schedule ? await round(schedule) : await daily(schedule)))
    } catch (error) {
      log.error({ schedule: schedule.name, error: messageOf(error) }, 'schedule failed')
    }
  }
  return done
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

type Round = Schedule & { every: { seconds: number } }
type Daily = Schedule & DayTime

const lastRounds = new Map<string, number>()

async function round(schedule: Round): Promise<string[]> {
  const at = now()
  if (at.getTime() < (lastRounds.get(schedule.name) ?? 0) + schedule.every.seconds * 1_000) return []
  lastRounds.set(schedule.name, at.getTime())
  await schedule.run({ period: at.toISOString(), dueAt: at })
  return [schedule.name]
}

async function daily(schedule: Daily): Promise<string[]> {
  const done: string[] = []
  for (const occasion of await dueOccasions(schedule, now())) {
    if (!(await claim(schedule.name, occasion.period))) continue
    await settle(schedule, occasion)
    done.push(`${schedule.name} ${occasion.period}`)
  }
  return done
}

const CATCH_UP_DAYS = 40

/** Today's, and those missed since the last success. A schedule that never ran starts today: it owes nobody the past. */
export async function dueOccasions(schedule: Daily, at: Date): Promise<Occasion[]> {
  const here = DateTime.fromJSDate(at, { zone: config.schoolTz })
  if (isNight(here)) return []
  const last = await prisma().scheduledRun.findFirst({
    where: { name: schedule.name, status: 'done' },
    orderBy: { period: 'desc' },
  })
  const since = last ? DateTime.fromISO(last.period, { zone: config.schoolTz }).plus({ days: 1 }) : here
  const first = DateTime.max(since, here.minus({ days: CATCH_UP_DAYS })).startOf('day')
  const days = Math.floor(here.startOf('day').diff(first, 'days').days)
  return Array.from({ length: Math.max(0, days + 1) }, (_, offset) => first.plus({ days: offset }))
    .filter((day) => isOn(schedule, day))
    .map((day) => ({
      period: day.toISODate() ?? '',
      dueAt: DateTime.fromISO(`${day.toISODate()}T${schedule.at}`, { zone: config.schoolTz }).toJSDate(),
    }))
    .filter(({ dueAt }) => dueAt <= at)
}

function isOn({ on }: Daily, day: DateTime): boolean {
  if (on === 'workdays') return day.weekday <= 5
  return on !== 'mondays' || day.weekday === 1
}

const isNight = (here: DateTime): boolean => here.toFormat('HH:mm') >= '01:30' && here.toFormat('HH:mm') < '03:30'

function refuseNight(schedule: Schedule): void {
  if (!('at' in schedule)) return
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(schedule.at))
    throw new Error(`${schedule.name}: « ${schedule.at} » is not a time of day`)
  if (schedule.at >= '01:30' && schedule.at < '03:30')
    throw new Error(`${schedule.name}: nothing runs between 01:30 and 03:30`)
}

/** True for the one who may run it: a new period, one that failed a quarter of an hour ago, or one whose worker died. */
async function claim(name: string, period: string): Promise<boolean> {
  const rows = await write(CLAIM, [name, period, now()])
  return rows.length > 0
}

const CLAIM = `
  insert into "ScheduledRun" as r (id, name, period, status, "startedAt")
  values (gen_random_uuid(), $1, $2, 'running', $3::timestamptz)
  on conflict (name, period) do update set status = 'running', "startedAt" = excluded."startedAt", "finishedAt" = null, error = null
  where (r.status = 'failed' and r."startedAt" < $3::timestamptz - interval '15 minutes')
     or (r.status = 'running' and r."startedAt" < $3::timestamptz - interval '1 hour')
  returning id`

async function settle(schedule: Daily, occasion: Occasion): Promise<void> {
  const where = { name_period: { name: schedule.name, period: occasion.period } }
  try {
    await schedule.run(occasion)
    await prisma().scheduledRun.update({ where, data: { status: 'done', finishedAt: now() } })
  } catch (error) {
    await prisma().scheduledRun.update({
      where,
      data: { status: 'failed', finishedAt: now(), error: messageOf(error).slice(0, 500) },
    })
    throw error
  }
}
