import { describe, expect, it } from 'vitest'
import type { Facts, Seat } from '../../../src/domain/internships/planning/board.ts'
import { marksOf } from '../../../src/domain/internships/planning/clashes.ts'
import { proposed } from '../../../src/domain/internships/planning/propose.ts'
import { daysOf, slotsOf } from '../../../src/domain/internships/planning/slots.ts'
import { atSchool } from '../../../src/platform/clock.ts'

const at = (time: string) => atSchool(time, 'Africa/Dakar')
const HOURS = { start: '09:00', end: '12:00', pauseFrom: '10:30', pauseTo: '11:00', minutes: 45 }

const facts: Facts = {
  now: at('2026-09-01T08:00'),
  rooms: new Map([
    ['r1', 'Salle 1'],
    ['r2', 'Salle 2'],
  ]),
  people: new Map(
    (
      [
        ['prof', 'Mme Professeure', 'professor'],
        ['mcf', 'M. Maître', 'associate'],
        ['cours', 'Mme Chargée', 'lecturer'],
        ['te', 'M. Tuteur', 'lecturer'],
        ['te2', 'Mme Tutrice', null],
      ] as const
    ).map(([id, name, rank]) => [id, { id, name, rank }]),
  ),
  busy: [],
}

const seat = (id: string, more: Partial<Seat> = {}): Seat => ({
  ...{ id, studentId: `s-${id}`, student: `Étudiant ${id}`, tutorId: 'te', startsAt: null, minutes: 45 },
  ...{ roomId: null, jury: [], fixed: false },
  ...more,
})

const errorsOf = (seats: Seat[], id: string, known = facts) =>
  (marksOf(seats, known).get(id)?.errors ?? []).map(({ fr }) => fr)

describe('The slots of a day', () => {
  it('follow each other, and none runs into the break or past the end', () => {
    const shown = slotsOf('2026-09-14', HOURS, 'Africa/Dakar').map((slot) => slot.toISOString().slice(11, 16))
    expect(shown).toEqual(['09:00', '09:45', '11:00'])
  })

  it('are those of working days', () => {
    expect(daysOf('2026-09-11', '2026-09-15', new Set(['2026-09-15']))).toEqual(['2026-09-11', '2026-09-14'])
  })
})

describe('A line of the table', () => {
  const slot = { startsAt: at('2026-09-14T09:00'), roomId: 'r1' }

  it('without a slot is not judged', () => expect(errorsOf([seat('a')], 'a')).toEqual([]))

  it('names the room, the juror and the student who are already taken; end to end is no clash', () => {
    const [a, b] = [seat('a', { ...slot, jury: ['prof', 'te'] }), seat('b', { ...slot, jury: ['mcf', 'te'] })]
    expect(errorsOf([a, b], 'a')).toEqual([
      'Salle 1 est déjà pris : soutenance de Étudiant b, le 14/09/2026 à 09:00.',
      'M. Tuteur est déjà pris : soutenance de Étudiant b, le 14/09/2026 à 09:00.',
    ])
    const later = { ...b, startsAt: at('2026-09-14T09:45') }
    expect(errorsOf([a, later], 'a')).toEqual([])
    const twin = seat('c', { ...slot, roomId: 'r2', jury: ['mcf', 'cours'], studentId: 's-a', student: 'Étudiant a' })
    expect(errorsOf([a, twin], 'c')).toEqual([
      'Étudiant a est déjà pris : soutenance de Étudiant a, le 14/09/2026 à 09:00.',
    ])
  })

  it('wants a room, a chair, nobody twice, and somebody beside the tutor', () => {
    expect(errorsOf([seat('a', { startsAt: slot.startsAt })], 'a')).toEqual([
      'Choisissez une salle.',
      'Désignez un président de jury.',
    ])
    expect(errorsOf([seat('a', { ...slot, jury: ['te', ''] })], 'a')).toEqual([
      'Le tuteur école ne peut pas être seul juge : ajoutez un membre.',
    ])
    expect(errorsOf([seat('a', { ...slot, jury: ['mcf', 'mcf'] })], 'a')).toEqual([
      'La même personne figure deux fois dans le jury.',
    ])
    expect(
      errorsOf([seat('a', { startsAt: at('2026-08-31T09:00'), roomId: 'r1', jury: ['mcf', 'te'] })], 'a')[0],
    ).toContain('passé')
  })

  it('gives the chair to the highest rank; a rank that nobody wrote decides nothing', () => {
    expect(errorsOf([seat('a', { ...slot, jury: ['cours', 'prof'] })], 'a')).toEqual([
      'Mme Professeure a le grade le plus élevé : la présidence lui revient.',
    ])
    expect(errorsOf([seat('a', { ...slot, jury: ['te2', 'prof'] })], 'a')).toEqual([])
  })

  it('says that the tutor does not sit, and may be kept all the same', () => {
    const marks = marksOf([seat('a', { ...slot, jury: ['prof', 'mcf'] })], facts).get('a')
    expect(marks?.errors).toEqual([])
    expect(marks?.warnings[0]?.fr).toBe('Le tuteur école (M. Tuteur) n’est pas du jury.')
  })

  it('clashes with what other tables hold, without saying whose', () => {
    const busy = [{ startsAt: slot.startsAt, endsAt: at('2026-09-14T10:00'), roomId: 'r1', people: ['prof'] }]
    expect(errorsOf([seat('a', { ...slot, jury: ['prof', 'te'] })], 'a', { ...facts, busy })).toEqual([
      'Salle 1 est déjà pris : autre soutenance, le 14/09/2026 à 09:00.',
      'Mme Professeure est déjà pris : autre soutenance, le 14/09/2026 à 09:00.',
    ])
  })
})

describe('A proposal', () => {
  const means = {
    ...{ slots: slotsOf('2026-09-14', HOURS, 'Africa/Dakar'), minutes: 45, roomIds: ['r1', 'r2'], size: 2 },
    jurorIds: ['prof', 'mcf', 'cours'],
  }
  const shown = (seats: Seat[]) =>
    seats.map(({ id, startsAt, roomId, jury }) => [
      id,
      startsAt?.toISOString().slice(11, 16) ?? null,
      roomId,
      jury.join('+'),
    ])

  it('gives each line the first hour where room, tutor and jurors are free; the tutor sits, the highest rank presides', () => {
    const seats = [seat('a'), seat('b'), seat('c', { tutorId: 'te2' }), seat('d', { tutorId: null })]
    expect(shown(proposed(seats, means, facts))).toEqual([
      ['a', '09:00', 'r1', 'prof+te'],
      ['b', '09:45', 'r1', 'mcf+te'],
      ['c', '09:00', 'r2', 'cours+te2'],
      ['d', '09:45', 'r2', 'prof+cours'],
    ])
  })

  it('is the same each time, breaks no rule, and moves nothing that is placed', () => {
    const kept = seat('k', { startsAt: at('2026-09-14T09:00'), roomId: 'r1', jury: ['prof', 'te'], fixed: true })
    const seats = [...'abcd'].map((id) => seat(id, { tutorId: id < 'c' ? 'te2' : 'te' }))
    const first = proposed([kept, ...seats], means, facts)
    expect(proposed([kept, ...seats], means, facts)).toEqual(first)
    expect(first[0]).toEqual(kept)
    expect([...marksOf(first, facts).values()].flatMap(({ errors }) => errors)).toEqual([])
  })

  it('leaves without a slot those for whom nothing is free, and a past hour is never free', () => {
    const seats = [...'abcd'].map((id) => seat(id))
    expect(proposed(seats, means, facts).map(({ startsAt }) => startsAt !== null)).toEqual([true, true, true, false])
    expect(proposed(seats, means, { ...facts, now: at('2026-09-14T18:00') }).every(({ startsAt }) => !startsAt)).toBe(
      true,
    )
    expect(proposed([seat('a')], { ...means, jurorIds: [] }, facts)[0]?.startsAt).toBeNull()
  })

  it('for sixty students, three rooms and a week, places them all without a clash', () => {
    const people = new Map(facts.people)
    for (let i = 0; i < 12; i++) people.set(`j${i}`, { id: `j${i}`, name: `Juré ${i}`, rank: 'associate' })
    const rooms = new Map([...facts.rooms, ['r3', 'Salle 3']])
    const days = daysOf('2026-09-14', '2026-09-18')
    const slots = days.flatMap((day) => slotsOf(day, { ...HOURS, end: '17:00' }, 'Africa/Dakar'))
    const seats = Array.from({ length: 60 }, (_, i) => seat(`x${i}`, { tutorId: `j${i % 12}` }))
    const jurorIds = [...people.keys()]
    const done = proposed(
      seats,
      { slots, minutes: 45, roomIds: [...rooms.keys()], jurorIds, size: 3 },
      { ...facts, people, rooms },
    )
    expect(done.filter(({ startsAt }) => startsAt)).toHaveLength(60)
    expect([...marksOf(done, { ...facts, people, rooms }).values()].flatMap(({ errors }) => errors)).toEqual([])
  })
})
