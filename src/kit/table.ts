import type { Prisma } from '@prisma/client'
import type { AnyModel, ModelName } from '../access/model.ts'
import { quoted } from '../access/model.ts'
import type { Run } from '../access/select.ts'
import type { Tx } from '../platform/db.ts'

/** The whole row of a model, as the database client types it. */
export type RecordOf<M extends ModelName> = Prisma.TypeMap['model'][M]['payload']['scalars']

type Data = Record<string, unknown>
type Table = {
  create(args: { data: Data }): Promise<Data & { id: string }>
  update(args: { where: { id: string }; data: Data }): Promise<Data & { id: string }>
  delete(args: { where: { id: string } }): Promise<Data>
  findUnique(args: { where: { id: string } }): Promise<(Data & { id: string }) | null>
  findMany(args: { where: { id: { in: string[] } } }): Promise<(Data & { id: string })[]>
  createMany(args: { data: Data[] }): Promise<{ count: number }>
}

/** The client’s table of a model named at run time. */
export const table = (tx: Tx, name: ModelName): Table =>
  Reflect.get(tx, name.charAt(0).toLowerCase() + name.slice(1)) as Table

/** Statements of `src/access` inside a transaction. */
export const within =
  (tx: Tx): Run =>
  <T extends object>(sql: string, values: unknown[]) =>
    tx.$queryRawUnsafe<T[]>(sql, ...values)

/**
 * Keeps everyone else from changing this row until the transaction ends; records that refer to it may still be created.
 * `shared`: whoever only looks at the row may do so beside others who do the same.
 */
export const lockRow = (tx: Tx, model: AnyModel, id: string, { shared = false } = {}): Promise<unknown> =>
  tx.$queryRawUnsafe(
    `SELECT id FROM ${quoted(model.table)} WHERE id = $1::uuid FOR ${shared ? 'SHARE' : 'NO KEY UPDATE'}`,
    id,
  )

/** The same for many, always in one order: two people who hold some of each other’s would wait for ever. */
export const lockRows = (tx: Tx, model: AnyModel, ids: string[]): Promise<unknown> =>
  tx.$queryRawUnsafe(
    `SELECT id FROM ${quoted(model.table)} WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
    ids,
  )
