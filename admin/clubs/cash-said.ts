import type { CardKey, CashCard } from '../../components/clubs/cash-state.ts'
import { shownMoney } from '../../src/kit/money.ts'
import { hrefOf } from '../address.ts'

export type Locale = 'fr' | 'en'

/** `66 500 F CFA` */
export const francs = (amount: number): string => shownMoney(amount, 'XOF')

const LISTS: Record<CardKey, Record<string, string>> = {
  balance: { 'status~~in': 'settled,reversed' },
  income: { 'kind~~in': 'income', 'status~~in': 'settled,reversed' },
  expense: { 'kind~~in': 'expense', 'status~~in': 'settled,reversed' },
  toApprove: { 'status~~in': 'submitted' },
  unreceipted: { isUnreceipted: 'true' },
}

/** Each number opens its list. */
export function cardsOf(
  figures: Record<'balance' | 'income' | 'expense' | 'toApprove' | 'unreceipted', number>,
  boxId: string,
  year: string,
): CashCard[] {
  const card = (key: CardKey, value: string, tone: CashCard['tone'] = null): CashCard => {
    const scope: Record<string, string> = key === 'toApprove' || key === 'unreceipted' ? {} : { exercise: year }
    return { key, value, tone, href: hrefOf('LedgerEntry', { cashBoxId: boxId, ...scope, ...LISTS[key] }) }
  }
  const { balance, income, expense, toApprove, unreceipted } = figures
  return [
    card('balance', francs(balance)),
    card('income', francs(income), 'green'),
    card('expense', francs(expense), 'red'),
    card('toApprove', String(toApprove), toApprove > 0 ? 'amber' : null),
    card('unreceipted', String(unreceipted), unreceipted > 0 ? 'amber' : null),
  ]
}
