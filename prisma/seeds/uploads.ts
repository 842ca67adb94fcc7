import { transaction } from '../../src/platform/db.ts'
import { storeBytes } from '../../src/platform/files.ts'
import { smallPdf } from './paper.ts'

/** A PDF that somebody has just sent, theirs to attach: its first words make it like no other. */
export const uploaded = (personId: string, name: string, lines: string[]): Promise<string> =>
  transaction(async (tx) => {
    const { id } = await storeBytes(tx, smallPdf(lines), { name: `${name}.pdf`, mime: 'application/pdf' })
    await tx.storedFile.update({ where: { id }, data: { uploadedById: personId } })
    return id
  })
