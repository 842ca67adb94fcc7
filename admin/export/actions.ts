import type { Context } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { localeOf } from '../../src/access/select.ts'
import { allowExport, type ExportFormat, type ExportRequest } from '../../src/kit/export/export.ts'
import { exportLater, MOST_AT_ONCE } from '../../src/kit/export/later.ts'
import { refusals } from '../../src/kit/export/refusals.ts'
import { type DeskAction, type DeskRequest, declareAction } from '../verbs.ts'
import { exportQuery, type Ticket, ticketFor } from './ticket.ts'

/**
 * Any list may leave as a file: the POST checks, writes the event, and answers with an address good for five minutes, or, for
 * many rows and for paper, with the page that says when the file is ready.
 */
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
    const ticket = ticketOf(model, fields)
    const said = String(fields.said ?? '').slice(0, 500)
    const request = { ...requestOf(ctx, ticket), empty: fields.empty === 'true', said }
    const rows = await allowExport(ctx, model, request)
    const fits = rows <= MOST_AT_ONCE && (ticket.ids?.length ?? 0) <= MOST_IN_ADDRESS
    if (fits && request.format !== 'pdf') return { href: `/admin/downloads/export/${ticketFor(ctx, ticket)}` }
    const id = await exportLater(ctx, model, request, rows)
    const message = LATER[localeOf(ctx.actor)]
    return { run: id, redirectUrl: `/admin/pages/exports?id=${id}`, notice: { type: 'info', message } }
  },
}

const FORMATS = new Set<string>(['csv', 'xlsx', 'pdf'])

function ticketOf(model: ModelName, fields: DeskRequest['fields']): Ticket {
  const format = String(fields.format ?? 'csv')
  const ids = String(fields.recordIds ?? '')
  return {
    model,
    format: FORMATS.has(format) ? (format as ExportFormat) : 'csv',
    columns: String(fields.columns ?? '')
      .split(',')
      .filter(Boolean),
    search: String(fields.search ?? '').slice(0, 4_000),
    ...(ids && { ids: tickedIn(ids) }),
  }
}

/** What is ticked leaves whole, or is refused: nobody counts the rows of a file to find that some were dropped. */
function tickedIn(text: string): string[] {
  const ids = [...new Set(text.split(',').filter(Boolean))]
  if (ids.length > MOST_AT_ONCE) throw refusals.tooManyTicked(MOST_AT_ONCE)
  return ids
}

/** More do not fit in an address: the file is then made by the worker. */
const MOST_IN_ADDRESS = 200

/** What a ticket asks for, with the rights of whoever holds it. */
export const requestOf = (ctx: Context, ticket: Ticket): ExportRequest => ({
  format: ticket.format,
  ...(ticket.columns.length > 0 && { columns: ticket.columns }),
  ...exportQuery(ctx, ticket),
})

const LATER = {
  fr: 'L’export se prépare. Vous pouvez continuer : un avis vous préviendra quand le fichier sera prêt.',
  en: 'The export is being prepared. You may carry on: a notice will tell you when the file is ready.',
}
