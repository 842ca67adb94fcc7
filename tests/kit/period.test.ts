import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOrdered, isReversed, overlap } from '../../src/kit/period.ts'

const period = (startsOn: string, endsOn: string) => ({ startsOn, endsOn })

describe('Two periods', () => {
  it('do not overlap when one starts the day after the other ends', () => {
    expect(overlap(period('2026-03-02', '2026-08-28'), period('2026-08-29', '2026-09-30'))).toBe(false)
    expect(overlap(period('2026-03-02', '2026-08-28'), period('2026-08-28', '2026-09-30'))).toBe(true)
  })

  it('overlap as much one way as the other', () => {
    const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
    const any = fc.tuple(day, day).map(([a, b]) => (a < b ? { startsOn: a, endsOn: b } : { startsOn: b, endsOn: a }))
    fc.assert(fc.property(any, any, (one, other) => overlap(one, other) === overlap(other, one)))
  })
})

describe('A period', () => {
  it('may last one day but never end before it starts', () => {
    expect(isReversed(period('2026-03-02', '2026-03-02'))).toBe(false)
    expect(isReversed(period('2026-03-02', '2026-03-01'))).toBe(true)
  })

  it('of a campaign follows the one before, days not set are skipped', () => {
    expect(isOrdered(['2026-01-01', null, '2026-01-01', '2026-02-01'])).toBe(true)
    expect(isOrdered(['2026-01-02', undefined, '2026-01-01'])).toBe(false)
  })
})
