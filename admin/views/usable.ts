import type { Context } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import { readable } from '../../src/access/rights.ts'
import { Refusal } from '../../src/platform/errors.ts'
import { readQuery } from '../filters.ts'

/** An address of a list with what the reader may use of it, and how many parts had to be left out. */
export type Usable = { query: string; ignored: number }

/** A view outlives columns, and travels between people: a part that cannot be read by this one is left out. */
export function usable(ctx: Context, model: ModelName, query: string): Usable {
  const kept = new URLSearchParams()
  let ignored = 0
  for (const [key, value] of new URLSearchParams(query)) {
    if (OF_THE_MOMENT.has(key)) continue
    const open = key === 'columns' ? openColumns(ctx, model, value) : isReadable(ctx, model, key, value) ? value : ''
    if (open !== value) ignored += 1
    if (open !== '') kept.append(key, open)
  }
  // An order that cannot be had leaves its direction alone
  if (!kept.has('sortBy')) kept.delete('direction')
  return { query: kept.toString(), ignored }
}

const OF_THE_MOMENT = new Set(['page', 'after', 'before', 'count', 'view'])

function openColumns(ctx: Context, model: ModelName, value: string): string {
  const open = readable(ctx.actor, model)
  const names = value.split(',').filter((name) => open.has(name))
  return names.join(',')
}

/** The list itself decides what it can read: each part is tried alone. */
function isReadable(ctx: Context, model: ModelName, key: string, value: string): boolean {
  try {
    readQuery(ctx, model, { [key]: value })
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
