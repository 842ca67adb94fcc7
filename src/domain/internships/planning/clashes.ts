import { shownInstant } from '../../../kit/calendar.ts'
import type { Text } from '../../../platform/catalogue.ts'
import { later } from '../../../platform/clock.ts'
import type { Busy, Facts, Seat } from './board.ts'
import { outranks } from './rank.ts'

/** What is wrong with one line of the table, in words: errors stop it from being saved, warnings do not. */
export type Marks = { errors: Text[]; warnings: Text[] }

/** Every line judged against all the others and against what is taken elsewhere. A line without a slot is not planned yet. */
export function marksOf(seats: readonly Seat[], facts: Facts): Map<string, Marks> {
  return new Map(seats.map((seat) => [seat.id, seat.startsAt ? marksOfOne(seat, seats, facts) : NOTHING]))
}

const NOTHING: Marks = { errors: [], warnings: [] }

function marksOfOne(seat: Seat, seats: readonly Seat[], facts: Facts): Marks {
  const errors = seat.fixed ? [] : [...incomplete(seat, facts), ...juryErrors(seat, facts)]
  return {
    errors: [...errors, ...seats.flatMap((other) => withOther(seat, other, facts)), ...withBusy(seat, facts)],
    warnings: seat.tutorId && !seat.jury.includes(seat.tutorId) ? [absent(nameOf(facts, seat.tutorId))] : [],
  }
}

function incomplete({ startsAt, roomId }: Seat, { now }: Facts): Text[] {
  return [...(startsAt && startsAt <= now ? [PAST] : []), ...(roomId ? [] : [NO_ROOM])]
}

function juryErrors({ jury, tutorId }: Seat, facts: Facts): Text[] {
  const [chairId = ''] = jury
  const sat = jury.filter(Boolean)
  if (!chairId) return [NO_CHAIR]
  const members = sat.map((id) => facts.people.get(id) ?? { id, rank: null, name: id })
  const above = outranks(members, chairId)
  return [
    ...(new Set(sat).size < sat.length ? [TWICE] : []),
    ...(sat.every((id) => id === tutorId) ? [ALONE] : []),
    ...(above ? [shouldChair(nameOf(facts, above.id))] : []),
  ]
}

/** Two lines at one hour: the room, a juror or the student cannot be in both. */
function withOther(seat: Seat, other: Seat, facts: Facts): Text[] {
  if (other.id === seat.id || !other.startsAt || !overlap(spanOf(seat), spanOf(other))) return []
  const at = of(other.student, other.startsAt)
  const shared = seat.jury.filter((id) => id && other.jury.includes(id)).map((id) => nameOf(facts, id))
  const room = seat.roomId && seat.roomId === other.roomId ? [facts.rooms.get(seat.roomId) ?? ''] : []
  const student = seat.studentId === other.studentId ? [seat.student] : []
  return [...room, ...shared, ...student].map((who) => taken(who, at))
}

function withBusy(seat: Seat, facts: Facts): Text[] {
  return facts.busy
    .filter((one) => overlap(spanOf(seat), one))
    .flatMap((one) => {
      const at = {
        fr: `autre soutenance, le ${shownInstant(one.startsAt)}`,
        en: `another defense, ${shownInstant(one.startsAt)}`,
      }
      return takenBy(seat, one, facts).map((who) => taken(who, at))
    })
}

const takenBy = ({ roomId, jury }: Seat, { roomId: room, people }: Busy, facts: Facts): string[] => [
  ...(roomId && roomId === room ? [facts.rooms.get(roomId) ?? ''] : []),
  ...jury.filter((id) => people.includes(id)).map((id) => nameOf(facts, id)),
]

export type Span = { startsAt: Date; endsAt: Date }

/** End to end is no clash. */
export const overlap = (a: Span | null, b: Span | null): boolean =>
  a !== null && b !== null && a.startsAt < b.endsAt && b.startsAt < a.endsAt

export const spanOf = ({ startsAt, minutes }: Pick<Seat, 'startsAt' | 'minutes'>): Span | null =>
  startsAt && { startsAt, endsAt: later(startsAt, { minutes }) }

const nameOf = ({ people }: Facts, id: string): string => people.get(id)?.name ?? ''

const of = (student: string, at: Date): Text => ({
  fr: `soutenance de ${student}, le ${shownInstant(at)}`,
  en: `defense of ${student}, ${shownInstant(at)}`,
})
const taken = (who: string, at: Text): Text => ({
  fr: `${who} est déjà pris : ${at.fr}.`,
  en: `${who} is already taken: ${at.en}.`,
})
const shouldChair = (who: string): Text => ({
  fr: `${who} a le grade le plus élevé : la présidence lui revient.`,
  en: `${who} has the highest rank and should preside.`,
})
const absent = (who: string): Text => ({
  fr: `Le tuteur école (${who}) n’est pas du jury.`,
  en: `The school tutor (${who}) is not in the jury.`,
})
const PAST = { fr: 'Ce créneau est passé : choisissez-en un à venir.', en: 'This slot is over: choose one to come.' }
const NO_ROOM = { fr: 'Choisissez une salle.', en: 'Choose a room.' }
const NO_CHAIR = { fr: 'Désignez un président de jury.', en: 'Name a chair.' }
const TWICE = {
  fr: 'La même personne figure deux fois dans le jury.',
  en: 'The same person is in the jury twice.',
}
const ALONE = {
  fr: 'Le tuteur école ne peut pas être seul juge : ajoutez un membre.',
  en: 'The school tutor cannot judge alone: add a member.',
}
