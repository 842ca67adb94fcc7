import { z } from 'zod'
import type { ListMeta } from '../../components/state.ts'
import type { Context } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import type { Place } from '../../src/access/order.ts'
import { about, count, isId, list, type Row } from '../../src/access/select.ts'
import { open, seal } from '../../src/platform/crypto.ts'
import type { ListQuery } from '../filters.ts'

type Paged = { rows: Row[]; meta: Omit<ListMeta, 'sortBy' | 'direction' | 'ignored'> }
type Asked = Record<string, string>

/**
 * One page of a list. `after` and `before`, sealed, are where the page next to it ends: rows that come meanwhile move
 * nothing. A page by its number is counted from the nearer end. `count=exact` wants every unit, and so does the end.
 */
export async function pageOf(ctx: Context, model: ModelName, query: ListQuery, asked: Asked): Promise<Paged> {
  const beside = placeIn(ctx, model, query, asked)
  if (beside) {
    const [rows, total] = await Promise.all([
      list(ctx, model, { ...query, ...beside, limit: query.perPage }),
      asked.count === 'exact' ? exact(ctx, model, query) : about(ctx, model, query),
    ])
    // The page beside is gone, or no longer whole: its number says where to look
    if (rows.length === query.perPage || (rows.length > 0 && !beside.backwards))
      return shown(ctx, model, query, rows, query.page, total)
  }
  return numbered(ctx, model, query, asked)
}

async function numbered(ctx: Context, model: ModelName, query: ListQuery, asked: Asked): Promise<Paged> {
  const { perPage } = query
  const far = asked.page === 'last' || (query.page - 1) * perPage >= FAR
  if (!far) {
    const [rows, total] = await Promise.all([
      list(ctx, model, { ...query, limit: perPage, offset: (query.page - 1) * perPage }),
      asked.count === 'exact' ? exact(ctx, model, query) : about(ctx, model, query),
    ])
    return shown(ctx, model, query, rows, query.page, total)
  }
  const { total } = await exact(ctx, model, query)
  const page = asked.page === 'last' ? Math.max(1, Math.ceil(total / perPage)) : query.page
  const offset = (page - 1) * perPage
  const left = total - offset
  const slice =
    left > 0 && offset > total / 2
      ? { limit: Math.min(perPage, left), offset: Math.max(0, left - perPage), backwards: true }
      : { limit: perPage, offset }
  return shown(ctx, model, query, await list(ctx, model, { ...query, ...slice }), page, { total })
}

/** Past that many rows, which end is nearer is worth a count. */
const FAR = 10_000

const exact = async (ctx: Context, model: ModelName, query: ListQuery) => ({ total: await count(ctx, model, query) })

function shown(
  ctx: Context,
  model: ModelName,
  query: ListQuery,
  rows: Row[],
  page: number,
  total: Awaited<ReturnType<typeof about>>,
): Paged {
  const [first, last] = [rows[0], rows.at(-1)]
  const mark = (row: Row | undefined) => (row ? markOf(ctx, model, query, row) : null)
  return {
    rows,
    meta: {
      ...total,
      page,
      perPage: query.perPage,
      before: page > 1 ? mark(first) : null,
      after: rows.length === query.perPage ? mark(last) : null,
    },
  }
}

const Mark = z.tuple([z.string(), z.string().nullable(), z.string().refine(isId)])

const orderName = ({ sort }: ListQuery): string => (sort ? `${sort.field} ${sort.direction}` : '')
const owner = ({ actor }: Context, model: ModelName): string =>
  `page ${model} ${actor.kind === 'person' ? actor.accountId : 'system'}`

/** Sealed: what a list is ordered by may be a name, which has no place in an address, and nobody asks with another’s. */
const markOf = (ctx: Context, model: ModelName, query: ListQuery, row: Row): string =>
  seal(JSON.stringify([orderName(query), row.key, row.id]), owner(ctx, model))

type Beside = { from: Place; backwards: boolean }

function placeIn(ctx: Context, model: ModelName, query: ListQuery, asked: Asked): Beside | null {
  const text = asked.after || asked.before
  if (!text || query.page === 1) return null
  const found = Mark.safeParse(opened(text, owner(ctx, model)))
  if (!found.success || found.data[0] !== orderName(query)) return null
  const [, key, id] = found.data
  return { from: { key, id }, backwards: !asked.after }
}

function opened(text: string, aad: string): unknown {
  try {
    return JSON.parse(open(text, aad))
  } catch {
    return null
  }
}
