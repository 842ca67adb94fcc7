import type { ChartState } from '../../components/charts/state.ts'
import type { Month } from '../../src/domain/clubs/cash-state.ts'
import { dateOfDay } from '../../src/platform/clock.ts'
import { hrefOf } from '../address.ts'
import type { Locale } from './cash-said.ts'

/** Income and expense, month by month. */
export function chartOf(months: Month[], cashBoxId: string, locale: Locale): ChartState | null {
  if (months.length === 0) return null
  const say = WORDS[locale]
  return {
    ...{ name: 'cash.months', title: say.title, kind: 'stack', empty: say.empty, of: say.of, by: say.by },
    href: hrefOf('LedgerEntry', { cashBoxId }),
    parts: [
      { label: say.income, tone: 'green' },
      { label: say.expense, tone: 'amber' },
    ],
    groups: months.map(({ month, income, expense }) => {
      const within = { cashBoxId, 'occurredOn~~from': `${month}-01`, 'occurredOn~~to': lastDay(month) }
      const part = (kind: string, n: number) => ({ n, href: hrefOf('LedgerEntry', { ...within, 'kind~~in': kind }) })
      return {
        ...{
          label: monthText(month, locale),
          tone: 'blue' as const,
          n: income + expense,
          href: hrefOf('LedgerEntry', within),
        },
        parts: [part('income', income), part('expense', expense)],
      }
    }),
  }
}

/** `novembre 2026` */
export const monthText = (month: string, locale: Locale): string =>
  dateOfDay(`${month}-01`).toLocaleDateString(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    ...{ month: 'long', year: 'numeric', timeZone: 'UTC' },
  })

// Day 0 of a month is the last of the one before
function lastDay(month: string): string {
  const day = dateOfDay(`${month}-01`)
  day.setUTCMonth(day.getUTCMonth() + 1, 0)
  return day.toISOString().slice(0, 10)
}

const WORDS = {
  fr: {
    title: 'Recettes et dépenses par mois',
    empty: 'Rien au registre pour cet exercice.',
    of: 'Francs CFA',
    by: 'Mois',
    income: 'Recettes',
    expense: 'Dépenses',
  },
  en: {
    title: 'Income and expense by month',
    empty: 'Nothing in the register for this year.',
    of: 'CFA francs',
    by: 'Month',
    income: 'Income',
    expense: 'Expense',
  },
} as const
