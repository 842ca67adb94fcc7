import { Decimal } from 'decimal.js'

export type Amount = Decimal.Value | { toString(): string }

/** The francs of West and Central Africa have no cents. */
const WHOLE = new Set(['XOF', 'XAF', 'KMF', 'GNF'])

export const decimals = (currency: string): number => (WHOLE.has(currency) ? 0 : 2)

/** Halves go away from zero, as on a French invoice. */
export const rounded = (amount: Amount, currency: string): Decimal =>
  exact(amount).toDecimalPlaces(decimals(currency), Decimal.ROUND_HALF_UP)

/** `3 906,00 €`, `50 000 F CFA`: the way it is printed on paper, in French. */
export function shownMoney(amount: Amount, currency: string): string {
  const value = rounded(amount, currency)
  const [whole = '0', cents] = value
    .abs()
    .toFixed(value.isZero() ? 0 : decimals(currency))
    .split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f')
  return `${value.isNegative() && !value.isZero() ? '−' : ''}${grouped}${cents ? `,${cents}` : ''}\u00a0${SYMBOLS[currency] ?? currency}`
}

const SYMBOLS: Record<string, string> = {
  EUR: '€',
  XOF: 'F\u00a0CFA',
  XAF: 'F\u00a0CFA',
  USD: '$',
  MAD: 'DH',
  GNF: 'GNF',
}

const exact = (amount: Amount): Decimal => new Decimal(amount.toString())
