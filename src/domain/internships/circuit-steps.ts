import type { Amendment } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { schoolDay } from '../../kit/calendar.ts'
import { dateOfDay } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { revokeLinks } from './access-link.ts'
import { raiseAlert } from './alert.ts'
import { type Line, lineOf, linesOf, type Paper, type Progress, type Signing, signOnPaper } from './circuit.ts'
import { circuitFor, type Named, refuseUnreachable, standInFor } from './circuit-lines.ts'

/** The lines of a new circuit; whoever sends it signs for the school unless they name another. */
export async function linesFor(tx: Tx, ctx: Context, placementId: string, asked: Partial<Named>): Promise<Line[]> {
  const placement = await tx.placement.findUniqueOrThrow({ where: { id: placementId } })
  const sender = ctx.actor.kind === 'person' ? ctx.actor.personId : null
  return circuitFor(tx, placement, { ...asked, schoolSignatoryId: asked.schoolSignatoryId ?? sender }, ctx.now)
}

/** Those who signed the agreement, with the address of today, then whoever an amendment brings in: they acknowledge it. */
export async function withNewcomer(tx: Tx, amendment: Amendment, onPaper: string): Promise<Line[]> {
  const signed = await linesOf(tx, { agreementId: amendment.agreementId, amendmentId: null })
  const lines: Line[] = []
  const { companyId } = (
    await tx.agreement.findUniqueOrThrow({ where: { id: amendment.agreementId }, include: { placement: true } })
  ).placement
  for (const { capacity, personId: then, name: known, email } of signed) {
    const personId = then && capacity.startsWith('company') ? await standInFor(tx, companyId, then) : then
    const person = personId ? await tx.person.findUnique({ where: { id: personId } }) : null
    const name = person && personId !== then ? `${person.firstName} ${person.lastName}` : known
    lines.push({ ...{ capacity, personId, name }, email: person?.email ?? email, paper: isOnPaper(capacity, onPaper) })
  }
  const { contactId, schoolTutorId, kind } = amendment
  const contact =
    kind === 'tutor' && contactId
      ? await tx.companyContact.findUnique({ where: { id: contactId }, include: { person: true } })
      : null
  const tutor = kind === 'tutor' && schoolTutorId ? await tx.person.findUnique({ where: { id: schoolTutorId } }) : null
  const newcomers = [
    { capacity: 'company_tutor' as const, person: contact?.person },
    { capacity: 'school_tutor' as const, person: tutor },
  ]
  for (const { capacity, person } of newcomers) {
    if (!person || lines.some((line) => line.personId === person.id && line.capacity === capacity)) continue
    const name = `${person.firstName} ${person.lastName}`
    lines.push({ capacity, personId: person.id, name, email: person.email, paper: isOnPaper(capacity, onPaper) })
  }
  const student = lines.find((line) => line.capacity === 'student')?.email ?? null
  refuseUnreachable(lines, student)
  return lines
}

const isOnPaper = (capacity: string, onPaper: string): boolean =>
  onPaper === 'all' || (onPaper === 'company' && capacity.startsWith('company'))

type Recorded = { scanFileId: string; signedOn: string; capacities: string[] | 'all' }

/** Signatures on a scanned paper: whose they are, the day they were given, never a day to come. */
export async function recordLines(tx: Tx, ctx: Context, paper: Paper, recorded: Recorded): Promise<Progress> {
  const { scanFileId, signedOn, capacities } = recorded
  if (signedOn > schoolDay(ctx.now)) throw refuse.invalid({ signedOn: FUTURE })
  const open = (await linesOf(tx, paper)).filter((line) => line.status === 'waiting' || line.status === 'turn')
  const lines = capacities === 'all' ? open : open.filter((line) => capacities.includes(line.capacity))
  const strangers =
    capacities === 'all' ? [] : capacities.filter((name) => !open.some((line) => line.capacity === name))
  if (strangers.length > 0 || lines.length === 0)
    throw refuse.invalid({ [strangers[0] ?? 'scanFileId']: NOBODY }, NOBODY)
  await claimScan(tx, ctx, scanFileId, lines[0]?.id ?? '')
  await revokeLinks(
    tx,
    ctx,
    'Signatory',
    lines.map((line) => line.id),
  )
  return signOnPaper(tx, paper, lines, { signedOn: dateOfDay(signedOn), scanFileId })
}

/** The scan belongs to the first line that it proves; only the one who uploaded it may hand it over. */
async function claimScan(tx: Tx, ctx: Context, fileId: string, lineId: string): Promise<void> {
  const uploadedById = ctx.actor.kind === 'person' ? ctx.actor.personId : undefined
  const { count } = await tx.storedFile.updateMany({
    where: { id: fileId, ownerId: null, ...(uploadedById && { uploadedById }) },
    data: { ownerModel: 'Signatory', ownerId: lineId },
  })
  if (count === 0) throw refuse.invalid({ scanFileId: NO_SCAN })
}

/** The one whose turn it is says no, and why: the circuit stops, somebody of the school must look. */
export async function refuseLine(tx: Tx, ctx: Context, paper: Paper, asked: Signing, reason: string | null) {
  const line = await lineOf(tx, ctx, paper, asked)
  await tx.signatory.update({
    where: { id: line.id },
    data: { status: 'refused', reason, ip: ctx.ip, version: { increment: 1 } },
  })
  const others = (await linesOf(tx, paper)).map((one) => one.id)
  await revokeLinks(tx, ctx, 'Signatory', others)
  const noun = paper.amendmentId ? 'Amendment' : 'Agreement'
  const recordId = paper.amendmentId ?? paper.agreementId
  const agreement = await tx.agreement.findUniqueOrThrow({ where: { id: paper.agreementId }, include: WHERE })
  await raiseAlert(tx, {
    key: `signature.refused:${line.id}`,
    ...{ noun, recordId, severity: 'critical', title: `Signature refusée par ${line.name}` },
    ...{ advice: reason ?? '', placementId: agreement.placementId },
    departmentId: agreement.placement.campaign.departmentId,
  })
  return { refusedBy: line.name, capacity: line.capacity }
}

const WHERE = { placement: { include: { campaign: true } } } as const

const FUTURE = { fr: 'Cette date est à venir.', en: 'That date is still to come.' }
const NOBODY = {
  fr: 'Cochez au moins un signataire qui n’a pas encore signé.',
  en: 'Tick at least one signatory who has not signed yet.',
}
const NO_SCAN = {
  fr: 'Déposez le document signé, numérisé : sans lui, rien n’est enregistré.',
  en: 'Upload the signed document, scanned: without it nothing is recorded.',
}
