import type { Facts, Seat } from './board.ts'
import { overlap, spanOf } from './clashes.ts'
import { heightOf } from './rank.ts'

/** What a proposal draws on: the slots in order, the rooms in order, who may sit, and how many sit. */
export type Means = {
  slots: readonly Date[]
  minutes: number
  roomIds: readonly string[]
  jurorIds: readonly string[]
  size: number
}

/**
 * A slot, a room and a jury for every line that has no slot, in the order of the table; lines already placed stay. The
 * school tutor sits, the highest rank presides, nobody and no room is twice at one hour. The same table gives the same
 * proposal; a line for which nothing is free keeps no slot.
 */
export function proposed(seats: readonly Seat[], means: Means, facts: Facts): Seat[] {
  const placed = new Map(seats.filter((seat) => seat.startsAt).map((seat) => [seat.id, seat]))
  for (const seat of seats) if (!seat.startsAt && !seat.fixed) place(seat, placed, means, facts)
  return seats.map((seat) => placed.get(seat.id) ?? seat)
}

type Placed = Map<string, Seat>

function place(seat: Seat, placed: Placed, means: Means, facts: Facts): void {
  for (const startsAt of means.slots) {
    if (startsAt <= facts.now) continue
    const asked = { ...seat, startsAt, minutes: means.minutes }
    const { rooms, people } = takenAt(asked, placed, facts)
    if (people.has(seat.studentId) || (seat.tutorId && people.has(seat.tutorId))) continue
    const roomId = means.roomIds.find((id) => !rooms.has(id))
    const jury = juryFor(seat, people, placed, means, facts)
    if (!roomId || !jury) continue
    placed.set(seat.id, { ...asked, roomId, jury })
    return
  }
}

/** Rooms, jurors and students that this hour already holds. */
function takenAt(asked: Seat, placed: Placed, { busy }: Facts): { rooms: Set<string>; people: Set<string> } {
  const span = spanOf(asked)
  const rooms = new Set<string>()
  const people = new Set<string>()
  for (const other of placed.values()) {
    if (!overlap(span, spanOf(other))) continue
    if (other.roomId) rooms.add(other.roomId)
    for (const id of [...other.jury, other.studentId]) people.add(id)
  }
  for (const other of busy) {
    if (!overlap(span, other)) continue
    if (other.roomId) rooms.add(other.roomId)
    for (const id of other.people) people.add(id)
  }
  return { rooms, people }
}

/** The tutor and others who are free: the least busy so far first, then by rank, then by name. */
function juryFor(seat: Seat, busy: Set<string>, placed: Placed, means: Means, facts: Facts): string[] | null {
  const load = new Map<string, number>()
  for (const { jury } of placed.values()) for (const id of jury) load.set(id, (load.get(id) ?? 0) + 1)
  const free = means.jurorIds
    .filter((id) => id !== seat.tutorId && !busy.has(id))
    .flatMap((id) => facts.people.get(id) ?? [])
    .toSorted(
      (a, b) =>
        (load.get(a.id) ?? 0) - (load.get(b.id) ?? 0) ||
        heightOf(a) - heightOf(b) ||
        a.name.localeCompare(b.name, 'fr'),
    )
  const tutor = seat.tutorId ? facts.people.get(seat.tutorId) : undefined
  const others = free.slice(0, means.size - (tutor ? 1 : 0))
  if (others.length === 0 || others.length + (tutor ? 1 : 0) < means.size) return null
  // At the same rank, whoever did not follow the student presides
  const sat = [...others, ...(tutor ? [tutor] : [])].toSorted((a, b) => heightOf(a) - heightOf(b))
  return sat.map(({ id }) => id)
}
