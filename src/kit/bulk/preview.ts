import type { Context } from '../../access/actor.ts'
import { fieldOf, type ModelName, modelOf } from '../../access/model.ts'
import { readable } from '../../access/rights.ts'
import { count, localeOf, titles } from '../../access/select.ts'
import type { Text } from '../../platform/catalogue.ts'
import { type Tx, transaction } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { checkedValues } from '../columns.ts'
import { attempt, type Change, checkChange, EDIT, type Outcome, sentenceOf } from './change.ts'
import { ruledOut } from './judge.ts'

/** What would happen; nothing is written. `tried` records went through the whole change, the others through state and right. */
export type Preview = {
  total: number
  eligible: number
  same: number
  tried: number
  reasons: { sentence: string; count: number }[]
  refused: { id: string; title: string; sentence: string }[]
  allowed: { id: string; title: string }[]
  fields: { label: string; differ: number | null }[]
}

/** Files that came with the form are kept in the transaction that uses them; here it is rolled back. */
export type Complete = (tx: Tx) => Promise<Record<string, unknown>>

const TRIED = 100
const LONGEST_MS = 3_000
const SHOWN = 50

export async function previewBulk(
  ctx: Context,
  name: ModelName,
  change: Change,
  ids: string[],
  complete?: Complete,
): Promise<Preview> {
  const locale = localeOf(ctx.actor)
  if (!complete) checkChange(ctx, name, change)
  const out = await ruledOut(ctx, name, change, ids)
  const possible = ids.filter((id) => !out.has(id))
  const outcomes = await tryOut(ctx, name, change, possible.slice(0, TRIED), complete)
  for (const [id, outcome] of outcomes) if (outcome instanceof Refusal) out.set(id, sentenceOf(outcome))
  const refused = ids.filter((id) => out.has(id))
  const allowed = possible.filter((id) => !out.has(id))
  const shown = [...refused.slice(0, SHOWN), ...allowed.slice(0, SHOWN)]
  const names = await titles(ctx, name, shown)
  const titleOf = (id: string) => names.get(id) ?? modelOf(name).label[locale]
  return {
    total: ids.length,
    eligible: allowed.length,
    same: [...outcomes.values()].filter((outcome) => outcome === 'same').length,
    tried: outcomes.size,
    reasons: reasonsOf([...out.values()], locale),
    refused: refused.slice(0, SHOWN).map((id) => ({ id, title: titleOf(id), sentence: out.get(id)?.[locale] ?? '' })),
    allowed: allowed.slice(0, SHOWN).map((id) => ({ id, title: titleOf(id) })),
    fields: change.verb === EDIT ? await differences(ctx, name, change, ids) : [],
  }
}

class RolledBack extends Error {}

/** The change itself, one record after the other as it will be done, then everything is undone. */
async function tryOut(
  ctx: Context,
  name: ModelName,
  change: Change,
  ids: string[],
  complete?: Complete,
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  const begun = performance.now()
  const work = async (tx: Tx) => {
    const whole = complete ? { ...change, input: { ...change.input, ...(await complete(tx)) } } : change
    checkChange(ctx, name, whole)
    for (const id of ids) {
      if (performance.now() - begun > LONGEST_MS) break
      outcomes.set(id, await attempt(tx, ctx, name, whole, id))
    }
    throw new RolledBack()
  }
  await transaction(work).catch((error: unknown) => {
    if (!(error instanceof RolledBack)) throw error
  })
  return outcomes
}

function reasonsOf(sentences: Text[], locale: keyof Text): Preview['reasons'] {
  const counts = new Map<string, number>()
  for (const sentence of sentences) counts.set(sentence[locale], (counts.get(sentence[locale]) ?? 0) + 1)
  return [...counts].map(([sentence, n]) => ({ sentence, count: n })).sort((a, b) => b.count - a.count)
}

/** How many records have another value today; of a column that they may write and not read, nothing is told. */
async function differences(
  ctx: Context,
  name: ModelName,
  { input }: Change,
  ids: string[],
): Promise<Preview['fields']> {
  const model = modelOf(name)
  const values = checkedValues(ctx, model, 'update', input)
  const open = readable(ctx.actor, name)
  const asked = Object.keys(input).map(async (column) => {
    const field = fieldOf(model, column)
    const told = open.has(column) && !field.list && field.type !== 'Json'
    const equal = { [column]: comparable(values[column]) }
    const same = told ? await count(ctx, name, { where: { AND: [{ id: { in: ids } }, equal] } }) : 0
    return { label: field.label[localeOf(ctx.actor)], differ: told ? ids.length - same : null }
  })
  return Promise.all(asked)
}

/** An exact number travels as text: the driver would write its object as JSON. */
const comparable = (value: unknown): unknown => {
  if (value === undefined || value === null) return { empty: true }
  return typeof value === 'object' && !(value instanceof Date) ? String(value) : value
}
