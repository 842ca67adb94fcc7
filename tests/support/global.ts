import { rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { closeDatabase, openDatabase } from '../../src/platform/db.ts'
import { startEmbedded } from '../../src/platform/embedded-postgres.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { startQueue, stopQueue } from '../../src/platform/queue.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The migrated database that every test file copies. */
    templateUrl: string
  }
}

/** One real PostgreSQL for the run, with one migrated database in it: a test file gets its copy in a tenth of a second. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = String(project.config.env.DATA_DIR)
  const server = await startEmbedded(dataDir, { throwaway: true })
  await migrate(server.url)
  await openDatabase(server.url)
  await startQueue({ work: false })
  await stopQueue()
  await closeDatabase()
  project.provide('templateUrl', await server.keep())
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
