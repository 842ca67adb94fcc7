import type { FairnessAnswer } from '../../components/internships/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { mayEver } from '../../src/access/rights.ts'
import { type Row, titles } from '../../src/access/select.ts'
import type { Fairness } from '../../src/domain/internships/allocation/fairness.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'

/** How fair a draw was, for the officer before publishing it and for the council after. */
export function fairnessAction(): void {
  declareAction(
    {
      name: 'fairness',
      routes: ['record'],
      methods: ['GET'],
      right: (actor, model) => mayEver(actor, model, 'read'),
      tab: { label: { fr: 'Équité', en: 'Fairness' }, component: 'FairnessPanel' },
      handle: async ({ model, row }, ctx) => {
        const run = opened(row)
        return { record: recordJson(model, run), fairness: await fairnessOf(ctx, run) }
      },
    },
    ['AllocationRun'],
  )
}

async function fairnessOf(ctx: Context, run: Row): Promise<FairnessAnswer> {
  // Written by runAllocation() and by nothing else
  const { wanted = [], ...figures } = run.values.stats as Fairness
  const names = await titles(
    ctx,
    'Offer',
    wanted.map((one) => one.offerId),
  )
  return { ...figures, wanted: wanted.map((one) => ({ ...one, title: names.get(one.offerId) ?? '—' })) }
}
