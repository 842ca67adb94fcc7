import { Decimal } from 'decimal.js'
import { describe, expect, it } from 'vitest'
import { monthsAndDays, plannedPresence } from '../../../src/domain/internships/presence.ts'

const FRANCE_2026 = ['2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25', '2026-07-14']
const spring = { startsOn: '2026-03-02', endsOn: '2026-08-28' }
const planned = (rhythm: { weeklyHours: number; weeklyDays: number }, holidays: string[], period = spring) => {
  const { days, hours, shown } = plannedPresence(period, rhythm, new Set(holidays))
  return [days, hours.toNumber(), shown]
}

describe('Hours of presence', () => {
  it('from 2 March to 28 August 2026, 35 hours over 5 days: 124 days, 868 hours, 5 months 14 days', () => {
    expect(planned({ weeklyHours: 35, weeklyDays: 5 }, FRANCE_2026)).toEqual([124, 868, '5 mois 14 jours'])
  })

  it('count one day more when Whit Monday is worked', () => {
    const worked = FRANCE_2026.filter((day) => day !== '2026-05-25')
    expect(planned({ weeklyHours: 35, weeklyDays: 5 }, worked).slice(0, 2)).toEqual([125, 875])
  })

  it('over 4 days, Monday to Thursday, 28 hours: 100 days, 700 hours, 4 months 12 days', () => {
    expect(planned({ weeklyHours: 28, weeklyDays: 4 }, FRANCE_2026)).toEqual([100, 700, '4 mois 12 jours'])
  })

  it('reach 924 hours on 9 September and pass them by 7 the day after', () => {
    const until = (endsOn: string) => planned({ weeklyHours: 35, weeklyDays: 5 }, FRANCE_2026, { ...spring, endsOn })
    expect(until('2026-09-09').slice(0, 2)).toEqual([132, 924])
    expect(until('2026-09-10').slice(0, 2)).toEqual([133, 931])
  })

  it('of one day are one day', () => {
    expect(planned({ weeklyHours: 35, weeklyDays: 5 }, [], { startsOn: '2026-03-02', endsOn: '2026-03-02' })).toEqual([
      1,
      7,
      '1 jour',
    ])
    expect(monthsAndDays(new Decimal(0))).toBe('0 jour')
  })
})
