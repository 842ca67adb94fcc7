import { randomUUID } from 'node:crypto'
import type { Context } from '../../access/actor.ts'
import { isId } from '../../access/select.ts'
import { shownDay } from '../../kit/calendar.ts'
import { stateLabelOf } from '../../kit/enum-label.ts'
import { record } from '../../kit/event.ts'
import { CSV_START, csvLines } from '../../kit/export/csv.ts'
import { shownMoney } from '../../kit/money.ts'
import { roleFor } from '../../kit/record.ts'
import { insistOnProof } from '../../kit/step-up.ts'
import { prisma, type Tx, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { storeBytes } from '../../platform/files.ts'
import { renderPdf } from '../../platform/pdf.ts'
import { enqueue } from '../../platform/queue.ts'
import { render } from '../../platform/render.ts'
import { setting } from '../../platform/settings.ts'
import { badgeText, registerBadges } from './cash-badge.ts'
import { type CashLine, cashState } from './cash-state.ts'
import { effectOf } from './ledger-kinds.ts'

type Asked = { boxId: string; year: string }

/**
 * The register of a year, for a spreadsheet. Amounts leave the house here and nowhere else: who asks has just shown a
 * password or a code, and the history keeps that they took it.
 */
export async function cashCsv(ctx: Context, asked: Asked): Promise<{ name: string; text: string }> {
  const state = await opened(ctx, asked)
  await transaction((tx) => note(tx, ctx, asked, 'csv'))
  const rows = state.lines.map((line) => cells(line))
  return { name: `caisse-${asked.year}.csv`, text: CSV_START + csvLines([HEADERS, ...rows]) }
}

const HEADERS = [
  ...['N°', 'Date', 'Nature', 'Rubrique', 'Activité', 'Motif', 'Payé à, reçu de', 'Commentaire'],
  ...['Montant', 'Effet sur la caisse', 'État', 'Sans pièce', 'Auteur', 'Approuvée par'],
]

const cells = (line: CashLine): (string | number)[] => [
  ...[line.seq ?? '', shownDay(line.day), word('LedgerKind', line.kind), word('LedgerCategory', line.category)],
  ...[line.activity, line.motive, line.payee, line.comment, line.amount],
  ...[isMoved(line) ? effectOf(line.kind, line.amount) : 0, word('LedgerStatus', line.status)],
  ...[line.isUnreceipted ? 'oui' : 'non', line.author, line.approver],
]

const word = (name: string, value: string): string => stateLabelOf(name, value).fr
const isMoved = ({ status }: CashLine): boolean => status === 'settled' || status === 'reversed'

/** Asks for the printed state; the worker prints it, and only who asked may fetch it. */
export async function askCashPaper(ctx: Context, asked: Asked): Promise<string> {
  await opened(ctx, asked)
  if (ctx.actor.kind !== 'person') throw refuse.notFound()
  const { accountId } = ctx.actor
  const turn = randomUUID()
  await transaction(async (tx) => {
    await note(tx, ctx, asked, 'pdf')
    await enqueue(tx, 'cash.paper', { ...asked, accountId, turn }, { key: turn })
  })
  return turn
}

/** By the worker, with the rights of who asked as they are now. Sealed on the disk, swept with the other loose files. */
export async function printCashPaper(ctx: Context, { boxId, year, turn }: Asked & { turn: string }): Promise<void> {
  const state = await cashState(ctx, boxId, year)
  if (!state || ctx.actor.kind !== 'person') return
  const { personId, name } = ctx.actor
  if (await printedCashPaper(ctx, turn)) return
  const words = await wordsOf(state, year, name)
  const html = render('documents/cash-statement', words, 'fr')
  const bytes = await renderPdf(html, { footer: `État de caisse ${year} — empreinte ${words.head.slice(0, 16)}` })
  const file = { name: `${nameOf(turn)}`, mime: 'application/pdf', uploadedById: personId, sealed: true }
  await transaction((tx) => storeBytes(tx, bytes, file))
}

/** The file, once it is printed: theirs alone. */
export async function printedCashPaper(ctx: Context, turn: string): Promise<string | null> {
  if (ctx.actor.kind !== 'person' || !isId(turn)) return null
  const where = { name: nameOf(turn), uploadedById: ctx.actor.personId, ownerId: null }
  return (await prisma().storedFile.findFirst({ where, select: { id: true } }))?.id ?? null
}

const nameOf = (turn: string): string => `etat-de-caisse-${turn}.pdf`

async function opened(ctx: Context, { boxId, year }: Asked) {
  insistOnProof(ctx)
  const state = await cashState(ctx, boxId, year)
  if (!state) throw refuse.notFound()
  return state
}

const note = (tx: Tx, ctx: Context, { boxId, year }: Asked, format: string): Promise<string> =>
  record(tx, ctx, {
    ...{ noun: 'CashBox', recordId: boxId, verb: 'export', role: roleFor(ctx, 'CashBox', 'read') },
    after: { format, year },
  })

async function wordsOf(state: NonNullable<Awaited<ReturnType<typeof cashState>>>, year: string, printedBy: string) {
  const { totals, lines, box } = state
  const clubId = String(box.values.clubId)
  const badge = (await registerBadges([clubId])).get(clubId)
  const sealed = await prisma().cashBox.findUniqueOrThrow({ where: { id: box.id } })
  let balance = 0
  const moved = lines.filter(isMoved).map((line) => {
    const effect = effectOf(line.kind, line.amount)
    balance += effect
    const about = {
      number: line.seq,
      on: shownDay(line.day),
      kind: word('LedgerKind', line.kind),
      motive: line.motive,
    }
    const into = effect > 0 ? money(effect) : null
    return {
      ...about,
      into,
      out: effect < 0 ? money(-effect) : null,
      balance: money(balance),
      bare: line.isUnreceipted,
    }
  })
  return {
    ...{ school: await setting('school.name'), club: box.titles.clubId ?? '', year, printedBy },
    ...{ opening: money(totals.opening), income: money(totals.income), expense: money(totals.expense) },
    ...{ others: totals.others === 0 ? null : money(totals.others), balance: money(totals.balance), moved },
    ...{ register: badge ? badgeText(badge, 'fr') : null, head: sealed.headHash ?? '—', entries: sealed.headSeq },
  }
}

const money = (amount: number): string => shownMoney(amount, 'XOF')
