import { DateTime } from 'luxon'

/** Now, as everybody here must ask for it: tests and seeds move this clock. */
export function now(): Date {
  return source ? source() : new Date()
}

/** Milliseconds of the machine itself, which nobody moves: for identifiers in order, never for what a person reads. */
export const machineTime = (): number => Date.now()

let source: (() => Date) | null = null

export function setClock(next: (() => Date) | null): void {
  source = next
}

/** The day an instant falls on, at the school: `2026-03-02`. */
export function dayOf(instant: Date, zone: string): string {
  const day = DateTime.fromJSDate(instant, { zone }).toISODate()
  if (!day) throw new RangeError('This instant has no day')
  return day
}

/** A `@db.Date` column holds midnight UTC of its day, whatever the zone of the machine. */
export function dateOfDay(day: string): Date {
  const date = DateTime.fromISO(day, { zone: 'utc' })
  if (!date.isValid) throw new RangeError(`Not a day: ${day}`)
  return date.startOf('day').toJSDate()
}

/** Today as a `@db.Date` value. */
export function today(zone: string, instant = now()): Date {
  return dateOfDay(dayOf(instant, zone))
}

/** The last instant of a day at the school: what a deadline means. */
export function endOfDay(day: string, zone: string): Date {
  return DateTime.fromISO(day, { zone }).endOf('day').toJSDate()
}

/** The instant of a wall-clock time at the school: `2026-03-02T08:00`. */
export function atSchool(wallClock: string, zone: string): Date {
  return DateTime.fromISO(wallClock, { zone }).toJSDate()
}

export function later(
  instant: Date,
  step: { years?: number; months?: number; days?: number; hours?: number; minutes?: number; seconds?: number },
): Date {
  return DateTime.fromJSDate(instant).plus(step).toJSDate()
}
