import { type Actor, type Context, hasRole } from '../../access/actor.ts'
import { isModel, type ModelName, modelOf } from '../../access/model.ts'
import { mayEver } from '../../access/rights.ts'
import { find, list, type Row } from '../../access/select.ts'
import { defineCheck } from '../../kit/check.ts'
import type { Text } from '../../platform/catalogue.ts'
import { read, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

/** How one person has arranged one list: the columns they chose, the view that opens it. */
export type ListHabit = { model: ModelName; columns: string[] | null; view: Row | null }

/** Every list that somebody arranged. A default view that is no longer shared with them is as if it were not. */
export async function listHabits(ctx: Context): Promise<ListHabit[]> {
  const { actor } = ctx
  if (actor.kind !== 'person') return []
  const rows = await read<{ model: string; viewId: string | null; columns: string[] | null }>(HABITS, [actor.personId])
  const ids = rows.flatMap(({ viewId }) => viewId ?? [])
  const views = ids.length > 0 ? await list(ctx, 'SavedView', { where: { id: { in: ids } }, limit: ids.length }) : []
  return rows.flatMap(({ model, viewId, columns }) => {
    const view = views.find((one) => one.id === viewId) ?? null
    return isModel(model) && mayEver(actor, model, 'read') ? [{ model, columns, view }] : []
  })
}

const HABITS = `
  SELECT coalesce(d.model, c.model) AS model, d."viewId", c.columns
  FROM (SELECT model, "viewId" FROM "DefaultView" WHERE "personId" = $1) d
  FULL JOIN (SELECT model, columns FROM "ColumnChoice" WHERE "personId" = $1) c ON c.model = d.model`

/** The view that opens this list for whoever asks; null: none. A habit of one’s own, not a fact of the school: no event. */
export async function openWith(ctx: Context, name: ModelName, viewId: string | null): Promise<void> {
  const personId = insistOnPerson(ctx.actor, name)
  const view = viewId === null ? null : await find(ctx, 'SavedView', viewId)
  if (viewId !== null && view?.values.model !== name) throw refuse.notFound()
  const key = { personId_model: { personId, model: name } }
  await transaction(async (tx) => {
    if (!view) return void (await tx.defaultView.deleteMany({ where: { personId, model: name } }))
    const { id } = view
    await tx.defaultView.upsert({ where: key, create: { personId, model: name, viewId: id }, update: { viewId: id } })
  })
}

/** The columns that somebody wants in this list on every device, in order; none: those of the school again. */
export async function keepColumns(ctx: Context, name: ModelName, columns: string[]): Promise<void> {
  const personId = insistOnPerson(ctx.actor, name)
  const known = new Set(modelOf(name).fields.map((field) => field.name))
  const kept = [...new Set(columns)].filter((column) => known.has(column))
  const key = { personId_model: { personId, model: name } }
  await transaction(async (tx) => {
    if (kept.length === 0) return void (await tx.columnChoice.deleteMany({ where: { personId, model: name } }))
    const data = { columns: kept }
    await tx.columnChoice.upsert({ where: key, create: { personId, model: name, ...data }, update: data })
  })
}

function insistOnPerson(actor: Actor, name: ModelName): string {
  if (actor.kind !== 'person' || !mayEver(actor, name, 'read')) throw refuse.notFound()
  return actor.personId
}

// Who may share at all is a right (access.ts); with which role, and of which list, is decided here
defineCheck('SavedView', ({ ctx, before, after }): Record<string, Text> => {
  if (!after) return {}
  const model = String(after.model)
  if (!before && !(isModel(model) && !modelOf(model).internal && mayEver(ctx.actor, model, 'read')))
    return { model: NO_LIST }
  if (String(after.query).length > LONGEST) return { query: TOO_LONG }
  if (after.audience !== 'role') return {}
  return holds(ctx.actor, after.role) ? {} : { role: OTHER_ROLE }
})

const LONGEST = 4_000

const holds = (actor: Actor, role: unknown): boolean =>
  typeof role === 'string' &&
  (actor.kind === 'system' || hasRole(actor, 'admin') || actor.roles.some((assignment) => assignment.role === role))

const NO_LIST: Text = {
  fr: 'Cette liste n’existe pas ou ne vous est pas ouverte : enregistrez la vue depuis la liste elle-même.',
  en: 'This list does not exist or is not open to you: save the view from the list itself.',
}
const TOO_LONG: Text = {
  fr: 'Cette vue contient trop de filtres pour être enregistrée : retirez-en quelques-uns.',
  en: 'This view holds too many filters to be saved: remove some of them.',
}
const OTHER_ROLE: Text = {
  fr: 'Choisissez un rôle que vous exercez : une vue se partage avec ses collègues.',
  en: 'Choose a role of yours: a view is shared with one’s colleagues.',
}
