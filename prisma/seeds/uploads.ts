import { transaction } from '../../src/platform/db.ts'
import { storeBytes } from '../../src/platform/files.ts'
import { smallPdf } from './paper.ts'

/** PDFs that somebody has just sent, theirs to attach: the first words of each make it like no other. */
export const uploadedAll = (personId: string, files: { name: string; lines: string[] }[]): Promise<string[]> =>
  transaction(async (tx) => {
    const kept: string[] = []
    for (const { name, lines } of files)
      kept.push((await storeBytes(tx, smallPdf(lines), { name: `${name}.pdf`, mime: 'application/pdf' })).id)
    await tx.storedFile.updateMany({ where: { id: { in: kept } }, data: { uploadedById: personId } })
    return kept
  })

export const uploaded = async (personId: string, name: string, lines: string[]): Promise<string> =>
  (await uploadedAll(personId, [{ name, lines }]))[0] ?? ''
