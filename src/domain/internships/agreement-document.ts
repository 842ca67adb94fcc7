import type { Prisma } from '@prisma/client'
import { toDataURL } from 'qrcode'
import { system } from '../../access/actor.ts'
import { record } from '../../kit/event.ts'
import { now } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'
import { sha256 } from '../../platform/crypto.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { storeBytes } from '../../platform/files.ts'
import { renderPdf } from '../../platform/pdf.ts'
import { printed } from './templates/print.ts'
import { verifyCode } from './verify.ts'

/**
 * Prints the current version of an approved agreement and keeps its bytes. Run twice, it prints nothing the second
 * time: a frozen version keeps its document whatever becomes of the template or of the company’s name.
 */
export async function freezeAgreement(agreementId: string): Promise<void> {
  const version = await waitingVersion(agreementId)
  if (!version) return
  const number = version.agreement.number ?? ''
  const code = verifyCode()
  const words = { ...(version.snapshot as Prisma.JsonObject), number, version: version.number }
  const proof = await proofOf(code, version.snapshot)
  const { campaignId } = version.agreement.placement
  const { html, templateVersion } = await printed('agreement', campaignId, { ...words, proof })
  const footer = `Convention ${number} — version ${version.number} — modèle ${templateVersion}`
  const bytes = await renderPdf(html, { footer })
  await transaction(async (tx) => {
    const name = `convention-${number}-v${version.number}.pdf`
    const owner = { model: 'AgreementVersion', id: version.id }
    const file = await storeBytes(tx, bytes, { name, mime: 'application/pdf', owner })
    const frozen = { ...frozenAs(file), verifyCode: code, templateVersion }
    const { count } = await tx.agreementVersion.updateMany({ where: { id: version.id, sha256: null }, data: frozen })
    // Another worker was faster: its document stands, this one goes with the transaction
    if (count === 0) throw new Error('This version is already frozen')
    const ctx = system('Document figé')
    await record(tx, ctx, { noun: 'Agreement', recordId: agreementId, verb: 'freeze', role: 'system', after: frozen })
  })
}

/** What a printed document carries to be checked by: a code, its address as a QR code, a fingerprint of its words. */
export type Proof = { code: string; address: string; qr: string; words: string }

export async function proofOf(code: string, words: unknown): Promise<Proof> {
  const address = `${config.publicUrl}/verify/${code}`
  const qr = await toDataURL(address, { margin: 0, width: 240 })
  return { code, address, qr, words: sha256(JSON.stringify(words)).slice(0, 16) }
}

export const frozenAs = (file: { id: string; sha256: string }) => ({
  ...{ fileId: file.id, sha256: file.sha256, generatedAt: now() },
})

async function waitingVersion(agreementId: string) {
  const agreement = await prisma().agreement.findUnique({ where: { id: agreementId } })
  if (agreement?.status !== 'approved') return null
  return prisma().agreementVersion.findFirst({
    where: { agreementId, number: agreement.currentVersion, sha256: null },
    include: { agreement: { include: { placement: true } } },
  })
}
