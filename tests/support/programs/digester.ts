// Started by tests/work/digest.test.ts: writes the digests of today, again and again, until it is killed.
import { sendDigests } from '../../../src/domain/core/digest.ts'
import { schoolDay } from '../../../src/kit/calendar.ts'
import { now } from '../../../src/platform/clock.ts'
import { openDatabase } from '../../../src/platform/db.ts'
import { startQueue } from '../../../src/platform/queue.ts'

await openDatabase(String(process.env.DATABASE_URL))
await startQueue({ work: false })
console.log('working')
await sendDigests(schoolDay(now()))
console.log('done')
process.exit(0)
