import { modelOf } from '../../../access/model.ts'
import type { Text } from '../../../platform/catalogue.ts'
import { prisma } from '../../../platform/db.ts'
import { filesOf, holdingsOf, idsOf } from './holdings.ts'
import { withoutWords } from './words.ts'

export type Inventory = {
  /** By noun: how many records are about the student, and how many hold words that would go */
  nouns: { label: Text; records: number; emptied: number }[]
  files: number
  bytes: number
  events: number
  mails: number
}

/** What an erasure would take, before anybody confirms it: nothing is written. */
export async function inventoryOf(studentId: string): Promise<Inventory> {
  const { personId, person } = await prisma().student.findUniqueOrThrow({
    where: { id: studentId },
    include: { person: true },
  })
  const who = { studentId, personId }
  const holdings = (await holdingsOf(who)).filter(({ rows }) => rows.length > 0)
  const ids = idsOf(holdings)
  const files = await filesOf(who, ids)
  const [events, mails] = await Promise.all([
    prisma().event.count({ where: { recordId: { in: ids } } }),
    prisma().mailDelivery.count({
      where: { OR: [{ recordId: { in: ids } }, ...(person.email ? [{ recipient: person.email }] : [])] },
    }),
  ])
  return {
    nouns: holdings.map(({ model, rows }) => ({
      label: modelOf(model).plural,
      records: rows.length,
      emptied: rows.filter((row) => Object.keys(withoutWords(model, row)).length > 0).length,
    })),
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    ...{ events, mails },
  }
}
