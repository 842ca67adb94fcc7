import type { Server } from 'node:http'
import { config } from './platform/config.ts'
import { closeDatabase, openDatabase } from './platform/db.ts'
import { type Embedded, startEmbedded } from './platform/embedded-postgres.ts'
import { migrate } from './platform/migrate.ts'
import { startReporting } from './platform/process-report.ts'
import { startQueue, stopQueue } from './platform/queue.ts'

export type Application = { url: string | null; demo: boolean; stop(): Promise<void> }

/**
 * The composition root: every part of the house is named here and nowhere else. Database, then migrations, then the demo
 * story when there is nothing yet, then the doors (web), then the clock (worker).
 */
export async function startApplication(): Promise<Application> {
  const embedded = config.databaseUrl ? null : await startEmbedded(config.dataDir)
  const closers: (() => Promise<unknown>)[] = embedded ? [() => embedded.stop()] : []
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close()
  }
  try {
    const url = embedded ? await settled(embedded) : await migrated(config.databaseUrl ?? '')
    await openDatabase(url)
    closers.push(closeDatabase)
    await import('./domain/index.ts')
    closers.push(await startJobs())
    closers.push(startReporting())
    const web = config.role === 'worker' ? null : await openDoors()
    if (web) closers.push(() => drained(web))
    return { url: web ? addressOf(web) : null, demo: embedded !== null, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The web process, not listening: all the doors, on the database that is open. */
export async function createWeb(): Promise<Server> {
  const [{ createServer }, { buildDesk, deskAssets }] = await Promise.all([
    import('./http/server.ts'),
    import('../admin/index.ts'),
  ])
  return createServer({ desk: await buildDesk(), assets: await deskAssets() })
}

async function migrated(url: string): Promise<string> {
  await migrate(url)
  return url
}

/** A first start plays the demo story in a database that takes its name at the end: cut in the middle, it begins again. */
async function settled(embedded: Embedded): Promise<string> {
  await migrate(embedded.url)
  if (!embedded.fresh) return embedded.url
  await openDatabase(embedded.url)
  await import('./domain/index.ts')
  const [{ registerJobs }, { seedDemo }] = await Promise.all([import('../jobs/main.ts'), import('../prisma/seed.ts')])
  registerJobs()
  await startQueue({ work: false })
  await seedDemo()
  await stopQueue()
  await closeDatabase()
  return embedded.keep()
}

async function startJobs(): Promise<() => Promise<void>> {
  if (config.role !== 'web') return (await import('../jobs/main.ts')).startWorker()
  await startQueue({ work: false })
  return stopQueue
}

async function openDoors(): Promise<Server> {
  const server = await createWeb()
  await new Promise<void>((open, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => failed(error.code === 'EADDRINUSE' ? portTaken() : error))
    server.listen(config.port, config.host, open)
  })
  return server
}

const portTaken = () =>
  new Error(
    `Le port ${config.port} est déjà pris sur ${config.host}. Arrêtez l’autre programme, ou donnez un autre port avec PORT.`,
  )

const DRAIN_MS = 20_000

/** No new visitor; those who are being answered have twenty seconds. */
async function drained(server: Server): Promise<void> {
  const { closeStreams } = await import('./http/live.ts')
  closeStreams()
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await new Promise<void>((closed) => {
    server.close(() => closed())
    server.closeIdleConnections()
  })
  clearTimeout(late)
}

function addressOf(server: Server): string {
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : config.port
  const host = ['0.0.0.0', '::', '127.0.0.1'].includes(config.host) ? 'localhost' : config.host
  return `http://${host}:${port}`
}
