import type { Ranked } from './rank.ts'

/** One defense on the planner’s table, as it stands or as somebody would like it. */
export type Seat = {
  id: string
  studentId: string
  student: string
  tutorId: string | null
  startsAt: Date | null
  minutes: number
  roomId: string | null
  /** The chair first; an empty seat is no juror */
  jury: string[]
  /** Invited already: it stays where it is */
  fixed: boolean
}

/** Taken by a defense that is not on this table. */
export type Busy = { startsAt: Date; endsAt: Date; roomId: string | null; people: string[] }

/** What the table is judged with: who is who, and what is taken elsewhere. */
export type Facts = {
  now: Date
  rooms: ReadonlyMap<string, string>
  people: ReadonlyMap<string, Ranked & { name: string }>
  busy: readonly Busy[]
}
