import { beforeAll, describe, expect, test } from 'vitest'
import { registerJobs } from '../jobs/main.ts'
import { seedDemo } from '../prisma/seed.ts'
import { type CastMember, cast, demoPassword } from '../prisma/seeds/cast.ts'
import { type Context, loadActor } from '../src/access/actor.ts'
import type { ModelName } from '../src/access/model.ts'
import { count, list } from '../src/access/select.ts'
import type { Where } from '../src/access/where.ts'
import { authenticate } from '../src/domain/core/account.ts'
import { waysOf } from '../src/domain/internships/circuit.ts'
import { watchImpossible } from '../src/domain/internships/impossible.ts'
import { watchInternships } from '../src/domain/internships/watch.ts'
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
}, 300_000)

async function as({ email }: CastMember): Promise<Context> {
  const account = await prisma().account.findUniqueOrThrow({ where: { email } })
  const actor = await loadActor(account.id)
  if (!actor) throw new Error(`${email} has no open account`)
  return { actor, now: now(), requestId: 'test', ip: null, readOnly: true }
}

const signing: Where = { status: 'signing' }
const statesOf = (rows: { values: Record<string, unknown> }[]) =>
  [...new Set(rows.map((row) => row.values.status))].sort()

describe('the demo story', () => {
  test('is told once: a second start adds nothing', async () => {
    const events = await prisma().event.count()
    expect(await seedDemo()).toBe(false)
    expect(await prisma().event.count()).toBe(events)
  })

  test('shows a school of believable size: three departments, five programmes, 150 students and two of long ago, 50 companies', async () => {
    const school = await Promise.all([
      prisma().department.count(),
      prisma().programme.count(),
      prisma().student.count(),
      prisma().company.count(),
      prisma().companyContact.count(),
    ])
    expect(school).toEqual([3, 5, 152, 50, 50])
  })

  test('leaves the matricules and the companies of the import files free', async () => {
    expect(await prisma().student.count({ where: { matricule: { startsWith: 'ST11' } } })).toBe(0)
    expect(await prisma().company.count({ where: { name: { contains: 'Horizon Data' } } })).toBe(0)
  })

  test('holds a past campaign, one of internships under way, one that recruits, one to come and one given up', async () => {
    const campaigns = await prisma().campaign.findMany({ orderBy: { opensOn: 'asc' } })
    expect(campaigns.map((one) => one.status)).toEqual(['evaluating', 'ongoing', 'open', 'cancelled', 'draft'])
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
      where: { agreement: { status: { in: ['approved', 'signing', 'signed'] } } },
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

describe('the internships of the demo', () => {
  test('were signed by the circuit, line by line: by link and account, on paper, and both', async () => {
    const agreements = await prisma().agreement.findMany({
      where: { status: 'signed' },
      include: { signatories: { where: { amendmentId: null } } },
    })
    expect(agreements.length).toBeGreaterThan(10)
    for (const { signatories } of agreements) {
      expect(signatories.map((line) => line.status)).toEqual(Array.from({ length: 5 }, () => 'signed'))
      expect(new Set(signatories.map((line) => line.sha256)).size).toBe(1)
    }
    expect([...new Set(agreements.map((one) => waysOf(one.signatories)))].sort()).toEqual(['mixed', 'online', 'paper'])
  })

  test('stop at every point of the circuit: two signatures of five, one refused, one amended', async () => {
    const half = await prisma().agreement.findMany({ where: { status: 'signing' }, include: { signatories: true } })
    expect(half.map((one) => one.signatories.filter((line) => line.status === 'signed').length)).toEqual([2, 2])
    expect(await prisma().signatory.count({ where: { status: 'refused', reason: { not: null } } })).toBe(1)
    expect(await prisma().alert.count({ where: { key: { startsWith: 'signature.refused' }, status: 'open' } })).toBe(1)
    const amendment = await prisma().amendment.findFirstOrThrow({ include: { interruptions: true } })
    expect([amendment.status, amendment.kind, amendment.interruptions.length]).toEqual(['signed', 'interruption', 1])
  })

  test('are lived: weeks approved, one refused, one that nobody keeps; forms late, handed in, extended, approved', async () => {
    const weeks = await prisma().logbookEntry.groupBy({ by: ['status'], _count: true })
    expect(weeks.map((one) => one.status)).toEqual(expect.arrayContaining(['approved', 'submitted', 'rejected']))
    const forms = await prisma().deliverable.findMany({ where: { kind: 'evaluation_form' } })
    expect(forms.map((one) => one.status).sort()).toEqual(['approved', 'expected', 'expected', 'handed_in', 'late'])
    expect(await prisma().tutorVisit.count()).toBe(2)
    await watchInternships()
    expect(await prisma().alert.count({ where: { key: { startsWith: 'watch:logbook' } } })).toBe(1)
  })

  test('are judged: grades published, one corrected, defenses to come with their jury, certificates, minutes, opinions', async () => {
    const grades = await prisma().finalGrade.groupBy({ by: ['status'], _count: true })
    expect(grades.map((one) => one.status)).toEqual(expect.arrayContaining(['published', 'corrected', 'incomplete']))
    const coming = await prisma().defense.findMany({ where: { startsAt: { gt: now() } }, include: { jury: true } })
    expect(coming.map((one) => [one.status, one.jury.length]).sort()).toEqual([
      ['confirmed', 2],
      ['confirmed', 2],
      ['confirmed', 2],
      ['planned', 2],
    ])
    const papers = await Promise.all([
      prisma().certificate.count({ where: { sha256: { not: null } } }),
      prisma().defense.count({ where: { minutesFileId: { not: null } } }),
      prisma().surveyAnswer.count(),
    ])
    expect(papers).toEqual([9, 5, 16])
  })

  test('nothing impossible is in it: seats, signatures and documents hold together', async () => {
    expect(await watchImpossible()).toBe(0)
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
    expect(statesOf(own)).toEqual(['accepted', 'draft', 'forwarded', 'proposed', 'refused_by_school', 'submitted'])
  })

  test('etudiante@ has an internship behind, the next one confirmed, and its agreement to follow', async () => {
    const student = await as(cast.studentWithPlacement)
    expect(statesOf(await list(student, 'Placement'))).toEqual(['confirmed', 'finished'])
    expect(statesOf(await list(student, 'Agreement'))).toEqual(['pedagogy_approved', 'signed'])
  })

  test.each<[CastMember, [ModelName, Where][]]>([
    [
      cast.student,
      [
        ['Deliverable', { status: 'late' }],
        ['Evaluation', { status: 'open' }],
        ['Survey', {}],
      ],
    ],
    [
      cast.studentWithPlacement,
      [
        ['Evaluation', { status: 'open' }],
        ['Defense', { status: 'confirmed' }],
      ],
    ],
    [
      cast.alpha,
      [
        ['LogbookEntry', { status: 'submitted' }],
        ['Evaluation', { status: 'open' }],
        ['Agreement', signing],
      ],
    ],
    [
      cast.beta,
      [
        ['LogbookEntry', { status: 'submitted' }],
        ['Evaluation', { status: 'open' }],
        ['Agreement', signing],
      ],
    ],
    [
      cast.tutorCisse,
      [
        ['Deliverable', { status: 'handed_in' }],
        ['Evaluation', { kind: 'school', status: 'open' }],
      ],
    ],
    [
      cast.tutorGarnier,
      [
        ['Evaluation', { kind: 'school', status: 'open' }],
        ['Defense', { status: 'planned' }],
      ],
    ],
    [
      cast.officer,
      [
        ['Alert', { status: 'open' }],
        ['Agreement', { status: 'signature_refused' }],
      ],
    ],
  ])('$email finds something to do in the internships under way', async (member, waiting) => {
    for (const [model, where] of waiting)
      expect([model, await count(await as(member), model, { where })], model).not.toEqual([model, 0])
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
