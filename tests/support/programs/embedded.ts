// Started by tests/platform/embedded-postgres.test.ts: opens the PostgreSQL of DATA_DIR, says where, and stays.
import { config } from '../../../src/platform/config.ts'
import { startEmbedded } from '../../../src/platform/embedded-postgres.ts'

try {
  const server = await startEmbedded(config.dataDir)
  const url = server.fresh && process.argv.includes('--keep') ? await server.keep() : server.url
  console.log(`open ${server.fresh ? 'fresh' : 'known'} ${url}`)
  process.once('SIGTERM', () => server.stop().then(() => process.exit(0)))
  setInterval(() => undefined, 1_000)
} catch (error) {
  console.log(`refused ${error instanceof Error ? error.message : error}`)
  process.exit(1)
}
