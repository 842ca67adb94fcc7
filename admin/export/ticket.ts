import { z } from 'zod'
import type { Context } from '../../src/access/actor.ts'
import { isModel, type ModelName } from '../../src/access/model.ts'
import { isId, type Query } from '../../src/access/select.ts'
import type { ExportFormat } from '../../src/kit/export/export.ts'
import { refusals } from '../../src/kit/export/refusals.ts'
import { open, seal } from '../../src/platform/crypto.ts'
import { refuse } from '../../src/platform/errors.ts'
import { addressOf, type ListQuery, readQuery } from '../filters.ts'

/** What a download will hold, sealed: good for five minutes, for the one who asked, and nobody can change a word of it. */
export type Ticket = { model: ModelName; format: ExportFormat; columns: string[]; search: string; ids?: string[] }

const LIFETIME_MS = 5 * 60_000

const sealed = z.object({
  model: z.string().refine(isModel),
  format: z.enum(['csv', 'xlsx', 'pdf']),
  columns: z.array(z.string()),
  search: z.string(),
  ids: z.array(z.string()).optional(),
  until: z.number(),
})

export const ticketFor = (ctx: Context, ticket: Ticket): string =>
  encodeURIComponent(seal(JSON.stringify({ ...ticket, until: ctx.now.getTime() + LIFETIME_MS }), owner(ctx)))

export function readTicket(ctx: Context, text: string): Ticket {
  const found = sealed.safeParse(opened(text, owner(ctx)))
  if (!found.success || found.data.until < ctx.now.getTime()) throw refusals.over()
  const { until: _until, ids, ...ticket } = found.data
  return { ...ticket, ...(ids && { ids }) }
}

const owner = ({ actor }: Context): string => `export ${actor.kind === 'person' ? actor.accountId : 'system'}`

function opened(text: string, aad: string): unknown {
  try {
    return JSON.parse(open(text, aad))
  } catch {
    return null
  }
}

/** The rows of a list, without its pages. */
export function asked({ where, search, sort }: ListQuery): Query {
  return { where, ...(search && { search }), ...(sort && { sort }) }
}

/** The rows a ticket asks for: those ticked, or the list of its address read again. */
export function exportQuery(ctx: Context, { model, search, ids }: Ticket): Query {
  const list = asked(readQuery(ctx, model, addressOf(search)))
  if (!ids) return list
  if (!ids.every(isId)) throw refuse.notFound()
  return { where: { id: { in: ids } }, ...(list.sort && { sort: list.sort }) }
}
