import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Context, Role } from '../../src/access/actor.ts'
import { current, runAs } from '../../src/access/actor.ts'
import { find, list, permitted, type Query, type Run, titles } from '../../src/access/select.ts'
import { prisma, read } from '../../src/platform/db.ts'
import { type Actress, asRole, day, person, refusalOf, smallSchool, type World } from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'

beforeAll(testDatabase)

let school: World
let other: World
let host: Awaited<ReturnType<World['company']>>
let trainee: Awaited<ReturnType<World['student']>>
let stranger: Awaited<ReturnType<World['student']>>
let tutor: Actress
let placementId: string

beforeAll(async () => {
  school = await smallSchool()
  other = await smallSchool()
  host = await school.company()
  trainee = await school.student()
  stranger = await other.student()
  const teacher = await person('Professeur')
  tutor = asRole('school_tutor', teacher)
  const offer = await host.offer({ title: 'Développeuse', notes: 'entre nous', city: 'Thiès' })
  await prisma().offer.update({ where: { id: offer.id }, data: { seats: 4 } })
  for (const who of [trainee, await school.student()])
    await prisma().candidature.create({
      data: { studentId: who.id, offerId: offer.id, notes: `sur ${who.id}`, status: 'submitted' },
    })
  const placement = {
    studentId: trainee.id,
    campaignId: school.campaign.id,
    companyId: host.id,
    contactId: host.contactId,
    schoolTutorId: teacher.id,
  }
  placementId = (
    await prisma().placement.create({ data: { ...placement, notes: 'entre tuteurs', startsOn: day('2026-03-02') } })
  ).id
})

/** One person with several roles: the rights add up row by row, never column by column. */
function holding(who: Actress, ...roles: { role: Role; departmentId?: string | null }[]): Context {
  const actor = { ...who.actor, roles: roles.map(({ role, departmentId = null }) => ({ role, departmentId })) }
  return { ...who.ctx(), actor }
}

describe('Several roles', () => {
  it('add their rows', async () => {
    const ctx = holding(
      tutor,
      { role: 'internship_officer', departmentId: school.department.id },
      { role: 'internship_officer', departmentId: other.department.id },
    )
    const names = (await list(ctx, 'Campaign')).map((row) => row.values.departmentId)
    expect(names.sort()).toEqual([school.department.id, other.department.id].sort())
  })

  it('open a column only in the rows of the role that reads it', async () => {
    // As a tutor they read the notes of their trainee’s candidatures; as the student they are, not those of their own
    const ctx = holding(
      { ...tutor, actor: { ...tutor.actor, studentId: stranger.id } },
      { role: 'school_tutor' },
      { role: 'student' },
    )
    const own = await prisma().candidature.create({
      data: { studentId: stranger.id, offerId: (await (await other.company()).offer()).id, notes: 'jamais lu' },
    })
    onTestFinished(async () => void (await prisma().candidature.delete({ where: { id: own.id } })))
    const rows = await list(ctx, 'Candidature')
    const notesOf = (studentId: string) => rows.find((row) => row.values.studentId === studentId)?.values
    expect(notesOf(trainee.id)).toHaveProperty('notes', `sur ${trainee.id}`)
    expect(notesOf(stranger.id)).not.toHaveProperty('notes')
    // And a question about the notes is only put to the rows whose notes they read
    expect((await list(ctx, 'Candidature', { where: { notes: { contains: 'jamais' } } })).length).toBe(0)
    expect((await list(ctx, 'Candidature', { where: { notes: { contains: 'sur' } } })).length).toBe(1)
    expect(
      (await list(ctx, 'Candidature', { sort: { field: 'notes', direction: 'asc' } })).map(
        (row) => row.values.studentId,
      ),
    ).toEqual([trainee.id])
  })

  it('a department limits one assignment, not the other', async () => {
    const ctx = holding(
      tutor,
      { role: 'internship_officer', departmentId: school.department.id },
      { role: 'internship_officer' },
    )
    expect((await list(ctx, 'Campaign', { limit: 100 })).length).toBeGreaterThanOrEqual(2)
  })
})

describe('What may not be read may not be asked about', () => {
  const asked: [string, Query][] = [
    ['filtered', { where: { notes: { contains: 'entre' } } }],
    ['negated', { where: { NOT: { notes: null } } }],
    ['hidden in an alternative', { where: { OR: [{ title: 'x' }, { notes: { empty: false } }] } }],
    ['sorted', { sort: { field: 'notes', direction: 'asc' } }],
    ['reached from the other side', { where: { company: { offers: { some: { notes: { contains: 'entre' } } } } } }],
  ]
  it.each(asked)('a hidden column is refused when %s', async (_how, query) => {
    for (const work of [list(host.ctx(), 'Offer', query), list(trainee.ctx(), 'Offer', query)]) {
      const refusal = await refusalOf(work)
      expect(refusal.code).toBe('unknown_column')
      expect(refusal.detail).toEqual({ column: 'notes' })
    }
  })

  it('a relation only tells about the records that this person may read', async () => {
    // Another student has a candidature on the same offer: to this student it does not exist
    const query: Query = { where: { candidatures: { some: { studentId: { not: trainee.id } } } } }
    expect(await list(trainee.ctx(), 'Offer', query)).toEqual([])
    expect((await list(school.officer.ctx(), 'Offer', query)).length).toBe(1)
  })

  it('a search looks neither into hidden columns nor into strangers', async () => {
    expect(await list(host.ctx(), 'Offer', { search: 'nous' })).toEqual([])
    const { email } = await prisma().person.findUniqueOrThrow({ where: { id: stranger.personId } })
    const jury = await prisma().defense.create({
      data: { placementId, jury: { create: { personId: stranger.personId, role: 'guest' } } },
    })
    expect((await list(tutor.ctx(), 'JuryMember', { search: 'Étudiant' })).length).toBe(1)
    expect(await list(tutor.ctx(), 'JuryMember', { search: email ?? '' })).toEqual([])
    expect((await list(school.admin.ctx(), 'JuryMember', { search: email ?? '' })).length).toBe(1)
    await prisma().juryMember.deleteMany({ where: { defenseId: jury.id } })
    await prisma().defense.delete({ where: { id: jury.id } })
  })
})

describe('Search', () => {
  it.each(['développeuse', 'DEVELOPPEUSE', 'Thies', 'dév thi', 'THIÈS développ'])(
    'finds the offer by “%s”',
    async (words) => {
      expect((await list(host.ctx(), 'Offer', { search: words })).map((row) => row.values.title)).toEqual([
        'Développeuse',
      ])
    },
  )

  it.each(['%', '_', 'dev%se', 'développeuse introuvable', '\\'])('finds nothing by “%s”', async (words) => {
    expect(await list(host.ctx(), 'Offer', { search: words })).toEqual([])
  })

  it('where there is nothing to search in, nothing is found and nothing breaks', async () => {
    expect(await list(school.admin.ctx(), 'PresencePeriod', { search: 'x' })).toEqual([])
  })
})

describe('A row', () => {
  it('shows references by their titles, even when the record behind is closed', async () => {
    const [row] = await list(trainee.ctx(), 'Placement')
    expect(row?.titles.schoolTutorId).toMatch(/^Professeur/)
    expect(row?.titles.companyId).toBe(host.name)
    expect(Object.keys(row?.values ?? {})).not.toContain('notes')
    expect(JSON.stringify(row)).not.toContain('entre tuteurs')
  })

  it('keeps days as days', async () => {
    expect((await find(tutor.ctx(), 'Placement', placementId))?.values.startsOn).toBe('2026-03-02')
  })

  it('that is denied is missing: find, titles, permitted', async () => {
    const foreign = stranger.id
    expect(await find(trainee.ctx(), 'Student', foreign)).toBeNull()
    expect(await titles(trainee.ctx(), 'Student', [foreign, randomUUID(), 'abc'])).toEqual(new Map())
    expect(await permitted(trainee.ctx(), 'Student', 'read', [foreign])).toEqual(new Set())
    expect(await find(trainee.ctx(), 'Student', 'abc')).toBeNull()
  })
})

describe('Pages', () => {
  it('a page too far is empty, a page that makes no sense is the first', async () => {
    const ctx = school.admin.ctx()
    expect(await list(ctx, 'Campaign', { offset: 10_000 })).toEqual([])
    expect((await list(ctx, 'Campaign', { offset: -5, limit: -1 })).length).toBe(1)
  })

  it('every record stands on exactly one page, whatever the sort', async () => {
    const ctx = school.admin.ctx()
    for (const sort of [
      undefined,
      { field: 'status', direction: 'asc' as const },
      { field: 'campaignId', direction: 'desc' as const },
    ]) {
      const ids: string[] = []
      for (let offset = 0; offset < 4; offset += 1)
        ids.push(...(await list(ctx, 'Candidature', { limit: 1, offset, ...(sort && { sort }) })).map((row) => row.id))
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.length).toBe(await prisma().candidature.count())
    }
  })

  it('costs one statement, references included', async () => {
    let statements = 0
    const counted: Run = (sql, values) => {
      statements += 1
      return read(sql, values)
    }
    await list(
      tutor.ctx(),
      'Placement',
      { search: 'étudiant', sort: { field: 'studentId', direction: 'asc' } },
      counted,
    )
    expect(statements).toBe(1)
  })

  it('costs one statement too through relations, in a group, and from a place on', async () => {
    let statements = 0
    const counted: Run = (sql, values) => {
      statements += 1
      return read(sql, values)
    }
    const where = { OR: [{ offer: { company: { city: { contains: 'x' } } } }, { student: { cohort: { year: 2027 } } }] }
    const from = { key: '2026-01-01', id: trainee.id }
    const sort = { field: 'createdAt', direction: 'asc' } as const
    await list(school.officer.ctx(), 'Candidature', { where, from, sort, backwards: true }, counted)
    expect(statements).toBe(1)
  })

  it('a question about which records point here is one about the column that points', async () => {
    // Nobody but the desk reads whom an account belongs to: who has one is not told to others either
    const query: Query = { where: { account: { email: { contains: '@' } } } }
    expect((await refusalOf(list(trainee.ctx(), 'Person', query))).code).toBe('unknown_column')
  })

  it('a cohort is found by its year', async () => {
    const year = (
      await prisma().cohort.findFirstOrThrow({ where: { programme: { departmentId: school.department.id } } })
    ).year
    const rows = await list(school.admin.ctx(), 'Cohort', { search: String(year), limit: 100 })
    expect(rows.length).toBeGreaterThan(0)
    expect(new Set(rows.map((row) => row.values.year))).toEqual(new Set([year]))
    expect(await list(school.admin.ctx(), 'Cohort', { search: '1789' })).toEqual([])
  })
})

describe('Who acts', () => {
  it('is said by a door, or nothing happens', async () => {
    expect(() => current()).toThrow(/No acting person/)
    expect(await runAs(school.admin.ctx(), async () => current().actor.kind)).toBe('person')
  })

  it('an officer without a department has them all; one with a department has no student of another', async () => {
    const one = holding(school.officer, { role: 'internship_officer', departmentId: school.department.id })
    expect(await find(one, 'Person', stranger.personId)).toBeNull()
    expect(await find(one, 'Person', trainee.personId)).not.toBeNull()
    expect(await find(school.officer.ctx(), 'Person', stranger.personId)).not.toBeNull()
  })
})
