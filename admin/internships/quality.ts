import type { QualityAnswer } from '../../components/quality/state.ts'
import { localeOf } from '../../src/access/select.ts'
import { qualityOf } from '../../src/domain/internships/quality.ts'
import { looking } from '../../src/platform/db.ts'
import { opened } from '../actions/read.ts'
import { mayJudge } from '../indicators/page.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'

/** Why a company has its score: each part with what was seen, worked out now; the column of the list is of last night. */
export function qualityAction(): void {
  declareAction(
    {
      name: 'quality',
      routes: ['record'],
      methods: ['GET'],
      right: mayJudge,
      tab: { label: { fr: 'Qualité', en: 'Quality' }, component: 'QualityPanel' },
      handle: async ({ model, row }, ctx) => {
        const company = opened(row)
        const locale = localeOf(ctx.actor)
        const { parts, score } = await looking((tx) => qualityOf(tx, company.id, ctx.now))
        const quality: QualityAnswer = {
          ...{ score, at: ctx.now.toISOString() },
          parts: parts.map(({ name, label, how, value, points, weight }) => ({
            ...{ name, points, weight, label: label[locale], how: how[locale], value: value[locale] },
          })),
        }
        return { record: recordJson(model, company), quality }
      },
    },
    ['Company'],
  )
}
