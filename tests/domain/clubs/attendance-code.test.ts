import { describe, expect, it } from 'vitest'
import {
  type Generation,
  isObvious,
  opensByCode,
  opensByRoom,
  readCode,
  roomToken,
  shownNow,
  typedCode,
} from '../../../src/domain/clubs/attendance-code.ts'
import { later } from '../../../src/platform/clock.ts'

const opensAt = new Date('2026-03-12T14:00:00Z')
const of = (more: Partial<Generation> = {}): Generation => ({
  ...{ activityId: '0190a000-0000-7000-8000-000000000001', salt: 'c2FsdHNhbHRzYWx0c2E', generation: 1, opensAt },
  ...more,
})

describe('The code of an attendance', () => {
  it('is six digits, the same for whoever may ask again', () => {
    expect(typedCode(of())).toMatch(/^\d{6}$/)
    expect(typedCode(of())).toBe(typedCode(of()))
  })

  it('is another for another generation, another salt, another activity', () => {
    const codes = [of(), of({ generation: 2 }), of({ salt: 'other' }), of({ activityId: 'x' })].map((one) =>
      typedCode(one),
    )
    expect(new Set(codes).size).toBe(4)
  })

  it('is never one that people try first', () => {
    expect(['000000', '777777', '123456', '012345', '987654', '543210'].every(isObvious)).toBe(true)
    expect(['482913', '112233', '121212'].some(isObvious)).toBe(false)
    const codes = Array.from({ length: 500 }, (_, generation) => typedCode(of({ generation })))
    expect(codes.some(isObvious)).toBe(false)
  })

  it('comes with a token of 128 bits for the QR, which says nothing of the code', () => {
    expect(roomToken(of())).toMatch(/^[\w-]{22}$/)
    expect(roomToken(of())).not.toBe(roomToken(of({ generation: 2 })))
  })

  it('stays as it is when it is fixed, whatever the hour', () => {
    const shown = [0, 30, 7_000, 10_799].map((seconds) => shownNow(of(), 'fixed', later(opensAt, { seconds })).code)
    expect(new Set(shown).size).toBe(1)
  })

  it('turns every two minutes when it rotates, the QR every thirty seconds, and the one before holds a step more', () => {
    const at = (seconds: number) => later(opensAt, { seconds })
    const first = shownNow(of(), 'rotating', at(10))
    expect(opensByCode(of(), 'rotating', at(239), first.code)).toBe(true)
    expect(opensByCode(of(), 'rotating', at(240), first.code)).toBe(false)
    expect(opensByRoom(of(), 'rotating', at(59), first.room)).toBe(true)
    expect(opensByRoom(of(), 'rotating', at(60), first.room)).toBe(false)
  })

  it.each([
    ['482 913', '482913'],
    [' 482913 ', '482913'],
    ['482\u202f913', '482913'],
    ['٤٨٢٩١٣', '482913'],
    ['۴۸۲۹۱۳', '482913'],
    ['４８２９１３', '482913'],
    ['48291', null],
    ['4829134', null],
    ['abcdef', null],
    ['', null],
  ])('reads “%s” as %s', (typed, code) => expect(readCode(typed)).toBe(code))
})
