import { describe, expect, it } from 'vitest'
import { rounded, shownMoney } from '../../src/kit/money.ts'

const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')

describe('An amount', () => {
  it.each([
    ['3906', 'EUR', '3 906,00 €'],
    ['4.5', 'EUR', '4,50 €'],
    ['0', 'EUR', '0 €'],
    ['50000', 'XOF', '50 000 F CFA'],
    ['1234567.89', 'EUR', '1 234 567,89 €'],
    ['-12.3', 'EUR', '−12,30 €'],
  ])('%s %s is printed %s', (amount, currency, printed) => {
    expect(plain(shownMoney(amount, currency))).toBe(printed)
  })

  it('has cents in euros, none in francs, and halves go up', () => {
    expect(rounded('0.005', 'EUR').toString()).toBe('0.01')
    expect(rounded('1000.5', 'XOF').toString()).toBe('1001')
  })
})
