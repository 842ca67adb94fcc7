import type { Agreement, AgreementVersion, Amendment, Signatory, StoredFile } from '@prisma/client'
import { type Context, system } from '../../access/actor.ts'
import { linkActor } from '../../access/link-actor.ts'
import { perform } from '../../kit/command.ts'
import { within } from '../../kit/table.ts'
import { type Tx, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { linkIsOverWhen, noteUse, type OpenedLink } from './access-link.ts'
import { linesOf } from './circuit.ts'

/** What a signing link shows: the line it is for, the document, and how far the others are. */
export type Behind = {
  line: Signatory
  noun: 'Agreement' | 'Amendment'
  recordId: string
  agreement: Agreement & {
    placement: { company: { name: string }; student: { person: { firstName: string; lastName: string } } }
  }
  document: { sha256: string; file: StoredFile | null; number: number }
  lines: Signatory[]
  /** Still being signed */
  underWay: boolean
}

export async function behind(tx: Tx, link: Pick<OpenedLink, 'noun' | 'recordId'>): Promise<Behind | null> {
  if (link.noun !== 'Signatory' || !link.recordId) return null
  const line = await tx.signatory.findUnique({ where: { id: link.recordId }, include: SIGNED })
  if (!line?.agreement || line.status === 'void') return null
  const { agreement, amendment, signed: version } = line
  const document = documentOf(amendment, version)
  if (!document) return null
  const noun = amendment ? ('Amendment' as const) : ('Agreement' as const)
  const record = amendment ?? agreement
  const lines = await linesOf(tx, { agreementId: agreement.id, amendmentId: amendment?.id ?? null })
  return { line, noun, recordId: record.id, agreement, document, lines, underWay: record.status === 'signing' }
}

type Printed<T> = (T & { file: StoredFile | null }) | null

function documentOf(amendment: Printed<Amendment>, version: Printed<AgreementVersion>): Behind['document'] | null {
  const { sha256, file, number } = amendment ?? version ?? { sha256: null, file: null, number: null }
  return sha256 ? { sha256, file, number: number ?? 1 } : null
}

const SIGNED = {
  signed: { include: { file: true } },
  amendment: { include: { file: true } },
  agreement: {
    include: { placement: { include: { company: true, student: { include: { person: true } } } } },
  },
} as const

/** Signs the line of a link, on the document that its page showed. */
export const signByLink = (ctx: Context, link: OpenedLink, sent: { read: unknown; sha256: string }): Promise<void> =>
  actByLink(ctx, link, 'sign', (line) => ({ read: sent.read, sha256: sent.sha256, signatoryId: line.id }), null)

export const refuseByLink = (ctx: Context, link: OpenedLink, reason: string): Promise<void> =>
  actByLink(ctx, link, 'refuseSignature', (line) => ({ signatoryId: line.id }), reason)

async function actByLink(
  ctx: Context,
  link: OpenedLink,
  verb: string,
  input: (line: Signatory) => Record<string, unknown>,
  reason: string | null,
): Promise<void> {
  await transaction(async (tx) => {
    const found = await behind(tx, link)
    if (!found) throw refuse.notFound()
    if (verb === 'refuseSignature' && !reason?.trim()) throw refuse.invalid({ reason: WHY })
    const acting = await whoActs(tx, ctx, link, found)
    await perform(acting, found.noun, verb, found.recordId, input(found.line), { tx, ...(reason && { reason }) })
    await noteUse(tx, link.id, ctx.now)
  })
}

/** A company’s contact acts as themselves, over this record alone; anybody else is named by the link that was sent. */
async function whoActs(tx: Tx, ctx: Context, link: OpenedLink, { line, noun, recordId }: Behind): Promise<Context> {
  if (!link.contactId) return { ...ctx, actor: system(`${line.name}, par son lien personnel`).actor }
  const actor = await linkActor(link.contactId, [{ model: noun, id: recordId }], within(tx))
  if (!actor) throw refuse.notFound()
  return { ...ctx, actor }
}

/** A line signed, refused or void has nothing left to open. */
linkIsOverWhen('sign', async (link, tx) => {
  const line = link.recordId ? await tx.signatory.findUnique({ where: { id: link.recordId } }) : null
  return line?.status !== 'turn' && line?.status !== 'waiting'
})

const WHY = {
  fr: 'Écrivez pourquoi vous ne signez pas : l’école lira ce motif.',
  en: 'Write why you do not sign: the school will read it.',
}
