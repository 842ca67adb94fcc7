import type { Signatory } from '@prisma/client'
import type { Actor, Context, PersonActor } from '../../access/actor.ts'
import { asDay, schoolDay } from '../../kit/calendar.ts'
import { stateLabelOf } from '../../kit/enum-label.ts'
import type { Prisma, Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { revokeLinks } from './access-link.ts'

/** What is being signed: a version of an agreement, or one of its amendments, with the hash of its frozen document. */
export type Paper = { agreementId: string; versionId: string | null; amendmentId: string | null; sha256: string }

/** A line of the circuit: one person in one capacity. Whoever has two capacities has two lines and signs twice. */
export type Line = Pick<Signatory, 'capacity' | 'name' | 'email' | 'personId'> & { paper?: boolean }

/** Lines of the circuit under way; those of an earlier one are void and stay in the history. */
export const linesOf = (tx: Tx, { agreementId, amendmentId }: Pick<Paper, 'agreementId' | 'amendmentId'>) =>
  tx.signatory.findMany({
    where: { agreementId, amendmentId, status: { not: 'void' } },
    orderBy: [{ order: 'asc' }, { id: 'asc' }],
  })

export async function openLines(tx: Tx, paper: Paper, lines: Line[]): Promise<void> {
  const { agreementId, versionId, amendmentId } = paper
  for (const [i, { paper: onPaper, ...line }] of lines.entries()) {
    const method = onPaper ? ('paper' as const) : null
    await tx.signatory.create({ data: { ...line, method, agreementId, versionId, amendmentId, order: i + 1 } })
  }
  await passTurn(tx, paper)
}

export type Signing = { signatoryId?: string | undefined; sha256?: string | undefined }
export type Progress = { signed: number; total: number; capacity: string }

/** One signature, by whoever acts, when their turn has come and on the very document that they read. */
export async function signLine(tx: Tx, ctx: Context, paper: Paper, asked: Signing): Promise<Progress> {
  const line = await lineOf(tx, ctx, paper, asked)
  const method = ctx.actor.kind === 'person' && !ctx.actor.byLink ? ('account' as const) : ('link' as const)
  await tx.signatory.update({
    where: { id: line.id },
    data: {
      ...{ status: 'signed', method, signedAt: ctx.now, ip: ctx.ip, sha256: paper.sha256 },
      ...{ signedBy: signerOf(ctx.actor, line), version: { increment: 1 } },
    },
  })
  await passTurn(tx, paper)
  return { ...progressOf(await linesOf(tx, paper)), capacity: line.capacity }
}

/** The line that the person who acts may sign or refuse now; otherwise why not. */
export async function lineOf(tx: Tx, ctx: Context, paper: Paper, asked: Signing): Promise<Signatory> {
  const lines = await linesOf(tx, paper)
  const mine = lines.filter((line) => isFor(ctx, line) && (!asked.signatoryId || line.id === asked.signatoryId))
  if (mine.length === 0) throw refuse.notFound()
  if (asked.sha256 && asked.sha256 !== paper.sha256) throw OTHER_DOCUMENT
  const turn = mine.find((line) => line.status === 'turn')
  if (turn) return turn
  if (!mine.some((line) => line.status === 'waiting')) throw ALREADY
  if (mine.every((line) => line.status !== 'waiting' || line.method === 'paper')) throw ON_PAPER
  throw notYourTurn(lines.find((line) => line.status === 'turn') ?? null)
}

/** A link names its line; a person signs theirs, or the one delegated to them, within its period. */
function isFor({ actor, now }: Context, line: Signatory): boolean {
  if (actor.kind === 'system') return true
  if (line.personId === actor.personId) return true
  return line.delegateId === actor.personId && isDelegated(line, schoolDay(now))
}

export const isDelegated = ({ delegateId, delegateFrom, delegateUntil }: Signatory, today: string): boolean =>
  delegateId !== null &&
  (!delegateFrom || asDay(delegateFrom) <= today) &&
  (!delegateUntil || asDay(delegateUntil) >= today)

const signerOf = (actor: Actor, line: Signatory): string => {
  if (actor.kind === 'system') return line.name
  return (actor as PersonActor).personId === line.personId ? line.name : (actor as PersonActor).name
}

/** Signatures given on paper, in any order: the paper has its own. */
export async function signOnPaper(tx: Tx, paper: Paper, lines: Signatory[], given: Given): Promise<Progress> {
  for (const { id, name } of lines)
    await tx.signatory.update({
      where: { id },
      data: {
        ...{ status: 'signed', method: 'paper', signedAt: given.signedOn, sha256: paper.sha256, signedBy: name },
        ...{ scanFileId: given.scanFileId, version: { increment: 1 } },
      },
    })
  await passTurn(tx, paper)
  return { ...progressOf(await linesOf(tx, paper)), capacity: lines.map((line) => line.capacity).join(', ') }
}

export type Given = { signedOn: Date; scanFileId: string }

/** Stops the circuit: what was signed is void and kept, links open nothing any more. */
export async function voidLines(tx: Tx, ctx: Context, paper: Pick<Paper, 'agreementId' | 'amendmentId'>) {
  const lines = await linesOf(tx, paper)
  const ids = lines.map((line) => line.id)
  const status = { status: 'void', version: { increment: 1 } } satisfies Prisma.SignatoryUpdateManyMutationInput
  await tx.signatory.updateMany({ where: { id: { in: ids } }, data: status })
  await revokeLinks(tx, ctx, 'Signatory', ids)
}

/** The first who has not signed and does not sign on paper: a paper on its way holds nobody up. */
async function passTurn(tx: Tx, paper: Pick<Paper, 'agreementId' | 'amendmentId'>): Promise<void> {
  const lines = await linesOf(tx, paper)
  if (lines.some((line) => line.status === 'turn' || line.status === 'refused')) return
  const next = lines.find((line) => line.status === 'waiting' && line.method !== 'paper')
  if (next) await tx.signatory.update({ where: { id: next.id }, data: { status: 'turn', version: { increment: 1 } } })
}

export function progressOf(lines: Pick<Signatory, 'status'>[]) {
  return { signed: lines.filter((line) => line.status === 'signed').length, total: lines.length }
}

/** How a circuit was signed, once something was: on paper, by link or account, or both. */
export type CircuitState = Pick<Signatory, 'status' | 'method'>
export function waysOf(lines: CircuitState[]): 'paper' | 'online' | 'mixed' | null {
  const methods = new Set(lines.filter((line) => line.status === 'signed').map((line) => line.method === 'paper'))
  if (methods.size === 0) return null
  return methods.size === 2 ? 'mixed' : methods.has(true) ? 'paper' : 'online'
}

function notYourTurn(before: Signatory | null) {
  const [fr, en] = before
    ? [`${before.name} (${capacity(before).fr.toLowerCase()})`, `${before.name} (${capacity(before).en.toLowerCase()})`]
    : ['une autre personne', 'somebody else']
  return refuse.conflict('not_your_turn', {
    fr: `Ce n’est pas encore votre tour : ${fr} signe avant vous. Vous recevrez un message le moment venu.`,
    en: `It is not your turn yet: ${en} signs before you. You will get a message in time.`,
  })
}

const capacity = (line: Signatory) => stateLabelOf('SignatoryCapacity', line.capacity)

const OTHER_DOCUMENT = refuse.conflict('stale_document', {
  fr: 'Le document a changé depuis que vous l’avez ouvert : rechargez la page et relisez-le avant de signer.',
  en: 'The document has changed since you opened it: reload the page and read it again before you sign.',
})
const ALREADY = refuse.conflict('already_signed', {
  fr: 'Vous avez déjà signé ce document : il n’y a plus rien à faire.',
  en: 'You have already signed this document: nothing is left to do.',
})
const ON_PAPER = refuse.conflict('on_paper', {
  fr: 'Votre signature est attendue sur papier : remettez le document signé à l’école.',
  en: 'Your signature is expected on paper: hand the signed document to the school.',
})
