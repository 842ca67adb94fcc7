import { system } from '../../../access/actor.ts'
import { type ModelName, modelOf } from '../../../access/model.ts'
import { titles } from '../../../access/select.ts'
import { prisma } from '../../../platform/db.ts'
import type { Names } from './events.ts'

type Row = Record<string, unknown> & { id: string }

/** Titles of these records and of everything they refer to, by id: a dossier shows no number that nobody can read. */
export async function namesFor(parts: { model: ModelName; rows: Row[] }[]): Promise<Names> {
  const wanted = new Map<ModelName, Set<string>>()
  const want = (model: ModelName, id: unknown) => {
    if (typeof id === 'string' && !modelOf(model).internal) wanted.set(model, (wanted.get(model) ?? new Set()).add(id))
  }
  for (const { model, rows } of parts) {
    const references = modelOf(model).fields.filter((field) => field.reference && !field.via)
    for (const row of rows) {
      want(model, row.id)
      for (const field of references) if (field.reference) want(field.reference.model as ModelName, row[field.name])
    }
  }
  const ctx = system('Titres d’un dossier')
  const names: Names = new Map()
  for (const [model, ids] of wanted) for (const [id, title] of await titles(ctx, model, [...ids])) names.set(id, title)
  return names
}

/** Mails about these records, or to this address, with what proves that they left. */
export async function mailsAbout(ids: string[], recipient: string | null) {
  return prisma().mailDelivery.findMany({
    where: { OR: [{ recordId: { in: ids } }, ...(recipient ? [{ recipient }] : [])] },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
}
