import { system } from '../../access/actor.ts'
import { record } from '../../kit/event.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { storeBytes } from '../../platform/files.ts'
import { renderPdf } from '../../platform/pdf.ts'
import { frozenAs, proofOf } from './agreement-document.ts'
import { printed } from './templates/print.ts'
import { verifyCode } from './verify.ts'

/** Prints an approved amendment once and for ever: the old beside the new. */
export async function freezeAmendment(amendmentId: string): Promise<void> {
  const one = await prisma().amendment.findUnique({
    where: { id: amendmentId },
    include: { agreement: { include: { placement: true } } },
  })
  if (one?.status !== 'approved' || one.sha256 || !one.snapshot || typeof one.snapshot !== 'object') return
  const code = verifyCode()
  const words = { ...one.snapshot, proof: await proofOf(code, one.snapshot) }
  const { html, templateVersion } = await printed('amendment', one.agreement.placement.campaignId, words)
  const bytes = await renderPdf(html, { footer: `Avenant n° ${one.number ?? 1} — modèle ${templateVersion}` })
  await transaction(async (tx) => {
    const owner = { model: 'Amendment', id: amendmentId }
    const name = `avenant-${one.number ?? 1}.pdf`
    const file = await storeBytes(tx, bytes, { name, mime: 'application/pdf', owner })
    const data = { ...frozenAs(file), verifyCode: code, templateVersion }
    const { count } = await tx.amendment.updateMany({ where: { id: amendmentId, sha256: null }, data })
    if (count === 0) throw new Error('This amendment is already frozen')
    const ctx = system('Document figé')
    await record(tx, ctx, { noun: 'Amendment', recordId: amendmentId, verb: 'freeze', role: 'system', after: data })
  })
}
