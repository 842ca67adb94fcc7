import type { CountsAnswer } from '../../components/record/see-state.ts'
import type { Context } from '../../src/access/actor.ts'
import { countMany, MOST } from '../../src/access/count-many.ts'
import { type AnyModel, modelOf } from '../../src/access/model.ts'
import type { Row } from '../../src/access/select.ts'
import { opened } from '../actions/read.ts'
import { bareRecord } from '../record.ts'
import { relatedOf } from '../state.ts'
import type { DeskAction } from '../verbs.ts'
import { documentLists } from './documents.ts'
import { mayRead } from './right.ts'

/** What the tabs of a record hold, all told in one statement: only rows that this person may read are counted. */
export const countsAction: DeskAction = {
  name: 'counts',
  routes: ['record'],
  methods: ['GET'],
  right: mayRead,
  handle: async ({ model, row }, ctx) => ({
    record: bareRecord(opened(row).id),
    ...(await countsOf(ctx, modelOf(model), opened(row))),
  }),
}

async function countsOf(ctx: Context, model: AnyModel, row: Row): Promise<CountsAnswer> {
  const related = relatedOf(ctx.actor, model).map(({ model: name, fk }) => ({
    tab: `${name}.${fk}`,
    asked: { name: modelOf(name).name, where: { [fk]: row.id } },
  }))
  const documents = documentLists(ctx.actor, model, row.id).map((asked) => ({ tab: 'documents', asked }))
  const lists = [...related, ...documents]
  const found = await countMany(
    ctx,
    lists.map((one) => one.asked),
  )
  const counts: CountsAnswer['counts'] = {}
  for (const [i, { tab }] of lists.entries()) counts[tab] = (counts[tab] ?? 0) + (found[i] ?? 0)
  return { counts, most: MOST }
}
