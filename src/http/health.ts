import type { RequestHandler } from 'express'
import { read } from '../platform/db.ts'
import { isCurrent } from '../platform/migrate.ts'

/** For the machine that watches us: ok or not, and nothing else. */
export const health: RequestHandler = async (_req, res) => {
  const healthy = await isHealthy().catch(() => false)
  res.set('Cache-Control', 'no-store')
  res.status(healthy ? 200 : 503).json({ status: healthy ? 'ok' : 'unavailable' })
}

async function isHealthy(): Promise<boolean> {
  await read('SELECT 1 AS one')
  return isCurrent()
}
