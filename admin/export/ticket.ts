import { z } from 'zod'
import type { Context } from '../../src/access/actor.ts'
import { isModel, type ModelName } from '../../src/access/model.ts'
import type { Query } from '../../src/access/select.ts'
import { open, seal } from '../../src/platform/crypto.ts'
import { Refusal } from '../../src/platform/errors.ts'
import type { ListQuery } from '../filters.ts'

/** What a download will hold, sealed: good for five minutes, for the one who asked, and nobody can change a word of it. */
export type Ticket = { model: ModelName; format: 'csv' | 'xlsx'; columns: string[]; search: string }

const LIFETIME_MS = 5 * 60_000

const sealed = z.object({
  model: z.string().refine(isModel),
  format: z.enum(['csv', 'xlsx']),
  columns: z.array(z.string()),
  search: z.string(),
  until: z.number(),
})

export const ticketFor = (ctx: Context, ticket: Ticket): string =>
  encodeURIComponent(seal(JSON.stringify({ ...ticket, until: ctx.now.getTime() + LIFETIME_MS }), owner(ctx)))

export function readTicket(ctx: Context, text: string): Ticket {
  const found = sealed.safeParse(opened(text, owner(ctx)))
  if (!found.success || found.data.until < ctx.now.getTime()) throw over()
  return found.data
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

const over = () =>
  new Refusal('export_over', 404, {
    fr: 'Ce lien de téléchargement n’est plus valable. Revenez à la liste et relancez l’export.',
    en: 'This download link is no longer valid. Go back to the list and export again.',
  })
