import type { Locale } from '../../components/state.ts'
import type { Context } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { find, list, localeOf, permitted, permittedTo, type Row } from '../../src/access/select.ts'
import { legalVerbs } from '../../src/kit/command.ts'
import { computedOf } from '../../src/kit/computed.ts'
import { movedTo } from '../../src/kit/moved.ts'
import { refuse } from '../../src/platform/errors.ts'
import { DEFAULT_PAGE, readQuery } from '../filters.ts'
import { recordJson } from '../record.ts'
import type { DeskAction, DeskRequest } from '../verbs.ts'
import { facetsAction } from './facets.ts'
import { filesOf } from './files.ts'
import { pageOf } from './paging.ts'
import { storyOf } from './story.ts'

const idsOf = (rows: Row[]): string[] => rows.map((row) => row.id)

const mayRead: DeskAction['right'] = (actor, model) => mayEver(actor, model, 'read')

/** One statement for the rows, one for the count; what may be done to a record is worked out when it is opened or ticked. */
const listAction: DeskAction = {
  name: 'list',
  routes: ['resource'],
  methods: ['GET'],
  right: mayRead,
  handle: async ({ model, query }, ctx) => {
    const ignored: string[] = []
    const asked = readQuery(ctx, model, query, ignored)
    const { rows, meta } = await pageOf(ctx, model, asked, query)
    const { sort } = asked
    const changeable = query.with === 'edit' ? await permitted(ctx, model, 'update', idsOf(rows)) : new Set<string>()
    return {
      records: rows.map((row) => recordJson(model, row, changeable.has(row.id) ? ['show', 'edit'] : ['show'])),
      meta: { ...meta, ignored, sortBy: sort?.field ?? null, direction: sort?.direction ?? 'asc' },
    }
  },
}

/** What a reference field offers while somebody types: never more than a page, never before they open it. */
const searchAction: DeskAction = {
  name: 'search',
  routes: ['resource'],
  methods: ['GET'],
  right: mayRead,
  handle: async ({ model, query }, ctx) => {
    const asked = readQuery(ctx, model, { ...query, page: '1', perPage: String(DEFAULT_PAGE) })
    const rows = await list(ctx, model, { ...asked, limit: DEFAULT_PAGE })
    return { records: rows.map((row) => recordJson(model, row)) }
  },
}

const showAction: DeskAction = {
  name: 'show',
  routes: ['record'],
  methods: ['GET'],
  right: mayRead,
  handle: async ({ model, row }, ctx) => {
    const record = opened(row)
    const elsewhere = await movedTo(model, record)
    const there = elsewhere !== null && (await find(ctx, model, elsewhere)) !== null
    return {
      record: await openedRecord(ctx, model, record),
      ...(there && { redirectUrl: `/admin/resources/${model}/records/${elsewhere}/show` }),
    }
  },
}

export const opened = (row: Row | undefined): Row => {
  if (!row) throw refuse.notFound()
  return row
}

/** A record with everything its own page needs: what this person may do to it now, and its files. */
export async function openedRecord(ctx: Context, model: ModelName, row: Row) {
  const [byRow, files] = await Promise.all([allowedOn(ctx, model, [row]), filesOf(ctx, model, row)])
  const computed = computedOf(model, row, ctx.now).map((one) => said(one, localeOf(ctx.actor)))
  return { ...recordJson(model, row, ['show', 'history', ...(byRow.get(row.id) ?? [])]), files, computed }
}

type Computed = ReturnType<typeof computedOf>[number]

const said = ({ label, how, value }: Computed, locale: Locale) => ({
  label: label[locale],
  how: how[locale],
  value: value[locale],
})

/** By record: `edit`, `delete` and the verbs that are legal now, for this person. */
export async function allowedOn(ctx: Context, model: ModelName, rows: Row[]): Promise<Map<string, string[]>> {
  const ids = rows.map((row) => row.id)
  const [open, verbs] = await Promise.all([
    permittedTo(ctx, model, ['update', 'delete'], ids),
    legalVerbs(ctx, model, rows),
  ])
  return new Map(
    ids.map((id) => [
      id,
      [
        ...(verbs.get(id) ?? []).map((verb) => verb.name),
        ...(open.get('update')?.has(id) ? ['edit'] : []),
        ...(open.get('delete')?.has(id) ? ['delete'] : []),
      ],
    ]),
  )
}

const historyAction: DeskAction = {
  name: 'history',
  routes: ['record'],
  methods: ['GET'],
  right: mayRead,
  handle: async ({ model, row, query }, ctx) => {
    const record = opened(row)
    return { record: recordJson(model, record), ...(await storyOf(ctx, model, record, query)) }
  },
}

/** Which verbs at least one of these records allows, and which records may be changed: nothing is offered that would be refused for all. */
const legalAction: DeskAction = {
  name: 'legal',
  routes: ['bulk'],
  methods: ['GET'],
  right: mayRead,
  handle: async ({ model, rows = [] }: DeskRequest, ctx) => {
    const byRow = await allowedOn(ctx, model, rows)
    const allowed = new Set([...byRow.values()].flat())
    const editable = [...byRow].flatMap(([id, names]) => (names.includes('edit') ? [id] : []))
    return { records: [], actions: [...allowed], edit: allowed.has('edit'), editable }
  },
}

export const readActions = [listAction, facetsAction, searchAction, showAction, historyAction, legalAction]
