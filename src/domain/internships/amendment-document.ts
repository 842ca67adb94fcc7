import { system } from '../../access/actor.ts'
import { record } from '../../kit/event.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { storeBytes } from '../../platform/files.ts'
import { renderPdf } from '../../platform/pdf.ts'
import { render } from '../../platform/render.ts'
import { frozenAs, proofOf, templatePath, templateVersion } from './agreement-document.ts'
import { verifyCode } from './verify.ts'

/** Prints an approved amendment once and for ever: the old beside the new. */
export async function freezeAmendment(amendmentId: string): Promise<void> {
  const one = await prisma().amendment.findUnique({ where: { id: amendmentId } })
  if (one?.status !== 'approved' || one.sha256 || !one.snapshot || typeof one.snapshot !== 'object') return
  const code = verifyCode()
  const html = render('documents/amendment', { ...one.snapshot, proof: await proofOf(code, one.snapshot) }, 'fr')
  const bytes = await renderPdf(html, { footer: `Avenant n° ${one.number ?? 1}` })
  await transaction(async (tx) => {
    const owner = { model: 'Amendment', id: amendmentId }
    const name = `avenant-${one.number ?? 1}.pdf`
    const file = await storeBytes(tx, bytes, { name, mime: 'application/pdf', owner })
    const data = { ...frozenAs(file), verifyCode: code, templateVersion: templateVersion(templatePath('amendment')) }
    const { count } = await tx.amendment.updateMany({ where: { id: amendmentId, sha256: null }, data })
    if (count === 0) throw new Error('This amendment is already frozen')
    const ctx = system('Document figé')
    await record(tx, ctx, { noun: 'Amendment', recordId: amendmentId, verb: 'freeze', role: 'system', after: data })
  })
}
