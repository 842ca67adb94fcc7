import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AnyField, fieldOf, type ModelName, modelOf } from '../../src/access/model.ts'
import { parseValue } from '../../src/kit/value.ts'

const column = (model: ModelName, name: string): AnyField => fieldOf(modelOf(model), name)
const PAY = column('Offer', 'pay')
const SEATS = column('Offer', 'seats')
const DAY = column('Offer', 'startsOn')
const INSTANT = column('Candidature', 'interviewAt')
const CONFIDENTIAL = column('Placement', 'isConfidential')
const KIND = column('Offer', 'kind')
const EMAIL = column('Person', 'email')
const WEBSITE = column('Company', 'website')
const COMPANY = column('Offer', 'companyId')
const TITLE = column('Offer', 'title')

const shown = (field: AnyField, input: unknown): string => {
  const parsed = parseValue(field, input)
  if ('error' in parsed) return 'refused'
  const { value } = parsed
  return value instanceof Date ? value.toISOString() : String(value)
}

describe('People write numbers the French way', () => {
  it.each([
    ['12,5', '12.5'],
    ['50 000', '50000'],
    ['50\u202f000,50', '50000.5'],
    ['1\u00a0234\u00a0567,89', '1234567.89'],
    ['-3,25', '-3.25'],
    ['0', '0'],
    ['12.5', '12.5'],
  ])('%s is %s', (typed, expected) => expect(shown(PAY, typed)).toBe(expected))

  it.each([
    'douze',
    '1,2,3',
    '1.2.3',
    '1e5',
    'NaN',
    'Infinity',
    '0x10',
    '--1',
    '{"gt":1}',
    '1,',
    ',5',
    '[object Object]',
    '12 €',
  ])('%s is no number', (typed) => expect(shown(PAY, typed)).toBe('refused'))

  it.each(['2147483648', '-2147483648', '1,5', '99999999999999999999'])('%s is no number of seats', (typed) =>
    expect(shown(SEATS, typed)).toBe('refused'),
  )

  it('an amount keeps every cent, whatever its size', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), (cents) => {
        const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0')
        const plain = `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
        const french = plain.replace('.', ',').replace(/\B(?=(\d{3})+(?=,))/g, '\u202f')
        const parsed = parseValue(PAY, french)
        expect('value' in parsed && (parsed.value as { toFixed(places: number): string }).toFixed(2)).toBe(
          plain === '-0.00' ? '0.00' : plain,
        )
      }),
    )
  })
})

describe('People write dates the French way', () => {
  it.each([
    ['02/03/2026', '2026-03-02T00:00:00.000Z'],
    ['2/3/2026', '2026-03-02T00:00:00.000Z'],
    ['2026-03-02', '2026-03-02T00:00:00.000Z'],
    ['29/02/2028', '2028-02-29T00:00:00.000Z'],
    ['2026-03-02T23:30:00+02:00', '2026-03-02T00:00:00.000Z'],
  ])('%s is that day, in every time zone', (typed, expected) => expect(shown(DAY, typed)).toBe(expected))

  it.each([
    '31/02/2026',
    '2026-13-01',
    '29/02/2026',
    'demain',
    '02/03',
    '00/01/2026',
    '02/03/20266',
    '02/03/2026 et puis non',
  ])('%s is no day', (typed) => expect(shown(DAY, typed)).toBe('refused'))

  it('a time without a zone is the time of the school', () => {
    expect(shown(INSTANT, '02/03/2026 14:30')).toBe('2026-03-02T14:30:00.000Z')
    expect(shown(INSTANT, '2026-03-02T14:30:00+02:00')).toBe('2026-03-02T12:30:00.000Z')
  })

  it('a real day is never shifted', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10)
        const french = iso.split('-').reverse().join('/')
        expect(shown(DAY, french)).toBe(`${iso}T00:00:00.000Z`)
        expect(shown(DAY, date)).toBe(`${iso}T00:00:00.000Z`)
      }),
    )
  })
})

describe('The other kinds of column', () => {
  it.each([
    [CONFIDENTIAL, 'Oui', 'true'],
    [CONFIDENTIAL, 'faux', 'false'],
    [CONFIDENTIAL, 'peut-être', 'refused'],
    [KIND, 'research', 'research'],
    [KIND, 'Research', 'refused'],
    [KIND, 'constructor', 'refused'],
    [EMAIL, ' Awa.Sow@Horizon.example ', 'awa.sow@horizon.example'],
    [EMAIL, 'awa@', 'refused'],
    [EMAIL, 'a@b.fr\nBcc: c@d.fr', 'refused'],
    [WEBSITE, 'https://horizon.example', 'https://horizon.example'],
    [WEBSITE, 'javascript:alert(1)', 'refused'],
    [WEBSITE, 'data:text/html,x', 'refused'],
    [COMPANY, 'Teranga', 'refused'],
    [TITLE, 'x'.repeat(1001), 'refused'],
    [TITLE, '', 'refused'],
    [TITLE, '   ', 'refused'],
    [DAY, '', 'null'],
    [SEATS, '', 'undefined'],
  ])('$0.name takes “%s” as %s', (field, typed, expected) => expect(shown(field, typed)).toBe(expected))

  it('an enum that is refused names its choices in French', () => {
    const parsed = parseValue(KIND, 'autre')
    expect('error' in parsed && parsed.error.fr).toContain('Stage de recherche')
  })

  it('nothing that a person can type breaks a column: it is a value, or one sentence', () => {
    const fields = [PAY, SEATS, DAY, INSTANT, CONFIDENTIAL, KIND, EMAIL, WEBSITE, COMPANY, TITLE]
    const anything = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.object(),
      fc.array(fc.string()),
      fc.constant(null),
    )
    fc.assert(
      fc.property(fc.constantFrom(...fields), anything, (field, typed) => {
        const parsed = parseValue(field, typed)
        if ('error' in parsed) expect(parsed.error.fr.length).toBeGreaterThan(10)
        else expect(typeof parsed.value).not.toBe('function')
      }),
      { numRuns: 2000 },
    )
  })

  it('a text column only ever holds text the database can keep', () => {
    for (const typed of ['a\u0000b', '\u0000']) expect(shown(TITLE, typed)).toBe('refused')
  })
})
