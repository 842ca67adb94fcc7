import { describe, expect, test } from 'vitest'
import type { AnyField, ModelName } from '../../src/access/model.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { readCell } from '../../src/kit/import/cell.ts'
import { phoneHabit, readPhone } from '../../src/kit/import/cell-phone.ts'
import { nearest } from '../../src/kit/import/nearest.ts'
import type { Cell } from '../../src/kit/import/read.ts'

function field(model: ModelName, name: string): AnyField {
  const found = catalogue.models[model].fields.find((one) => one.name === name)
  if (!found) throw new Error(`${model}.${name}`)
  return found
}

const input = (of: AnyField, cell: Cell): unknown => {
  const found = readCell(cell, of)
  return 'input' in found ? found.input : null
}
const problem = (of: AnyField, cell: Cell): string => {
  const found = readCell(cell, of)
  return 'problem' in found ? found.problem.fr : ''
}

describe('A day is read however the secretariat writes it', () => {
  const birthDate = field('Student', 'birthDate')
  test.each<[Cell, string]>([
    ['22/01/2002', '2002-01-22'],
    ['2/1/2002', '2002-01-02'],
    ['22-01-2002', '2002-01-22'],
    ['22.01.2002', '2002-01-22'],
    ['2002-01-22', '2002-01-22'],
    ['2002-01-22T00:00:00', '2002-01-22'],
    ['22/01/02', '2002-01-22'],
    ['22/01/98', '1998-01-22'],
    ['22 janvier 2002', '2002-01-22'],
    ['1er févr. 2003', '2003-02-01'],
    ['29/02/2004', '2004-02-29'],
    ['36892', '2001-01-01'],
    [36892, '2001-01-01'],
    [37278, '2002-01-22'],
  ])('%s is %s', (cell, day) => expect(input(birthDate, cell)).toBe(day))

  test.each<[Cell, string]>([
    ['31/02/2003', 'Cette date n’existe pas : 31/02/2003. Écrivez JJ/MM/AAAA.'],
    ['29/02/2003', 'Cette date n’existe pas : 29/02/2003. Écrivez JJ/MM/AAAA.'],
    ['01/22/2002', 'Cette date n’existe pas : 01/22/2002. Écrivez JJ/MM/AAAA.'],
    ['2003', 'Ce n’est pas une date. Écrivez JJ/MM/AAAA, par exemple 22/01/2002.'],
    ['vers Noël', 'Ce n’est pas une date. Écrivez JJ/MM/AAAA, par exemple 22/01/2002.'],
  ])('%s is refused, never shifted', (cell, why) => expect(problem(birthDate, cell)).toBe(why))
})

describe('A number is read with its French spaces and comma', () => {
  const pay = field('Offer', 'pay')
  const seats = field('Offer', 'seats')
  test.each<[Cell, string, string | undefined]>([
    ['12,5', '12.5', undefined],
    ['50 000', '50000', undefined],
    ['50\u202f000', '50000', undefined],
    ['75000', '75000', undefined],
    ['1.234,50', '1234.50', undefined],
    ['1,234.50', '1234.50', undefined],
    ['1.234.567', '1234567', undefined],
    ['4,50 €/h', '4.50', '€/h'],
    ['50 000 FCFA', '50000', 'FCFA'],
    ['600 € par mois', '600', '€ par mois'],
    [0, '0', undefined],
  ])('%s', (cell, value, unit) => expect(readCell(cell, pay)).toEqual({ input: value, ...(unit && { unit }) }))

  test('words and fractions of a seat are refused', () => {
    expect(problem(field('Company', 'headcount'), 'une vingtaine')).toBe(
      'Ce n’est pas un nombre entier. Écrivez seulement des chiffres, par exemple 20.',
    )
    expect(problem(seats, '2,5')).not.toBe('')
    expect(problem(pay, 'à débattre')).not.toBe('')
    expect(input(seats, '2,0')).toBe('2')
  })
})

describe('A phone gets back what Excel took from it', () => {
  test('the other numbers of the column tell that a zero is missing', () => {
    const habit = phoneHabit(['076326239', '072136226', '76038272', null])
    expect(habit).toEqual({ digits: 9 })
    expect(readPhone('76038272', habit)).toMatchObject({
      input: '076038272',
      note: { fr: expect.stringContaining('076038272') },
    })
    expect(readPhone('076326239', habit)).toEqual({ input: '076326239' })
  })

  test('a column without a single zero is compared with French numbers only', () => {
    expect(phoneHabit(['70123456', 22694842310])).toEqual({ digits: 10 })
    expect(readPhone('612345678')).toMatchObject({ input: '0612345678' })
    expect(readPhone('70123456')).toEqual({ input: '70123456' })
  })

  test('a country code gets its plus back', () => {
    expect(readPhone(22694842310)).toMatchObject({ input: '+22694842310' })
    expect(readPhone('00226 70 12 34 56')).toEqual({ input: '+22670123456' })
    expect(readPhone('+33 (0)6 12 34 56 78')).toEqual({ input: '+33612345678' })
  })

  test('words are no phone', () => expect(readPhone('néant')).toHaveProperty('problem'))
})

describe('A text is tidied and stays what it is', () => {
  const lastName = field('Student', 'lastName')
  test.each<[Cell, string]>([
    [' Diop ', 'Diop'],
    ['Cheick\u00a0 Oumar', 'Cheick Oumar'],
    ['=HYPERLINK("http://example.invalid","OUÉDRAOGO")', '=HYPERLINK("http://example.invalid","OUÉDRAOGO")'],
    ["'=1+1", '=1+1'],
    ["''=x", "'=x"],
    ["N'DIAYE", "N'DIAYE"],
    ['OUÉDRAOGO', 'OUÉDRAOGO'],
    [12, '12'],
  ])('%j', (cell, text) => expect(input(lastName, cell)).toBe(text))

  test('an e-mail is lower-cased, and refused when it is none', () => {
    const email = field('Student', 'email')
    expect(input(email, ' BENEDICTE.SOW@ETU.HORIZON.EXAMPLE ')).toBe('benedicte.sow@etu.horizon.example')
    expect(problem(email, 'aicha(at)etu.horizon.example')).toContain('pas une adresse e-mail')
    expect(problem(email, 'pas de mail')).toContain('pas une adresse e-mail')
  })

  test('a choice is known by its label in either language, its value or its first letters', () => {
    const gender = field('Student', 'gender')
    for (const cell of ['F', 'f', 'Féminin', 'FEMININ', 'Female', 'female']) expect(input(gender, cell)).toBe('female')
    for (const cell of ['Masc.', 'H', 'Homme', 'garçon']) expect(input(gender, cell)).toBe('male')
    expect(input(gender, 'Femme')).toBe('female')
    expect(problem(gender, 'X')).toBe('Choix inconnu. Écrivez l’un de ceux-ci : Féminin, Masculin.')
  })

  test('an empty cell says nothing', () => {
    for (const cell of [null, '', '  ']) expect(readCell(cell, lastName)).toEqual({ input: undefined })
  })

  test('a web address without its beginning gets one', () => {
    expect(input(field('Company', 'website'), 'www.horizon.example')).toBe('https://www.horizon.example')
  })
})

describe('The nearest known name is suggested, and no other', () => {
  const known = ['Licence Statistique', 'Licence Informatique', 'Master Data science', 'Horizon Data 24']
  test('a slip of the keys', () => expect(nearest('Licence Sattistique', known)).toBe('Licence Statistique'))
  test('another programme is another programme', () => expect(nearest('Licence Sociologie', known)).toBeNull())
  test('a number is never a slip', () => expect(nearest('Horizon Data 23', known)).toBeNull())
})
