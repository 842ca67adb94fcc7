import { beforeAll, describe, expect, test } from 'vitest'
import { registerJobs } from '../jobs/main.ts'
import { seedDemo } from '../prisma/seed.ts'
import { type CastMember, cast, demoPassword } from '../prisma/seeds/cast.ts'
import { type Context, loadActor } from '../src/access/actor.ts'
import { count, list } from '../src/access/select.ts'
import { authenticate } from '../src/domain/core/account.ts'
import { now } from '../src/platform/clock.ts'
import { prisma } from '../src/platform/db.ts'
import { sealEvents, verifyChain } from '../src/platform/event-chain.ts'
import { readBytes } from '../src/platform/files.ts'
import { closePdf } from '../src/platform/pdf.ts'
import { testDatabase } from './support/database.ts'

beforeAll(async () => {
  const close = await testDatabase()
  registerJobs()
  await seedDemo()
  return async () => {
    await closePdf()
    await close()
  }
})

async function as({ email }: CastMember): Promise<Context> {
  const account = await prisma().account.findUniqueOrThrow({ where: { email } })
  const actor = await loadActor(account.id)
  if (!actor) throw new Error(`${email} has no open account`)
  return { actor, now: now(), requestId: 'test', ip: null, readOnly: true }
}

const statesOf = (rows: { values: Record<string, unknown> }[]) =>
  [...new Set(rows.map((row) => row.values.status))].sort()

describe('the demo story', () => {
  test('is told once: a second start adds nothing', async () => {
    const events = await prisma().event.count()
    expect(await seedDemo()).toBe(false)
    expect(await prisma().event.count()).toBe(events)
  })

  test('shows a school of believable size: three departments, five programmes, 150 students, 50 companies', async () => {
    const school = await Promise.all([
      prisma().department.count(),
      prisma().programme.count(),
      prisma().student.count(),
      prisma().company.count(),
      prisma().companyContact.count(),
    ])
    expect(school).toEqual([3, 5, 150, 50, 50])
  })

  test('leaves the matricules and the companies of the import files free', async () => {
    expect(await prisma().student.count({ where: { matricule: { startsWith: 'ST11' } } })).toBe(0)
    expect(await prisma().company.count({ where: { name: { contains: 'Horizon Data' } } })).toBe(0)
  })

  test('holds a past campaign, one under way, one to come and one given up', async () => {
    const campaigns = await prisma().campaign.findMany({ orderBy: { opensOn: 'asc' } })
    expect(campaigns.map((one) => one.status)).toEqual(['evaluating', 'open', 'cancelled', 'draft'])
  })

  test('reaches every state of an offer and of a candidature', async () => {
    const officer = await as(cast.officer)
    const offers = await list(officer, 'Offer', { limit: 100 })
    expect(statesOf(offers)).toEqual(
      ['draft', 'expired', 'filled', 'published', 'refused', 'submitted', 'suspended', 'to_fix', 'withdrawn'].sort(),
    )
    const candidatures = await prisma().candidature.groupBy({ by: ['status'], _count: true })
    expect(candidatures).toHaveLength(15)
  })

  test('never takes more seats than an offer has, and each seat has its holder', async () => {
    const offers = await prisma().offer.findMany({ include: { candidatures: true, placements: true } })
    for (const { title, seats, taken, candidatures, placements } of offers) {
      const held = [...candidatures, ...placements].filter((one) => one.seatHeld).length
      expect([title, taken]).toEqual([title, held])
      expect(taken).toBeLessThanOrEqual(seats)
    }
  })

  test('stays in the past: nothing happened after this instant, nobody acts without a name', async () => {
    expect(await prisma().event.count({ where: { at: { gt: now() } } })).toBe(0)
    expect(await prisma().event.count({ where: { actorId: null, role: { not: 'system' } } })).toBe(0)
  })

  test('is sealed like any other history', async () => {
    await sealEvents()
    expect(await verifyChain()).toMatchObject({ ok: true })
  })

  test('keeps a document for each agreement that was approved, with the digest of its bytes', async () => {
    const versions = await prisma().agreementVersion.findMany({
      where: { agreement: { status: { in: ['approved', 'signed'] } } },
      include: { file: true },
    })
    expect(versions.length).toBeGreaterThan(5)
    for (const { file, sha256 } of versions) {
      if (!file) throw new Error('An approved agreement has no document')
      expect((await readBytes(file)).subarray(0, 5).toString()).toBe('%PDF-')
      expect(sha256).toBe(file.sha256)
    }
  })
})

describe('the cast of the demo', () => {
  test.each(Object.values(cast).map((member) => [member.email, member] as const))(
    '%s logs in with the password of the README, in their own role',
    async (email, member) => {
      const proof = await authenticate(email, demoPassword)
      const { actor } = await as(member)
      expect(actor.kind === 'person' && actor.roles.map((one) => one.role)).toEqual([member.role])
      expect(proof?.secondFactor).toBe(['student', 'company_tutor'].includes(member.role) ? 'none' : 'code')
    },
  )

  test('etudiant@ finds offers to apply to and candidatures at several stages', async () => {
    const student = await as(cast.student)
    expect(await count(student, 'Offer', { where: { status: 'published' } })).toBeGreaterThan(10)
    const own = await list(student, 'Candidature')
    expect(statesOf(own)).toEqual(['draft', 'forwarded', 'proposed', 'refused_by_school', 'submitted'])
  })

  test('etudiante@ has a confirmed placement and an agreement to follow', async () => {
    const student = await as(cast.studentWithPlacement)
    expect(statesOf(await list(student, 'Placement'))).toEqual(['confirmed'])
    expect(statesOf(await list(student, 'Agreement'))).toEqual(['pedagogy_approved'])
  })

  test('each school tutor has their own students, each company its own candidates', async () => {
    for (const [one, other] of [
      [cast.tutorCisse, cast.tutorGarnier],
      [cast.alpha, cast.beta],
    ] as const) {
      const model = one.role === 'school_tutor' ? 'Placement' : 'Candidature'
      const first = await list(await as(one), model, { limit: 100 })
      const second = await list(await as(other), model, { limit: 100 })
      expect(first.length).toBeGreaterThan(2)
      expect(second.length).toBeGreaterThan(2)
      expect(first.filter(({ id }) => second.some((row) => row.id === id))).toEqual([])
    }
  })

  test('stages@ has something to do this morning at every step of the chain', async () => {
    const officer = await as(cast.officer)
    const waiting = [
      count(officer, 'Offer', { where: { status: 'submitted' } }),
      count(officer, 'Candidature', { where: { status: 'submitted' } }),
      count(officer, 'Placement', { where: { status: 'proposed' } }),
      count(officer, 'Agreement', { where: { status: 'pedagogy_approved' } }),
    ]
    for (const n of await Promise.all(waiting)) expect(n).toBeGreaterThan(0)
  })
})
