import type { InventoryAnswer } from '../../components/erasure/state.ts'
import { mayEver } from '../../src/access/rights.ts'
import { localeOf } from '../../src/access/select.ts'
import { inventoryOf } from '../../src/domain/internships/retention/inventory.ts'
import { prisma } from '../../src/platform/db.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'

/** What an erasure would take, counted before anybody confirms it. */
export function erasureAction(): void {
  declareAction(
    {
      name: 'inventory',
      routes: ['record'],
      methods: ['GET'],
      right: (actor, model) => mayEver(actor, model, 'erase'),
      tab: { label: { fr: 'Ce qui sera effacé', en: 'What is erased' }, component: 'ErasurePanel' },
      handle: async ({ model, row }, ctx) => {
        const record = opened(row)
        const locale = localeOf(ctx.actor)
        const { studentId, status } = await prisma().erasure.findUniqueOrThrow({ where: { id: record.id } })
        const { nouns, ...rest } = await inventoryOf(studentId)
        const inventory: InventoryAnswer = {
          ...rest,
          done: status === 'done',
          nouns: nouns.map(({ label, ...counts }) => ({ label: label[locale], ...counts })),
        }
        return { record: recordJson(model, record), inventory }
      },
    },
    ['Erasure'],
  )
}
