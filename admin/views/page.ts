import type { ListHabits, ViewState, ViewsAnswer } from '../../components/views/state.ts'
import type { Context, PersonActor } from '../../src/access/actor.ts'
import { isModel, type ModelName } from '../../src/access/model.ts'
import { mayEver, writable } from '../../src/access/rights.ts'
import { list, localeOf, permitted, type Row } from '../../src/access/select.ts'
import { keepColumns, listHabits, openWith } from '../../src/domain/core/saved-view.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { refuse } from '../../src/platform/errors.ts'
import { declarePage } from '../verbs.ts'
import { roleLabel } from '../words.ts'
import { usable } from './usable.ts'

/**
 * The views of a list and the habits of whoever reads it. Saving, renaming and deleting a view go through the doors of
 * SavedView itself; what is posted here is only ever one’s own: the view that opens a list, its columns.
 */
export function viewsPage(): void {
  declarePage({
    name: 'views',
    methods: ['GET', 'POST'],
    right: (actor) => actor.kind === 'person',
    handle: async ({ method, query, fields }, ctx) => {
      const { actor } = ctx
      if (actor.kind !== 'person') throw refuse.notFound()
      if (method === 'POST') return keep(ctx, fields)
      return { ...(await viewsOf(ctx, actor, query.model ?? '')) }
    },
  })
}

async function keep(ctx: Context, fields: Record<string, unknown>) {
  const model = String(fields.model ?? '')
  if (!isList(ctx, model)) throw refuse.notFound()
  if (fields.view !== undefined) await openWith(ctx, model, String(fields.view) || null)
  if (fields.columns !== undefined) await keepColumns(ctx, model, String(fields.columns).split(',').filter(Boolean))
  return { notice: null }
}

const isList = ({ actor }: Context, name: string): name is ModelName =>
  isModel(name) && !catalogue.models[name].internal && mayEver(actor, name, 'read')

const MOST = 200

async function viewsOf(ctx: Context, actor: PersonActor, model: string): Promise<ViewsAnswer> {
  const roles = [...new Set(actor.roles.map(({ role }) => role))]
  const shareWith = writable(actor, 'SavedView', 'create').has('audience') ? roles : []
  const answer = { roles: shareWith.map((role) => ({ value: role, label: roleLabel(role, localeOf(actor)) })) }
  if (!isList(ctx, model)) return { ...answer, views: [] }
  // An administrator may read everybody’s; the menu of a list is not the place for it
  const shared = [{ audience: 'everyone' }, { audience: 'role', role: { in: roles } }]
  const where = { AND: [{ model }, { OR: [{ ownerId: actor.personId }, ...shared] }] }
  const rows = await list(ctx, 'SavedView', {
    where,
    sort: { field: 'name', direction: 'asc' },
    limit: MOST,
  })
  const changeable = await permitted(
    ctx,
    'SavedView',
    'update',
    rows.map((row) => row.id),
  )
  return { ...answer, views: rows.map((row) => viewState(ctx, actor, model, row, changeable.has(row.id))) }
}

function viewState(ctx: Context, actor: PersonActor, model: ModelName, row: Row, mayChange: boolean): ViewState {
  const { values } = row
  return {
    id: row.id,
    name: String(values.name),
    audience: values.audience === 'everyone' || values.audience === 'role' ? values.audience : 'me',
    role: values.role ? String(values.role) : null,
    mine: values.ownerId === actor.personId,
    by: row.titles.ownerId ?? null,
    version: row.version ?? 0,
    mayChange,
    ...usable(ctx, model, String(values.query)),
  }
}

/** What the page itself must know before its first list: nobody waits for a second answer to see their own columns. */
export async function habitsOf(ctx: Context): Promise<ListHabits> {
  const habits = await listHabits(ctx)
  return Object.fromEntries(
    habits.map(({ model, columns, view }) => [
      model,
      {
        ...(columns ? { columns } : {}),
        ...(view
          ? { view: { id: view.id, name: String(view.values.name), ...usable(ctx, model, String(view.values.query)) } }
          : {}),
      },
    ]),
  )
}
