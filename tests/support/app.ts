import type { AddressInfo } from 'node:net'
import { registerJobs } from '../../jobs/main.ts'
import { createWeb } from '../../src/application.ts'
import '../../src/domain/index.ts'

/**
 * The whole web process on a free port, on the open database: `beforeAll(async () => { app = await testApp() })` after
 * `beforeAll(testDatabase)`. Jobs are known but nobody works: call `drainQueue()` to do what is waiting.
 */
export async function testApp(): Promise<{ url: string; close(): Promise<void> }> {
  registerJobs()
  const server = await createWeb()
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, close }
}
