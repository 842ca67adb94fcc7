import type { DocumentState, DocumentsAnswer } from '../../components/record/see-state.ts'
import type { Actor, Context } from '../../src/access/actor.ts'
import {
  type AnyField,
  type AnyModel,
  type AnyRelation,
  type ModelName,
  modelOf,
  models,
} from '../../src/access/model.ts'
import { mayEver, readable } from '../../src/access/rights.ts'
import { list, localeOf, MAX_PAGE, type Row } from '../../src/access/select.ts'
import type { Where } from '../../src/access/where.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { read } from '../../src/platform/db.ts'
import { opened } from '../actions/read.ts'
import { bareRecord } from '../record.ts'
import type { DeskAction } from '../verbs.ts'
import { mayRead } from './right.ts'

/** Every file of a record and of what hangs on it, that this person may open. */
export const documentsAction: DeskAction = {
  name: 'documents',
  routes: ['record'],
  methods: ['GET'],
  right: mayRead,
  handle: async ({ model, row }, ctx) => ({
    record: bareRecord(opened(row).id),
    ...(await documentsOf(ctx, modelOf(model), opened(row))),
  }),
}

/** A noun that holds files, its columns of files, and the ways that lead from it up to another noun. */
type Holding = { model: AnyModel; columns: AnyField[]; ways: AnyRelation[][] }

async function documentsOf(ctx: Context, model: AnyModel, row: Row): Promise<DocumentsAnswer> {
  const holdings = openHoldings(ctx.actor, model)
  const pages = await Promise.all(
    holdings.map(async (holding) => {
      const where = { AND: [held(holding, row.id), { OR: holding.columns.map(filled) }] }
      return { holding, rows: await list(ctx, holding.model.name, { where, limit: MAX_PAGE }) }
    }),
  )
  const kept = pages.flatMap(({ holding, rows }) =>
    rows.flatMap((holder) =>
      holding.columns.flatMap((column) => {
        const id = holder.values[column.name]
        return typeof id === 'string' ? [{ id, column, holder, model: holding.model }] : []
      }),
    ),
  )
  const files = await filesById(ctx, kept)
  const locale = localeOf(ctx.actor)
  const documents = kept.flatMap(({ id, column, holder, model: of }): DocumentState[] => {
    const file = files.get(id)
    if (!file) return []
    const { name, mime, size, at, by } = file
    const href = `/admin/resources/${of.name}/records/${holder.id}/show`
    return [
      {
        ...{ id, name, mime, size, by, at: at.toISOString(), href: `/files/${id}`, kind: column.label[locale] },
        holder: holder.id === row.id ? null : { label: of.label[locale], title: holder.title, href },
      },
    ]
  })
  return {
    documents: documents.sort((a, b) => b.at.localeCompare(a.at)),
    more: pages.some(({ rows }) => rows.length === MAX_PAGE),
  }
}

/** What to count so as to know how many files there are. */
export const documentLists = (actor: Actor, model: AnyModel, id: string): { name: ModelName; where: Where }[] =>
  openHoldings(actor, model).flatMap((holding) =>
    holding.columns.map((column) => ({
      name: holding.model.name,
      where: { AND: [held(holding, id), filled(column)] },
    })),
  )

const filled = (column: AnyField): Where => ({ [column.name]: { not: null } })

const held = ({ ways }: Holding, id: string): Where => ({ OR: ways.map((way) => whereOf(way, id)) })

/** `[agreement, placement]` and an id: `{ agreement: { placementId: id } }`. */
function whereOf([first, ...others]: AnyRelation[], id: string): Where {
  if (!first) return { id }
  return others.length === 0 ? { [first.fk]: id } : { [first.name]: whereOf(others, id) }
}

/** Those whose columns this person may read, by the ways that they may follow. */
function openHoldings(actor: Actor, model: AnyModel): Holding[] {
  return holdingsOf(model).flatMap((holding) => {
    if (!mayEver(actor, holding.model.name, 'read')) return []
    const open = readable(actor, holding.model.name)
    const columns = holding.columns.filter((column) => open.has(column.name))
    const ways = holding.ways.filter((way) => isOpen(actor, holding.model, way))
    return columns.length > 0 && ways.length > 0 ? [{ ...holding, columns, ways }] : []
  })
}

function isOpen(actor: Actor, from: AnyModel, [first, ...others]: AnyRelation[]): boolean {
  if (!first) return true
  if (!readable(actor, from.name).has(first.fk)) return false
  return isOpen(actor, catalogue.models[first.model], others)
}

const remembered = new Map<string, Holding[]>()

function holdingsOf(model: AnyModel): Holding[] {
  const known = remembered.get(model.name)
  if (known) return known
  const found = models.flatMap((one): Holding[] => {
    const columns = one.fields.filter((field) => field.file && !field.via)
    const ways = one.internal || RUNS.has(one.name) || columns.length === 0 ? [] : waysUp(one, model, 0)
    return ways.length > 0 ? [{ model: one, columns, ways }] : []
  })
  remembered.set(model.name, found)
  return found
}

// An export is of the one who asked for it, and of nothing else
const RUNS = new Set<ModelName>(['ExportRun', 'ImportRun'])
// Version of an agreement → agreement → placement → student: further than that, a file is somebody else’s
const FURTHEST = 3

function waysUp(from: AnyModel, to: AnyModel, depth: number): AnyRelation[][] {
  if (from.name === to.name) return [[]]
  // Whoever wrote, gave or uploaded is not what a file is about
  if (depth === FURTHEST || from.name === 'Person') return []
  return from.relations
    .filter((relation) => relation.owner && relation.model !== 'StoredFile')
    .flatMap((relation) => waysUp(catalogue.models[relation.model], to, depth + 1).map((way) => [relation, ...way]))
}

type FileRow = {
  id: string
  name: string
  mime: string
  size: number
  at: Date
  ownerId: string | null
  by: string | null
}

/** As the download door judges: the file of a column that this person reads, and which belongs to that very record. */
async function filesById(ctx: Context, kept: { id: string; holder: Row }[]): Promise<Map<string, FileRow>> {
  if (kept.length === 0) return new Map()
  const rows = await read<FileRow>(FILES, [
    kept.map(({ id }) => id),
    ctx.actor.kind === 'person' ? ctx.actor.personId : null,
  ])
  const owners = new Map(kept.map(({ id, holder }) => [id, holder.id]))
  return new Map(
    rows.filter((file) => (file.ownerId ?? owners.get(file.id)) === owners.get(file.id)).map((file) => [file.id, file]),
  )
}

const FILES = `
  SELECT f.id, f.name, f.mime, f.size, f."createdAt" AS at, f."ownerId", p."firstName" || ' ' || p."lastName" AS by
  FROM "StoredFile" f LEFT JOIN "Person" p ON p.id = f."uploadedById"
  WHERE f."erasedAt" IS NULL AND f.id = ANY($1) AND (f."ownerId" IS NOT NULL OR f."uploadedById" = $2)`
