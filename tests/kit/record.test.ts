import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Context, system } from '../../src/access/actor.ts'
import { record } from '../../src/kit/event.ts'
import { createRecord, removeRecord, updateRecord } from '../../src/kit/record.ts'
import { now } from '../../src/platform/clock.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { day, person, refusalOf, smallSchool, type World } from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'

beforeAll(testDatabase)

let school: World
let other: World
let host: Awaited<ReturnType<World['company']>>
let trainee: Awaited<ReturnType<World['student']>>
let accountId: string

beforeAll(async () => {
  school = await smallSchool()
  other = await smallSchool()
  host = await school.company()
  trainee = await school.student()
  accountId = (
    await prisma().account.create({
      data: { personId: school.admin.actor.personId, email: 'admin@test.example', status: 'active' },
    })
  ).id
})

// Grave changes ask for a fresh proof: tests/http says how it is given
const admin = (): Context => ({ ...school.admin.ctx(), provedAt: now(), actor: { ...school.admin.actor, accountId } })
const officerOf = (world: World): Context => {
  const { actor, ctx } = school.officer
  return { ...ctx(), actor: { ...actor, roles: [{ role: 'internship_officer', departmentId: world.department.id }] } }
}
const offerOf = (title: string) => ({ companyId: host.id, campaignId: school.campaign.id, title })
const eventsOf = (noun: string, recordId: string) =>
  prisma().event.findMany({ where: { noun, recordId }, orderBy: { id: 'asc' } })

describe('The wrong person first', () => {
  it('a model that is not theirs does not exist', async () => {
    expect((await refusalOf(createRecord(trainee.ctx(), 'Room', { name: 'B12' }))).code).toBe('not_found')
    expect((await refusalOf(updateRecord(trainee.ctx(), 'Company', host.id, 0, { name: 'x' }))).code).toBe('not_found')
    expect((await refusalOf(removeRecord(trainee.ctx(), 'Company', host.id, 0))).code).toBe('not_found')
  })

  it('a record that is not theirs is missing, before anything else is looked at', async () => {
    const foreign = await (await other.company()).offer({ status: 'draft' })
    const refusals = await Promise.all([
      refusalOf(updateRecord(host.ctx(), 'Offer', foreign.id, 99, { title: 'x' })),
      refusalOf(updateRecord(host.ctx(), 'Offer', randomUUID(), 0, { title: 'x' })),
      refusalOf(updateRecord(host.ctx(), 'Offer', 'abc', 0, { title: 'x' })),
    ])
    expect(refusals.map((one) => one.code)).toEqual(['not_found', 'not_found', 'not_found'])
  })

  it('a request that only reads never writes, even for the administrator', async () => {
    await expect(createRecord({ ...admin(), readOnly: true }, 'Room', { name: 'B13' })).rejects.toThrow(/read-only/)
  })
})

describe('Columns', () => {
  it.each(['status', 'taken', 'notes', 'publishedAt', 'id', 'version', 'createdAt', 'nope', '__proto__x', 'company'])(
    'a company may not write %s in its offer: the whole is refused',
    async (column) => {
      const draft = await host.offer({ status: 'draft' })
      const refusal = await refusalOf(
        updateRecord(host.ctx(), 'Offer', draft.id, 0, { title: 'Nouveau', [column]: '1' }),
      )
      expect([refusal.code, refusal.status, refusal.detail.column]).toEqual(['unknown_column', 422, column])
      expect((await prisma().offer.findUniqueOrThrow({ where: { id: draft.id } })).title).toBe(draft.title)
      expect(await eventsOf('Offer', draft.id)).toEqual([])
    },
  )

  it('every mistake is told at once, each beside its column, in both languages', async () => {
    const refusal = await refusalOf(
      createRecord(host.ctx(), 'Offer', { ...offerOf(''), seats: 'deux', kind: 'x', startsOn: '31/02/2026' }),
    )
    expect(Object.keys(refusal.fields).sort()).toEqual(['kind', 'seats', 'startsOn', 'title'])
    for (const sentence of Object.values(refusal.fields)) expect(sentence.fr).not.toBe(sentence.en)
  })

  it('a reference to a record they may not see is refused like one that does not exist', async () => {
    const foreign = await other.company()
    const answers = await Promise.all(
      [foreign.contactId, randomUUID()].map((contactId) =>
        refusalOf(createRecord(host.ctx(), 'Offer', { ...offerOf('Avec contact'), contactId })),
      ),
    )
    expect(answers.map((one) => [one.code, Object.keys(one.fields), one.fields.contactId?.fr])).toEqual([
      ['invalid', ['contactId'], expect.stringContaining('ne vous est pas ouvert')],
      ['invalid', ['contactId'], expect.stringContaining('ne vous est pas ouvert')],
    ])
  })
})

describe('Scope after the write', () => {
  it('nobody creates in another’s house', async () => {
    const foreign = await other.company()
    const refusal = await refusalOf(
      createRecord(host.ctx(), 'Offer', { ...offerOf('Chez eux'), companyId: foreign.id }),
    )
    expect(['not_found', 'invalid']).toContain(refusal.code)
    expect(await prisma().offer.count({ where: { companyId: foreign.id } })).toBe(0)
  })

  it('nobody moves a record out of their house', async () => {
    const refusal = await refusalOf(
      updateRecord(officerOf(school), 'Campaign', school.campaign.id, school.campaign.version, {
        departmentId: other.department.id,
      }),
    )
    expect(refusal.code).toBe('not_found')
    const after = await prisma().campaign.findUniqueOrThrow({ where: { id: school.campaign.id } })
    expect([after.departmentId, after.version]).toEqual([school.department.id, school.campaign.version])
    expect(await eventsOf('Campaign', school.campaign.id)).toEqual([])
  })

  it('a record past its open states is read, never edited', async () => {
    const published = await host.offer()
    expect((await refusalOf(updateRecord(host.ctx(), 'Offer', published.id, 0, { title: 'Trop tard' }))).code).toBe(
      'not_found',
    )
  })
})

describe('Versions', () => {
  it('a stale save changes nothing, and says who changed what', async () => {
    const draft = await host.offer({ status: 'draft' })
    await updateRecord(officerOf(school), 'Offer', draft.id, 0, { city: 'Thiès', seats: 3 })
    const refusal = await refusalOf(updateRecord(host.ctx(), 'Offer', draft.id, 0, { city: 'Dakar' }))
    expect([refusal.code, refusal.status]).toEqual(['stale', 409])
    expect(refusal.sentence.fr).toMatch(/^Test Responsable \d+ a modifié/)
    expect(refusal.sentence.fr).toContain('Ville')
    expect(refusal.detail).toMatchObject({ columns: ['city', 'seats'], mine: ['city'] })
    expect((await prisma().offer.findUniqueOrThrow({ where: { id: draft.id } })).city).toBe('Thiès')
  })

  it('of twenty people who save the same version, one does', async () => {
    const draft = await host.offer({ status: 'draft' })
    const saves = Array.from({ length: 20 }, (_, i) =>
      updateRecord(host.ctx(), 'Offer', draft.id, 0, { city: `Ville ${i}` }),
    )
    const done = await Promise.allSettled(saves)
    expect(done.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect((await prisma().offer.findUniqueOrThrow({ where: { id: draft.id } })).version).toBe(1)
    expect(await eventsOf('Offer', draft.id)).toHaveLength(1)
  })

  it('a removal of what has changed is refused', async () => {
    const room = await createRecord(admin(), 'Room', { name: 'À retirer' })
    await updateRecord(admin(), 'Room', room.id, 0, { building: 'B' })
    expect((await refusalOf(removeRecord(admin(), 'Room', room.id, 0))).code).toBe('stale')
    await removeRecord(admin(), 'Room', room.id, 1)
    expect(await prisma().room.count({ where: { id: room.id } })).toBe(0)
  })

  it('saving what is there already writes nothing', async () => {
    const draft = await host.offer({ status: 'draft', pay: 600, startsOn: day('2026-03-02') })
    const same = { title: draft.title, pay: '600,00', startsOn: '02/03/2026', city: '' }
    expect(await updateRecord(host.ctx(), 'Offer', draft.id, 0, same)).toEqual({ id: draft.id, changed: false })
    expect(await eventsOf('Offer', draft.id)).toEqual([])
  })
})

describe('One form, one record', () => {
  it('twenty sends of the same form create one record and give one answer', async () => {
    const key = randomUUID()
    const sends = Array.from({ length: 20 }, () => createRecord(admin(), 'Room', { name: 'Amphi 1' }, { key }))
    const ids = new Set((await Promise.all(sends)).map((one) => one.id))
    expect(ids.size).toBe(1)
    expect(await prisma().room.count({ where: { name: 'Amphi 1' } })).toBe(1)
    expect(await eventsOf('Room', [...ids][0] ?? '')).toHaveLength(1)
  })

  it('the same key with another body is refused', async () => {
    const key = randomUUID()
    await createRecord(admin(), 'Room', { name: 'Amphi 2' }, { key })
    expect((await refusalOf(createRecord(admin(), 'Room', { name: 'Amphi 3' }, { key }))).code).toBe('key_reused')
    expect(await prisma().room.count({ where: { name: 'Amphi 3' } })).toBe(0)
  })

  it('a form that was refused may be sent again with its key', async () => {
    const key = randomUUID()
    await refusalOf(createRecord(admin(), 'Room', { name: 'Amphi 2' }, { key }))
    expect((await createRecord(admin(), 'Room', { name: 'Amphi 4' }, { key })).id).toBeTruthy()
  })
})

describe('What the database refuses is said in French', () => {
  it('a value already taken, beside its column', async () => {
    await createRecord(admin(), 'Room', { name: 'Unique' })
    const refusal = await refusalOf(createRecord(admin(), 'Room', { name: 'Unique' }))
    expect([refusal.status, refusal.fields.name?.fr]).toEqual([422, 'Cette valeur est déjà prise.'])
  })

  it('a value already taken in an embedded record', async () => {
    const { email } = await person('Déjà')
    const { id: cohortId } = school.cohort
    const refusal = await refusalOf(
      createRecord(admin(), 'Student', { matricule: 'M-9', cohortId, lastName: 'Sow', firstName: 'Awa', email }),
    )
    expect(Object.keys(refusal.fields)).toEqual(['email'])
    expect(await prisma().student.count({ where: { matricule: 'M-9' } })).toBe(0)
    expect(await prisma().person.count({ where: { lastName: 'Sow' } })).toBe(0)
  })

  it('a record that still serves elsewhere', async () => {
    const refusal = await refusalOf(removeRecord(admin(), 'Department', school.department.id, 0))
    expect([refusal.code, refusal.status]).toEqual(['in_use', 409])
    expect(refusal.sentence.fr).toContain('sert encore ailleurs')
  })

  it('a number too large for its column', async () => {
    const draft = await host.offer({ status: 'draft' })
    expect((await refusalOf(updateRecord(host.ctx(), 'Offer', draft.id, 0, { pay: '9'.repeat(30) }))).code).toBe(
      'too_large',
    )
  })
})

describe('Embedded records', () => {
  it('are created, changed and removed with theirs, in one event each', async () => {
    const { id } = await createRecord(admin(), 'Student', {
      matricule: 'M-10',
      cohortId: school.cohort.id,
      lastName: 'Ndiaye',
      firstName: 'Moussa',
      email: 'moussa@test.example',
    })
    const { personId } = await prisma().student.findUniqueOrThrow({ where: { id } })
    await updateRecord(admin(), 'Student', id, 0, { lastName: 'Ndiaye-Sow', matricule: 'M-11' })
    const changed = await prisma().student.findUniqueOrThrow({ where: { id }, include: { person: true } })
    expect([changed.matricule, changed.person.lastName, changed.version, changed.person.version]).toEqual([
      'M-11',
      'Ndiaye-Sow',
      1,
      1,
    ])
    const events = await eventsOf('Student', id)
    expect(events.map((event) => event.verb)).toEqual(['create', 'update'])
    expect(events[1]?.before).toEqual({ lastName: 'Ndiaye', matricule: 'M-10' })
    await removeRecord(admin(), 'Student', id, 1)
    expect(await prisma().person.count({ where: { id: personId } })).toBe(0)
  })

  it('a person who serves elsewhere stays when the student goes', async () => {
    const student = await school.student()
    await prisma().companyContact.create({ data: { personId: student.personId, companyId: host.id } })
    await removeRecord(admin(), 'Student', student.id, 0)
    expect(await prisma().person.count({ where: { id: student.personId } })).toBe(1)
  })
})

describe('The event', () => {
  it('is written with the change or not at all, and so is what follows it', async () => {
    const before = await prisma().event.count()
    const jobs = () =>
      prisma().$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'reaction'`)
    const [queued] = await jobs()
    const rolledBack = transaction(async (tx) => {
      await createRecord(admin(), 'Room', { name: 'Jamais' }, { tx })
      throw new Error('afterwards')
    })
    await expect(rolledBack).rejects.toThrow('afterwards')
    expect(await prisma().event.count()).toBe(before)
    expect((await jobs())[0]?.n).toBe(queued?.n)
    await createRecord(admin(), 'Room', { name: 'Toujours' })
    expect(await prisma().event.count()).toBe(before + 1)
    expect((await jobs())[0]?.n).toBe((queued?.n ?? 0) + 1)
  })

  it('says who, in which role, from where, and both sides of what changed', async () => {
    const draft = await host.offer({ status: 'draft', city: 'Dakar' })
    const ctx = { ...host.ctx(), ip: '192.0.2.7' }
    await updateRecord(ctx, 'Offer', draft.id, 0, { city: 'Thiès', seats: '2', title: draft.title })
    const [event] = await eventsOf('Offer', draft.id)
    expect(event).toMatchObject({
      ...{
        verb: 'update',
        role: 'company_tutor',
        actorId: host.actor.personId,
        ip: '192.0.2.7',
        requestId: ctx.requestId,
      },
      ...{ before: { city: 'Dakar', seats: 1 }, after: { city: 'Thiès', seats: 2 } },
    })
  })

  it('never holds a secret', async () => {
    const account = await prisma().account.findUniqueOrThrow({ where: { id: accountId } })
    await prisma().account.update({ where: { id: accountId }, data: { passwordHash: 'SECRET-hash' } })
    await updateRecord(admin(), 'Account', accountId, account.version, { locale: 'en' })
    expect(JSON.stringify(await eventsOf('Account', accountId))).not.toContain('SECRET')
    const change = { passwordHash: 'SECRET-hash', locale: 'fr' }
    await transaction((tx) =>
      record(tx, admin(), {
        noun: 'Account',
        recordId: accountId,
        verb: 'test',
        role: 'admin',
        before: change,
        after: change,
      }),
    )
    const told = (await eventsOf('Account', accountId)).at(-1)
    expect([told?.before, told?.after]).toEqual([
      { passwordHash: '•••', locale: 'fr' },
      { passwordHash: '•••', locale: 'fr' },
    ])
  })

  it('a job signs with its reason', async () => {
    const { id } = await createRecord(system('import of the rooms'), 'Room', { name: 'Par lot' })
    expect((await eventsOf('Room', id))[0]).toMatchObject({
      actorId: null,
      role: 'system',
      reason: 'import of the rooms',
    })
  })

  it('is never changed nor removed, by anybody', async () => {
    const [event] = await prisma().event.findMany({ take: 1 })
    const where = { id: event?.id ?? '' }
    await expect(prisma().event.update({ where, data: { reason: 'réécrit' } })).rejects.toThrow()
    await expect(prisma().event.delete({ where })).rejects.toThrow()
  })
})

describe('Whoever creates signs', () => {
  it('the columns that keep who created a record cannot be written by hand', async () => {
    const somebody = await person('Quelqu’un')
    const sent = { personId: somebody.id, role: 'student', startsOn: '2026-01-01' }
    const { id } = await createRecord(admin(), 'RoleAssignment', sent)
    expect((await prisma().roleAssignment.findUniqueOrThrow({ where: { id } })).grantedById).toBe(
      school.admin.actor.personId,
    )
    expect((await refusalOf(createRecord(admin(), 'RoleAssignment', { ...sent, grantedById: somebody.id }))).code).toBe(
      'unknown_column',
    )
  })
})
