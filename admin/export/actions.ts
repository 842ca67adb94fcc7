import type { Context } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { allowExport, type ExportFormat } from '../../src/kit/export/export.ts'
import { addressOf, readQuery } from '../filters.ts'
import { type DeskAction, declareAction } from '../verbs.ts'
import { asked, ticketFor } from './ticket.ts'

/** Any list may leave as a file: the POST checks, writes the event and answers with an address good for five minutes. */
export function exportActions(): void {
  declareAction(exportAction)
}

const exportAction: DeskAction = {
  name: 'export',
  routes: ['resource'],
  methods: ['POST'],
  right: (actor, model) => mayEver(actor, model, 'read'),
  screen: { label: { fr: 'Exporter', en: 'Export' }, component: 'ExportPanel', icon: 'Download' },
  handle: async ({ model, fields }, ctx) => {
    const format: ExportFormat = fields.format === 'xlsx' ? 'xlsx' : 'csv'
    const columns = String(fields.columns ?? '')
      .split(',')
      .filter(Boolean)
    const ticket = { model, format, columns, search: String(fields.search ?? '').slice(0, 4_000) }
    await allowExport(ctx, model, {
      format,
      ...(columns.length > 0 && { columns }),
      ...listOf(ctx, model, ticket.search),
    })
    return { href: `/admin/downloads/export/${ticketFor(ctx, ticket)}` }
  },
}

const listOf = (ctx: Context, model: ModelName, search: string) => asked(readQuery(ctx, model, addressOf(search)))
