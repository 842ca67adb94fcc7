import type { Context } from '../../access/actor.ts'
import { find, list, type Row } from '../../access/select.ts'
import { asDay } from '../../kit/calendar.ts'
import { read } from '../../platform/db.ts'
import { balanceOf } from './cash-balance.ts'
import { effectOf, type Line, netted, type Totals, totalsOf } from './ledger-kinds.ts'

export type CashLine = Line & {
  seq: number | null
  day: string
  category: string
  activityId: string | null
  activity: string
  motive: string
  payee: string
  comment: string
  author: string
  approver: string
  authorId: string | null
  isUnreceipted: boolean
}

export type Budgeted = { activityId: string; activity: string; budget: number | null; spent: number; income: number }
export type Grouped = { key: string; income: number; expense: number }
/** `bare`: how many expenses of the month have no receipt. */
export type Month = { month: string; income: number; expense: number; balance: number; bare: number }

/** The state of a box over one year, from the entries this person may read. */
export type CashState = {
  box: Row
  /** In the box today, whatever the year looked at */
  balance: number
  totals: Totals
  lines: CashLine[]
  byActivity: Budgeted[]
  byCategory: Grouped[]
  byMonth: Month[]
}

const MOST = 20_000

export async function cashState(ctx: Context, boxId: string, exercise: string): Promise<CashState | null> {
  const box = await find(ctx, 'CashBox', boxId)
  if (!box) return null
  const where = { cashBoxId: boxId, exercise }
  const [rows, budgets, balance] = await Promise.all([
    list(ctx, 'LedgerEntry', { where, limit: MOST }),
    list(ctx, 'ActivityBudget', { where: { clubId: box.values.clubId }, limit: MOST }),
    balanceOf(read, { id: boxId, clubId: String(box.values.clubId) }),
  ])
  const lines = rows.map(lineOf).sort((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity) || a.day.localeCompare(b.day))
  const moved = netted(lines)
  return {
    ...{ box, balance, lines, totals: totalsOf(lines) },
    byActivity: activitiesOf(moved, budgets),
    byCategory: groupsOf(moved, ({ category }) => category),
    byMonth: monthsOf(lines),
  }
}

/** The years in which a box has entries, the newest first. */
export async function exercisesOf(boxId: string): Promise<string[]> {
  const rows = await read<{ exercise: string }>(
    'SELECT DISTINCT exercise FROM "LedgerEntry" WHERE "cashBoxId" = $1::uuid ORDER BY exercise DESC',
    [boxId],
  )
  return rows.map(({ exercise }) => exercise)
}

function lineOf({ id, values, titles }: Row): CashLine {
  const text = (name: string): string => String(values[name] ?? '')
  const key = (name: string): string | null => (typeof values[name] === 'string' ? String(values[name]) : null)
  return {
    ...{ id, kind: text('kind'), status: text('status'), amount: Number(values.amount), reversesId: key('reversesId') },
    ...{ seq: typeof values.seq === 'number' ? values.seq : null, day: asDay(text('occurredOn')) },
    ...{ category: text('category'), activityId: key('activityId'), activity: titles.activityId ?? '' },
    ...{ motive: text('motive'), payee: text('payee'), comment: text('comment') },
    ...{ author: titles.authorId ?? '', approver: titles.approverId ?? '', authorId: key('authorId') },
    isUnreceipted: values.isUnreceipted === true,
  }
}

function activitiesOf(moved: CashLine[], budgets: Row[]): Budgeted[] {
  const found = new Map<string, Budgeted>()
  for (const { values, titles } of budgets) {
    const about = { activityId: String(values.activityId), activity: titles.activityId ?? '', spent: 0, income: 0 }
    found.set(about.activityId, { ...about, budget: Number(values.amount) })
  }
  for (const { activityId, activity, kind, amount } of moved) {
    if (!activityId) continue
    const one = found.get(activityId) ?? { activityId, activity, budget: null, spent: 0, income: 0 }
    if (kind === 'expense') one.spent += amount
    if (kind === 'income') one.income += amount
    found.set(activityId, one)
  }
  return [...found.values()].sort((a, b) => b.spent - a.spent)
}

function groupsOf(moved: CashLine[], by: (line: CashLine) => string): Grouped[] {
  const groups = Map.groupBy(
    moved.filter(({ kind }) => kind === 'income' || kind === 'expense'),
    by,
  )
  const sum = (lines: CashLine[], kind: string) =>
    lines.filter((line) => line.kind === kind).reduce((total, { amount }) => total + amount, 0)
  return [...groups]
    .map(([key, lines]) => ({ key, income: sum(lines, 'income'), expense: sum(lines, 'expense') }))
    .sort((a, b) => b.expense + b.income - a.expense - a.income)
}

function monthsOf(lines: CashLine[]): Month[] {
  const moved = new Set(netted(lines).map(({ id }) => id))
  const settled = lines.filter(({ status }) => status === 'settled' || status === 'reversed')
  let balance = 0
  return [...Map.groupBy(settled, ({ day }) => day.slice(0, 7))]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([month, within]) => {
      const [shown] = groupsOf(
        within.filter(({ id }) => moved.has(id)),
        () => month,
      )
      balance += within.reduce((sum, { kind, amount }) => sum + effectOf(kind, amount), 0)
      const bare = within.filter(({ id, isUnreceipted }) => isUnreceipted && moved.has(id)).length
      return { month, income: shown?.income ?? 0, expense: shown?.expense ?? 0, balance, bare }
    })
}
