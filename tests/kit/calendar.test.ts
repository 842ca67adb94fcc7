import { describe, expect, it } from 'vitest'
import { isWorkingDay, schoolDayEnd, shownDay, workingDaysAfter, workingDeadline } from '../../src/kit/calendar.ts'
import { atSchool } from '../../src/platform/clock.ts'

const none = new Set<string>()
const instant = (wallClock: string) => atSchool(wallClock, 'Africa/Dakar')

describe('Working days', () => {
  it('leave out Saturday, Sunday and the holidays of the country', () => {
    expect(isWorkingDay('2026-06-12', none)).toBe(true)
    expect(isWorkingDay('2026-06-13', none)).toBe(false)
    expect(isWorkingDay('2026-06-14', none)).toBe(false)
    expect(isWorkingDay('2026-07-14', new Set(['2026-07-14']))).toBe(false)
  })

  it.each([
    ['Monday', '2026-01-05', '2026-01-12'],
    ['Friday', '2026-01-09', '2026-01-16'],
    ['Saturday', '2026-01-10', '2026-01-16'],
    ['Sunday', '2026-01-11', '2026-01-16'],
  ])('give five of them to whoever is told on a %s', (_, told, last) => {
    expect(workingDaysAfter(told, 5, none)).toBe(last)
  })

  it('give one more for each holiday in between', () => {
    expect(workingDaysAfter('2026-01-05', 5, new Set(['2026-01-07', '2026-01-08']))).toBe('2026-01-14')
  })

  it('end with the last instant of the day at the school', () => {
    expect(workingDeadline(instant('2026-01-05T23:59'), 5, none).toISOString()).toBe('2026-01-12T23:59:59.999Z')
    expect(schoolDayEnd('2026-01-15').toISOString()).toBe('2026-01-15T23:59:59.999Z')
  })

  it('are written the French way', () => {
    expect(shownDay('2026-06-12')).toBe('12/06/2026')
  })
})
