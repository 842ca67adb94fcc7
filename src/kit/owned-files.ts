import type { AnyModel } from '../access/model.ts'
import type { Text } from '../platform/catalogue.ts'
import type { Tx } from '../platform/db.ts'
import { refuse } from '../platform/errors.ts'
import type { Values } from './columns.ts'

/**
 * The files named in these columns become this record’s: from now on the right over the record opens them. A file that
 * already belongs to another record stays there, or the right over one would open the other’s.
 */
export async function claimFiles(tx: Tx, model: AnyModel, id: string, values: Values): Promise<void> {
  const errors: Record<string, Text> = {}
  for (const field of model.fields) {
    const fileId = values[field.name]
    if (field.reference?.model !== 'StoredFile' || field.via || typeof fileId !== 'string') continue
    const { count } = await tx.storedFile.updateMany({
      where: { id: fileId, OR: [{ ownerId: null }, { ownerId: id }] },
      data: { ownerModel: model.name, ownerId: id },
    })
    if (count === 0) errors[field.name] = ELSEWHERE
  }
  if (Object.keys(errors).length > 0) throw refuse.invalid(errors)
}

const ELSEWHERE: Text = {
  fr: 'Ce fichier sert déjà à un autre dossier ou n’est plus disponible : déposez-le à nouveau.',
  en: 'This file already serves another record or is gone: upload it again.',
}
