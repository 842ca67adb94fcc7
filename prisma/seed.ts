import '../src/domain/index.ts'
import { refreshQualities } from '../src/domain/internships/quality.ts'
import { config } from '../src/platform/config.ts'
import { closeDatabase, openDatabase, prisma } from '../src/platform/db.ts'
import { startEmbedded } from '../src/platform/embedded-postgres.ts'
import { migrate } from '../src/platform/migrate.ts'
import { closePdf } from '../src/platform/pdf.ts'
import { startQueue, stopQueue } from '../src/platform/queue.ts'
import { playCash } from './seeds/cash.ts'
import { cast, openHouse } from './seeds/cast.ts'
import { playClubs } from './seeds/clubs.ts'
import { playClubsRun } from './seeds/clubs-run.ts'
import { playCompanies } from './seeds/companies.ts'
import { playLastYear } from './seeds/last-year.ts'
import { playNextYear } from './seeds/next-year.ts'
import { playReferences } from './seeds/references.ts'
import { playRetention } from './seeds/retention.ts'
import { openStage } from './seeds/stage.ts'
import { playStudents } from './seeds/students.ts'
import { playThisYear } from './seeds/this-year.ts'
import { playUnderWay } from './seeds/under-way.ts'

/**
 * The demo story, played by its cast through the commands of the house on a moving clock. Does nothing when somebody is
 * already there; false then. The database and the queue must be open. Refused in production.
 */
export async function seedDemo(): Promise<boolean> {
  if (config.production) throw new Error('Les données de démonstration sont refusées en production.')
  if ((await prisma().person.count()) > 0) return false
  const stage = openStage()
  try {
    const year = graduating(stage.day(0))
    stage.moveTo(-450)
    const people = await openHouse(stage)
    const years = [...new Set([year - 4, 2024, 2025, 2026, year - 1, year, year + 1])].sort()
    const references = await playReferences(await stage.as(cast.admin.email), year - 1, years)
    const learners = await playStudents(stage, references.programmes, year)
    const hosts = await playCompanies(stage)
    await playLastYear(stage, references, hosts, learners, year - 1)
    await playUnderWay(stage, references, hosts, learners, year)
    await playThisYear(stage, references, hosts, learners, year)
    await playNextYear(stage, references, hosts, year)
    await playRetention(stage, references, year - 4)
    const clubs = await playClubs(stage, people)
    await playClubsRun(stage, clubs)
    await playCash(stage, clubs)
    // What a night works out, for a desk opened on its first day
    await refreshQualities()
  } finally {
    stage.close()
  }
  return true
}

/** From August on, the present cohort is the one that leaves next summer. */
const graduating = (today: Date): number => today.getUTCFullYear() + (today.getUTCMonth() >= 7 ? 1 : 0)

/** `npm run seed`: the story in the database of this folder, or in the one of DATABASE_URL when nobody is in it yet. */
async function seedThisDatabase(): Promise<void> {
  const embedded = config.databaseUrl ? null : await startEmbedded(config.dataDir)
  const url = embedded?.url ?? config.databaseUrl ?? ''
  await migrate(url)
  await openDatabase(url)
  await startQueue({ work: false })
  const played = await seedDemo()
  await Promise.all([closePdf(), stopQueue()])
  await closeDatabase()
  await embedded?.keep()
  await embedded?.stop()
  process.stdout.write(
    played ? 'L’histoire de démonstration est en place.\n' : 'Il y a déjà du monde : rien n’a été ajouté.\n',
  )
}

if (import.meta.main) await seedThisDatabase()
