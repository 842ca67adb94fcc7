import type { LedgerKind } from '@prisma/client'

/** What an entry does to the box. Reversals, differences and carried sums bear their own sign. */
export const effectOf = (kind: LedgerKind | string, amount: number): number => (OUTWARD.has(kind) ? -amount : amount)

const OUTWARD = new Set<string>(['expense', 'transfer_out'])

/** `2026-2027`: the year a day belongs to, from the month in which it starts; `2026` when that is January. */
export function exerciseOf(day: Date, startMonth: number): string {
  const year = day.getUTCMonth() + 1 >= startMonth ? day.getUTCFullYear() : day.getUTCFullYear() - 1
  return startMonth === 1 ? String(year) : `${year}-${year + 1}`
}

export type Line = { id: string; kind: string; status: string; amount: number; reversesId: string | null }

/** Without the pairs that cancel each other: a wrong expense and its reversal are neither income nor expense. */
export function netted<T extends Line>(lines: T[]): T[] {
  const settled = lines.filter(({ status }) => status === 'settled' || status === 'reversed')
  const here = new Set(settled.map(({ id }) => id))
  const undone = new Set(settled.flatMap(({ reversesId }) => (reversesId && here.has(reversesId) ? [reversesId] : [])))
  return settled.filter(({ id, reversesId }) => !undone.has(id) && !(reversesId && here.has(reversesId)))
}

export type Totals = { opening: number; income: number; expense: number; others: number; balance: number }

/** What a year held: what it opened with, what came in, what went out, the rest (differences, transfers), what remains. */
export function totalsOf(lines: Line[]): Totals {
  const totals = { opening: 0, income: 0, expense: 0, others: 0, balance: 0 }
  for (const { kind, amount } of netted(lines)) {
    if (kind === 'carried') totals.opening += amount
    else if (kind === 'income') totals.income += amount
    else if (kind === 'expense') totals.expense += amount
    else totals.others += effectOf(kind, amount)
    totals.balance += effectOf(kind, amount)
  }
  return totals
}
