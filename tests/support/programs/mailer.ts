// Started by tests/platform/mail-crash.test.ts: a worker that does nothing but send what the outbox holds.
import { openDatabase } from '../../../src/platform/db.ts'
import '../../../src/platform/mail.ts'
import { startQueue } from '../../../src/platform/queue.ts'

await openDatabase(String(process.env.DATABASE_URL))
await startQueue({ work: true })
console.log('working')
