import { PrismaPg } from '@prisma/adapter-pg'
import {
  type ColumnType,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlQueryable,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { defineConfig } from 'prisma/config'

// `prisma generate` needs an address to read the schema, though it calls nobody.
process.env.DATABASE_URL ||= 'postgresql://localhost:5432/preau'

// Prisma's own engines come from a host that schools cannot always reach: the JavaScript one is in the package.
export default defineConfig({
  experimental: { adapter: true },
  engine: 'js',
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
  adapter: async () => engineAdapter(process.env.DATABASE_URL ?? ''),
})

async function engineAdapter(url: string): Promise<SqlMigrationAwareDriverAdapterFactory> {
  const open = async (address: string) => {
    const pool = new pg.Pool({ connectionString: address, idleTimeoutMillis: 100 })
    const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect()
    return Object.assign(adapter, {
      queryRaw: withCatalogueTypes(adapter, pool),
      // The stock one cuts at every semicolon, inside function bodies too.
      executeScript: async (script: string) => void (await pool.query(script)),
    })
  }
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => open(url),
    connectToShadowDb: () => shadow(url, open),
  }
}

async function shadow<A extends { dispose(): Promise<void> }>(url: string, open: (address: string) => Promise<A>) {
  const name = `shadow_${crypto.randomUUID()}`
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`create database "${name}"`)
  const adapter = await open(Object.assign(new URL(url), { pathname: `/${name}` }).toString())
  const dispose = adapter.dispose.bind(adapter)
  return Object.assign(adapter, {
    // The stock one drops the database before it lets go of it.
    dispose: async () => {
      await dispose()
      await admin.query(`drop database "${name}"`)
      await admin.end()
    },
  })
}

/**
 * The engine reads PostgreSQL's catalogues, whose "char" and name columns adapter-pg 6.19 does not know: it refuses the
 * answer, so we ask again and describe the columns ourselves.
 */
function withCatalogueTypes(adapter: SqlQueryable, pool: pg.Pool) {
  const stock = adapter.queryRaw.bind(adapter)
  return async (query: SqlQuery): Promise<SqlResultSet> => {
    try {
      return await stock(query)
    } catch (error) {
      if (!isUnknownType(error)) throw error
      const result = await pool.query<unknown[]>({ text: query.sql, values: query.args, rowMode: 'array' })
      return {
        columnNames: result.fields.map((field) => field.name),
        columnTypes: result.fields.map((field) => catalogueTypes[field.dataTypeID] ?? ColumnTypeEnum.Text),
        rows: result.rows,
      }
    }
  }
}

const isUnknownType = (error: unknown): boolean =>
  error instanceof Error &&
  typeof error.cause === 'object' &&
  error.cause !== null &&
  'kind' in error.cause &&
  error.cause.kind === 'UnsupportedNativeDataType'

const catalogueTypes: Record<number, ColumnType> = {
  16: ColumnTypeEnum.Boolean,
  18: ColumnTypeEnum.Character,
  20: ColumnTypeEnum.Int64,
  21: ColumnTypeEnum.Int32,
  23: ColumnTypeEnum.Int32,
  26: ColumnTypeEnum.Int64,
  1002: ColumnTypeEnum.CharacterArray,
  1003: ColumnTypeEnum.TextArray,
  1005: ColumnTypeEnum.Int32Array,
  1009: ColumnTypeEnum.TextArray,
}
