import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { system } from '../src/access/actor.ts'
import { shownNow } from '../src/domain/clubs/attendance-code.ts'
import { issue, newSlug } from '../src/domain/clubs/attendance-issue.ts'
import { now } from '../src/platform/clock.ts'
import { closeDatabase, openDatabase, prisma, transaction } from '../src/platform/db.ts'
import { startApp } from './processes.ts'
import { type Answer, type Visitor, visitor } from './visitor.ts'

const PHONES = 200
const SECONDS = 60
const TYPOS = 0.15

export type Room = {
  phones: number
  presences: number
  refused: number
  failures: number
  p50: number
  p95: number
  slowest: number
}

/** T3 of the requirement: two hundred phones behind one address, within a minute, one code in seven mistyped first. */
export async function measureAttendance(url: string, dataDir: string): Promise<Room> {
  const { slug, code, activityId } = await openRoom(url)
  const app = await startApp({ DATABASE_URL: url, DATA_DIR: dataDir })
  const times: number[] = []
  let refused = 0
  const timed = async (ask: () => Promise<Answer>): Promise<Answer> => {
    const begun = performance.now()
    const answer = await ask()
    times.push(performance.now() - begun)
    if (answer.status === 429) refused += 1
    return answer
  }
  try {
    await Promise.all(
      Array.from({ length: PHONES }, async (_, i) => {
        await pause(Math.random() * SECONDS * 1_000)
        await comeIn(visitor(app.base), { slug, code }, i, timed)
      }),
    )
    const presences = await prisma().attendance.count({ where: { activityId, status: 'confirmed' } })
    const failures = await prisma().attendanceTry.count({ where: { activityId } })
    const sorted = times.toSorted((a, b) => a - b)
    const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
    return { phones: PHONES, presences, refused, failures, p50: at(0.5), p95: at(0.95), slowest: at(1) }
  } finally {
    await app.stop()
    await closeDatabase()
  }
}

async function openRoom(url: string) {
  await openDatabase(url)
  const club = await prisma().club.create({ data: { name: 'Club du banc', slug: `banc-${randomUUID().slice(0, 8)}` } })
  const activity = await prisma().activity.create({
    data: { clubId: club.id, theme: 'Deux cents téléphones', place: 'Amphi', status: 'running', slug: newSlug() },
  })
  const code = await transaction((tx) => issue({ tx, ctx: system('banc') }, activity, null))
  return { slug: activity.slug ?? '', activityId: activity.id, code: shownNow(code, 'fixed', now()).code }
}

type Timed = (ask: () => Promise<Answer>) => Promise<Answer>

/** One phone: the page, a typo sometimes, the code, a few seconds to write, the form. */
async function comeIn(one: Visitor, { slug, code }: { slug: string; code: string }, n: number, timed: Timed) {
  await timed(() => one.get(`/e/${slug}`))
  if (Math.random() < TYPOS)
    await timed(() => one.post(`/e/${slug}`, { code: code === '000001' ? '000002' : '000001' }))
  const form = String((await timed(() => one.post(`/e/${slug}`, { code }))).body)
  await pause(4_500 + Math.random() * 4_000)
  const hidden = Object.fromEntries(
    [...form.matchAll(/name="(grant|idem|did)" value="([^"]*)"/g)].map(([, a = '', b = '']) => [a, b]),
  )
  const firstName = [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
  const said = { lastName: 'Sawadogo', firstName, programme: 'Statistique', level: 'L2', rating: '4' }
  await timed(() => one.post(`/e/${slug}/presence`, { ...hidden, ...said }))
}
