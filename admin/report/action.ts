import { localeOf } from '../../src/access/select.ts'
import type { ExportFormat } from '../../src/kit/export/export.ts'
import { reportLater } from '../../src/kit/export/later.ts'
import { refuse } from '../../src/platform/errors.ts'
import { opened } from '../actions/read.ts'
import { mayJudge } from '../indicators/page.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'
import { campaignReport } from './campaign.ts'

const FORMATS: ExportFormat[] = ['csv', 'xlsx', 'pdf']

/** « Bilan de campagne »: worked out with the rights of whoever asks, made by the worker, fetched on the page of exports. */
export function reportAction(): void {
  declareAction(
    {
      name: 'report',
      routes: ['record'],
      methods: ['POST'],
      right: mayJudge,
      tab: { label: { fr: 'Bilan', en: 'Report' }, component: 'ReportPanel' },
      handle: async ({ model, row, fields }, ctx) => {
        const campaign = opened(row)
        const format = FORMATS.find((one) => one === fields.format)
        if (!format) throw refuse.invalid({ format: WHICH })
        if (campaign.values.status === 'draft') throw NOTHING_YET
        const id = await reportLater(ctx, 'Campaign', format, await campaignReport(ctx, campaign))
        const message = LATER[localeOf(ctx.actor)]
        return {
          record: recordJson(model, campaign),
          ...{ run: id, redirectUrl: `/admin/pages/exports?id=${id}`, notice: { type: 'info', message } },
        }
      },
    },
    ['Campaign'],
  )
}

const WHICH = { fr: 'Choisissez CSV, Excel ou PDF.', en: 'Choose CSV, Excel or PDF.' }
const NOTHING_YET = refuse.conflict('nothing_to_report', {
  fr: 'Cette campagne n’a pas commencé : il n’y a rien à en dire. Publiez-la d’abord.',
  en: 'This campaign has not begun: there is nothing to report. Publish it first.',
})
const LATER = {
  fr: 'Le bilan se prépare : un avis vous préviendra quand le fichier sera prêt.',
  en: 'The report is being made: a notice will tell you when the file is ready.',
}
