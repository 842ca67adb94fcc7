import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isName, nameKey } from '../../../src/domain/clubs/name-key.ts'

describe('The key of a name', () => {
  it.each([
    ['OUÉDRAOGO Aïcha', 'AICHA OUEDRAOGO'],
    ['Ouedraogo aicha', 'AICHA OUEDRAOGO'],
    ['Aicha OUEDRAOGO', 'AICHA OUEDRAOGO'],
    ['N’Do Salif', 'NDO SALIF'],
    ['NDO Salif', 'NDO SALIF'],
    ["N'Do  salif ", 'NDO SALIF'],
    ['Kaboré Jean-Baptiste', 'BAPTISTE JEAN KABORE'],
    ['KABORE Jean Baptiste', 'BAPTISTE JEAN KABORE'],
    ['Cœur Noël', 'COEUR NOEL'],
  ])('%s is %s', (typed, key) => expect(nameKey(typed)).toBe(key))

  it('is the same whatever the order of the boxes it was typed in', () =>
    expect(nameKey('Ouédraogo', 'Aïcha')).toBe(nameKey('Aïcha', 'Ouédraogo')))

  it('tells apart those who only resemble each other', () => {
    expect(nameKey('Ouédraogo Moussa')).not.toBe(nameKey('Ouédraogo Moumouni'))
    expect(nameKey('Ouédraogo Aïcha')).not.toBe(nameKey('Ouédraogo Aïssata'))
    expect(nameKey('Ouédraogo')).not.toBe(nameKey('Ouedrago'))
  })

  it('never changes once worked out, and holds nothing but letters', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const key = nameKey(text)
        expect(key).toMatch(/^([A-Z]+( [A-Z]+)*)?$/)
        expect(nameKey(key)).toBe(key)
      }),
    ))
})

describe('What may be a name', () => {
  it.each(['Aïcha', 'N’Do', 'Jean-Baptiste', 'De la Cruz', 'Œdipe', 'Traoré É.'])('%s may', (text) =>
    expect(isName(text)).toBe(true),
  )
  it.each(['', '   ', '٣٤٥', 'Awa 🎉', 'Awa2', '--', '<b>Awa</b>', 'علي', 'a'.repeat(81)])('%s may not', (text) =>
    expect(isName(text)).toBe(false),
  )
})
