import { describe, expect, test } from 'vitest'
import { readDay, readMoment, sayTyped, todayAt } from '../../components/fields/typed-date.ts'

describe('a date typed by hand', () => {
  test.each([
    ['5/3/2026', '2026-03-05'],
    ['05/03/2026', '2026-03-05'],
    ['05032026', '2026-03-05'],
    ['050326', '2026-03-05'],
    ['5.3.26', '2026-03-05'],
    ['5-3-2026', '2026-03-05'],
    ['5 3 2026', '2026-03-05'],
    [' 5 / 3 / 2026 ', '2026-03-05'],
    ['2026-03-05', '2026-03-05'],
    ['2026-3-5', '2026-03-05'],
    ['5/3', '2027-03-05'],
    ['29/02/2024', '2024-02-29'],
    ['1/9/98', '1998-09-01'],
  ])('%s is read day first, whatever the browser speaks', (typed, day) => {
    expect(readDay(typed, '2027')).toBe(day)
  })

  test.each([
    '',
    '31/02/2026',
    '29/02/2026',
    '13/13/2026',
    '0/3/2026',
    'demain',
    '5/3/20261',
    '5/3/0026',
    '2026',
    '5',
    '-',
  ])('%j is no date', (typed) => {
    expect(readDay(typed, '2027')).toBeNull()
  })

  test.each([
    ['5/3/2026 14:30', '2026-03-05T14:30'],
    ['5/3/2026 14h30', '2026-03-05T14:30'],
    ['5/3/2026 à 9h', '2026-03-05T09:00'],
    ['05032026 14:30', '2026-03-05T14:30'],
    ['2026-03-05T14:30', '2026-03-05T14:30'],
    ['5/3 9h05', '2027-03-05T09:05'],
  ])('%s is a day and an hour', (typed, moment) => {
    expect(readMoment(typed, '2027')).toBe(moment)
  })

  test.each(['5/3/2026', '5/3/2026 25:00', '5/3/2026 14:75', '14:30', ''])('%j is not', (typed) => {
    expect(readMoment(typed, '2027')).toBeNull()
  })

  test('it is written back in the way of the school, and what is no date stays as it was typed', () => {
    expect(sayTyped('2026-03-05', 'fr')).toBe('05/03/2026')
    expect(sayTyped('2026-03-05T14:30', 'fr')).toBe('05/03/2026 14:30')
    expect(sayTyped('31/02', 'fr')).toBe('31/02')
    expect(todayAt('Africa/Dakar')).toMatch(/^\d{4}-\d\d-\d\d$/)
  })
})
