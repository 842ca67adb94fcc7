import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Before config.ts is read: the keys of the throwaway accounts live in this folder, and leave with it
const folder = mkdtempSync(join(tmpdir(), 'preau-bench-'))
process.env.DATA_DIR = join(folder, 'volume')
process.env.LOG_LEVEL = 'error'

const [
  { startEmbedded },
  { migrate },
  { fillVolume },
  { openPeople },
  { measureLists },
  { measureDesk },
  { measureDocuments },
  { measureDemo },
  { measureImport },
  { measureExport },
  { measureAttendance },
  report,
] = await Promise.all([
  import('../src/platform/embedded-postgres.ts'),
  import('../src/platform/migrate.ts'),
  import('./volume.ts'),
  import('./people.ts'),
  import('./lists.ts'),
  import('./desk.ts'),
  import('./documents.ts'),
  import('./demo.ts'),
  import('./import.ts'),
  import('./export.ts'),
  import('./attendance.ts'),
  import('./report.ts'),
])

const only = process.argv[2]
const asked = (part: string): boolean => only === undefined || only === part
try {
  if (asked('demo')) report.printDemo(await measureDemo(join(folder, 'demo')))
  if (asked('attendance')) await room(process.env.DATA_DIR)
  if (!['demo', 'attendance'].includes(only ?? '')) await volume(process.env.DATA_DIR)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function volume(dataDir: string): Promise<void> {
  const server = await startEmbedded(dataDir, { throwaway: true })
  try {
    await migrate(server.url)
    const candidatures = await fillVolume(server.url)
    const people = await openPeople(server.url, 8)
    if (asked('lists')) report.printLists(candidatures, await measureLists(server.url, dataDir, people))
    if (asked('export')) report.printExport(candidatures, await measureExport(server.url, dataDir, people))
    if (asked('import')) report.printImport(await measureImport(server.url, dataDir, people))
    if (asked('desk')) report.printDesk(await measureDesk(server.url, dataDir))
    if (asked('documents')) report.printDocuments(await measureDocuments(server.url, dataDir, people.slice(0, 4)))
  } finally {
    await server.stop()
  }
}

/** A room of two hundred phones needs no volume: an empty database is where the first club starts. */
async function room(dataDir: string): Promise<void> {
  const server = await startEmbedded(dataDir, { throwaway: true })
  try {
    await migrate(server.url)
    report.printAttendance(await measureAttendance(server.url, dataDir))
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
