import { describe, expect, it } from 'vitest'
import {
  executionOf,
  type Mark,
  type Planned,
  pooled,
  presenceOf,
  tasksOf,
} from '../../../src/domain/clubs/execution.ts'
import { initials, ranked, type Scored, scoresOf, topTen } from '../../../src/domain/clubs/ranking.ts'
import { attendedOf, evolutionOf, perPerson, ratingOf } from '../../../src/domain/clubs/statistics.ts'
import { academicYear, yearBefore } from '../../../src/domain/clubs/year.ts'

const TODAY = '2027-03-12'
const many = <T>(n: number, one: T): T[] => Array.from({ length: n }, () => one)
const activity = (status: Planned['status'], plannedOn: string, isApproved = false): Planned => ({
  ...{ status, plannedOn, isApproved },
})
const round = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10)

describe('The execution rate', () => {
  const programme = [
    ...many(7, activity('finished', '2027-02-01')),
    activity('running', TODAY),
    ...many(3, activity('planned', '2027-05-01')),
    activity('cancelled', '2027-01-10', true),
  ]
  const beside = many(2, { status: 'finished' as const })

  it('is what was done over what was planned, less what the Amicale let go: 7 of 11', () => {
    const found = executionOf(programme, beside, TODAY)
    expect(round(found.rate)).toBe(63.6)
    expect(round(found.gross)).toBe(58.3)
    expect(found).toMatchObject({ planned: 12, done: 7, running: 1, toCome: 3, cancelled: 1, excused: 1, outside: 2 })
  })

  it('to date looks only at what was due: 7 of 8', () => {
    const found = executionOf(programme, beside, TODAY)
    expect(round(found.toDate)).toBe(87.5)
    expect(found).toMatchObject({ due: 8, dueDone: 7 })
  })

  it('is not raised by activities beside the programme: shown as +2, never counted', () => {
    expect(executionOf(programme, beside, TODAY).rate).toBe(executionOf(programme, [], TODAY).rate)
    expect(executionOf(programme, [...beside, { status: 'planned' }], TODAY).outside).toBe(2)
  })

  it('is not raised by a cancellation nobody approved', () => {
    const own = programme.map((one) => ({ ...one, isApproved: false }))
    expect(round(executionOf(own, [], TODAY).rate)).toBe(58.3)
  })

  it('says nothing where nothing was planned', () => {
    expect(executionOf([], beside, TODAY)).toMatchObject({ rate: null, gross: null, toDate: null })
  })

  it('of all clubs is pooled: 20 of 35, not the mean of their rates', () => {
    const of = (done: number, planned: number) => ({ done, planned, excused: 0 })
    expect(round(pooled([of(7, 11), of(3, 4), of(10, 20), of(0, 0)]))).toBe(57.1)
    expect(pooled([of(0, 0)])).toBeNull()
  })
})

describe('Tasks and meetings', () => {
  const task = (status: 'open' | 'done' | 'dropped', dueOn: string | null = null, weight = 1) => ({
    ...{ status, weight, dueOn },
  })

  it('41 tasks done of 58 are 70.7 %; those given up weigh nothing', () => {
    const found = tasksOf([...many(41, task('done')), ...many(17, task('open')), ...many(5, task('dropped'))], TODAY)
    expect(found).toMatchObject({ done: 41, total: 58 })
    expect(round(found.rate)).toBe(70.7)
  })

  it('a task weighs what its lead says, and is late from the day after', () => {
    const found = tasksOf([task('done', null, 3), task('open', '2027-03-11'), task('open', TODAY)], TODAY)
    expect(found).toEqual({ done: 3, total: 5, late: 1, rate: 60 })
  })

  it('5 present, 1 late, 1 excused, 1 absent in 8 meetings are 6 of 7: 85.7 %', () => {
    const marks: Mark[] = [...many(5, 'present' as const), 'late', 'excused', 'absent']
    expect(presenceOf(marks)).toMatchObject({ came: 6, expected: 7, late: 1 })
    expect(round(presenceOf(marks).rate)).toBe(85.7)
    expect(presenceOf(['excused']).rate).toBeNull()
  })
})

describe('Participants', () => {
  const held = (present: number, isTaken = true) => ({ present, isTaken })
  const first = attendedOf([held(40), held(55), held(0, false), held(61)])

  it('the mean is of the activities where attendance was taken: 52.0 over 3 of 4', () => {
    expect(first).toEqual({ activities: 4, taken: 3, presences: 156, mean: 52 })
    expect(attendedOf([held(0, false)]).mean).toBeNull()
  })

  it('from 52.0 to 63.3 is +21.8 %; nothing before says nothing', () => {
    const second = attendedOf([held(38), held(72), held(80)])
    expect(round(evolutionOf(second, first).percent)).toBe(21.8)
    expect(evolutionOf(second, first).isSmall).toBe(false)
    expect(evolutionOf(first, attendedOf([]))).toEqual({ percent: null, isSmall: false })
    expect(evolutionOf(first, attendedOf([held(0)])).percent).toBeNull()
    expect(evolutionOf(first, attendedOf([held(40), held(50)])).isSmall).toBe(true)
  })

  it('346 presences of 189 persons are 1.83 each', () => {
    expect(perPerson(346, 189)?.toFixed(2)).toBe('1.83')
    expect(perPerson(0, 0)).toBeNull()
  })

  it('a hundred opinions weigh more than five: 4.33 goes before 3.87', () => {
    expect(ratingOf(5, 23).score.toFixed(2)).toBe('3.87')
    expect(ratingOf(120, 528).score.toFixed(2)).toBe('4.33')
    expect(ratingOf(5, 23).mean).toBe(4.6)
  })
})

describe('The top ten', () => {
  const scored = (scores: number[]): Scored[] => scores.map((score, i) => ({ id: `${i}`, score, clubs: 1, day: i }))
  const scores = [9, 8, 8, 7, 7, 7, 6, 5, 5, 4, 4, 4, 3]

  it('ranks equals alike and shows every rank up to the tenth: twelve people', () => {
    expect(ranked(scored(scores)).map(({ rank }) => rank)).toEqual([1, 2, 2, 4, 4, 4, 7, 8, 8, 10, 10, 10, 13])
    expect(topTen(scored(scores)).lines.map(({ rank }) => rank)).toEqual([1, 2, 2, 4, 4, 4, 7, 8, 8, 10, 10, 10])
  })

  it('beyond fifteen lines, more clubs then earlier days go first, and the others are counted', () => {
    const tied = scored(many(18, 4)).map((one) => ({ ...one, clubs: one.id === '17' ? 2 : 1 }))
    const { lines, more } = topTen(tied)
    expect(lines.map(({ id }) => id).slice(0, 3)).toEqual(['17', '0', '1'])
    expect([lines.length, more]).toEqual([15, 3])
    expect(new Set(lines.map(({ rank }) => rank))).toEqual(new Set([1]))
  })

  it('counts two sessions of a day once, and a joint activity once overall', () => {
    const came = [
      { session: 'python 12', clubs: ['info'], day: '2027-01-12' },
      { session: 'python 12', clubs: ['info'], day: '2027-01-12' },
      { session: 'hackathon', clubs: ['info', 'anglais'], day: '2027-02-12' },
    ]
    expect(scoresOf(new Map([['awa', came]]))[0]).toMatchObject({ score: 2, clubs: 2 })
  })

  it('shows initials for who did not agree to more', () => {
    expect(initials('Aïcha', 'Ouédraogo')).toBe('A. O.')
  })
})

describe('The academic year', () => {
  it('starts in October unless the school says otherwise, and has four quarters', () => {
    const year = academicYear('2027-03-12', 10)
    expect(year).toMatchObject({ name: '2026-2027', from: '2026-10-01', to: '2027-09-30' })
    expect(year.quarters[1]).toEqual({ name: 'T2', from: '2027-01-01', to: '2027-03-31' })
    expect(academicYear('2026-10-01', 10).name).toBe('2026-2027')
    expect(academicYear('2026-09-30', 10).name).toBe('2025-2026')
    expect(yearBefore(year).name).toBe('2025-2026')
  })
})
