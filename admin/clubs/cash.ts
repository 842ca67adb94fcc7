import type { CashAnswer, CashClub, CashClubsAnswer, CashWaiting } from '../../components/clubs/cash-state.ts'
import { type Context, hasRole } from '../../src/access/actor.ts'
import { mayEver } from '../../src/access/rights.ts'
import { count, list, localeOf, MAX_PAGE, type Row } from '../../src/access/select.ts'
import { badgeText, registerBadges } from '../../src/domain/clubs/cash-badge.ts'
import { type CashState, cashState, exercisesOf } from '../../src/domain/clubs/cash-state.ts'
import { exerciseFor, todayOf } from '../../src/domain/clubs/ledger-entry.ts'
import { legalVerbs } from '../../src/kit/command.ts'
import { stateLabelOf } from '../../src/kit/enum-label.ts'
import { hrefOf } from '../address.ts'
import { declarePage } from '../verbs.ts'
import { chartOf, monthText } from './cash-chart.ts'
import { cardsOf, francs } from './cash-said.ts'

/** The state of the cash box: for who keeps it, who leads the club, and the student union that reads them all. */
export function cashPage(): void {
  declarePage({
    name: 'cash',
    menu: { label: { fr: 'État de caisse', en: 'Cash box state' }, icon: 'BarChart2', group: 'clubs' },
    methods: ['GET'],
    right: (actor) => hasRole(actor, 'admin', 'union_executive', 'club_lead', 'club_treasurer'),
    handle: ({ query }, ctx) => page(ctx, query),
  })
}

async function page(ctx: Context, query: Record<string, string>): Promise<CashClubsAnswer | { boxes: never[] }> {
  const boxes = await list(ctx, 'CashBox', { sort: { field: 'clubId', direction: 'asc' }, limit: MAX_PAGE })
  const asked = boxes.find(({ id }) => id === query.box) ?? (boxes.length === 1 ? boxes[0] : undefined)
  const all = asked ? [] : await Promise.all(boxes.map((box) => clubOf(ctx, box)))
  const shown = asked ?? boxes[0]
  if (!shown) return { boxes: [] }
  const answer = await boxOf(ctx, shown, query.year)
  const named = boxes.map((box) => ({ id: box.id, name: nameOf(box) }))
  const waiting = asked ? answer.waiting : await waitingFor(ctx, {})
  return { ...answer, boxes: named, box: asked ? shown.id : '', waiting, clubs: all }
}

const nameOf = (box: Row): string => box.titles.clubId ?? ''

async function boxOf(ctx: Context, box: Row, askedYear = ''): Promise<CashAnswer> {
  const locale = localeOf(ctx.actor)
  const current = await exerciseFor(todayOf(ctx))
  const years = [...new Set([current, ...(await exercisesOf(box.id))])].sort().reverse()
  const year = years.includes(askedYear) ? askedYear : current
  const [state, verbs] = await Promise.all([cashState(ctx, box.id, year), legalVerbs(ctx, 'CashBox', [box])])
  if (!state) throw new Error('A box that was listed is not found')
  const clubId = String(box.values.clubId)
  const badge = (await registerBadges([clubId])).get(clubId)
  const isOf = { cashBoxId: box.id, exercise: year }
  return {
    ...{ boxes: [], box: box.id, club: nameOf(box), year, years },
    cards: cardsOf(await figuresOf(ctx, box.id, state), box.id, year),
    ...{ opening: francs(state.totals.opening), others: francs(state.totals.others), expected: state.balance },
    register: {
      ...{ text: badge ? badgeText(badge, locale) : '', isIntact: (box.values.isIntact as boolean | null) ?? null },
      brokenAt: (box.values.brokenAt as number | null) ?? null,
      href: `/admin/resources/CashBox/records/${box.id}/show`,
    },
    verbs: (verbs.get(box.id) ?? []).map(({ name }) => name),
    waiting: await waitingFor(ctx, { cashBoxId: box.id }),
    activities: state.byActivity.map(({ activityId, activity, budget, spent }) => ({
      ...{ name: activity, spent: francs(spent), budget: budget === null ? '—' : francs(budget) },
      ...{ left: budget === null ? '—' : francs(budget - spent), isOver: budget !== null && spent > budget },
      href: hrefOf('LedgerEntry', { ...isOf, activityId }),
    })),
    categories: state.byCategory.map(({ key, income, expense }) => ({
      ...{ name: stateLabelOf('LedgerCategory', key)[locale], income: francs(income), expense: francs(expense) },
      href: hrefOf('LedgerEntry', { ...isOf, 'category~~in': key }),
    })),
    chart: chartOf(state.byMonth, box.id, locale),
    months: state.byMonth.map(({ month, income, expense, balance, bare }) => ({
      bare: String(bare),
      ...{
        month: monthText(month, locale),
        income: francs(income),
        expense: francs(expense),
        balance: francs(balance),
      },
    })),
    isBegun: state.lines.length > 0 || state.balance !== 0 || years.length > 1,
    mayBudget: mayEver(ctx.actor, 'ActivityBudget', 'create'),
  }
}

async function figuresOf(ctx: Context, boxId: string, { balance, totals }: CashState) {
  const of = (where: object) => count(ctx, 'LedgerEntry', { where: { cashBoxId: boxId, ...where } })
  const [toApprove, unreceipted] = await Promise.all([of({ status: 'submitted' }), of({ isUnreceipted: true })])
  return { balance, income: totals.income, expense: totals.expense, toApprove, unreceipted }
}

async function clubOf(ctx: Context, box: Row): Promise<CashClub> {
  const { cards, register } = await boxOf(ctx, box)
  return { id: box.id, club: nameOf(box), cards, badge: register.text, isIntact: register.isIntact }
}

/** What waits for a second pair of hands: those this person may lend to it come with their buttons. */
async function waitingFor(ctx: Context, where: object): Promise<CashWaiting[]> {
  const submitted = { ...where, status: 'submitted', kind: { notIn: ['transfer_in'] } }
  const rows = await list(ctx, 'LedgerEntry', { where: submitted, limit: MAX_PAGE })
  const verbs = await legalVerbs(ctx, 'LedgerEntry', rows)
  const locale = localeOf(ctx.actor)
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : ''
  return rows.map(({ id, values, titles }) => ({
    ...{ id, title: `${stateLabelOf('LedgerKind', String(values.kind))[locale]} — ${titles.clubId ?? ''}` },
    ...{ motive: String(values.motive), amount: francs(Number(values.amount)), author: titles.authorId ?? '' },
    ...{ day: String(values.occurredOn).slice(0, 10), href: `/admin/resources/LedgerEntry/records/${id}/show` },
    verbs: values.authorId === me ? [] : (verbs.get(id) ?? []).map(({ name }) => name),
  }))
}
