import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Context, system } from '../../src/access/actor.ts'
import { purgeTrash } from '../../src/domain/core/purge.ts'
import { createRecord, removeRecord, updateRecord } from '../../src/kit/record.ts'
import { restoreRecord } from '../../src/kit/restore.ts'
import { later, now } from '../../src/platform/clock.ts'
import { databaseUrl, prisma } from '../../src/platform/db.ts'
import { asRole, day, person, refusalOf, smallSchool, type World } from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'

beforeAll(testDatabase)

let school: World
let trainee: Awaited<ReturnType<World['student']>>

beforeAll(async () => {
  school = await smallSchool({ closesOn: day('2999-12-31'), startsOn: day('3000-03-02'), endsOn: day('3000-08-28') })
  trainee = await school.student()
})

const admin = (): Context => ({ ...school.admin.ctx(), provedAt: now() })
const room = async () => (await createRecord(admin(), 'Room', { name: `Salle ${randomUUID()}`, capacity: 12 })).id
const thrown = async (model: 'Room' | 'Student' | 'Person' | 'Holiday', id: string, by = admin()) =>
  (await removeRecord(by, model, id, null)).trashedId
const kept = (id: string) => prisma().trashedRecord.findUniqueOrThrow({ where: { id } })

/** An officer’s own holiday, deleted by them. */
async function officersHoliday() {
  const officer = asRole('internship_officer', await person('Responsable'))
  const year = 2_000 + Math.floor(Math.random() * 7_000)
  const calendar = await createRecord(officer.ctx(), 'HolidayCalendar', { country: 'Sénégal', year })
  const sent = { calendarId: calendar.id, name: 'Fête', day: '2026-04-04' }
  const holiday = await createRecord(officer.ctx(), 'Holiday', sent)
  return { officer, calendar, holiday, trashedId: await thrown('Holiday', holiday.id, officer.ctx()) }
}

describe('The wrong person first', () => {
  it('what somebody else deleted is missing from my trash, like what never was', async () => {
    const { trashedId } = await officersHoliday()
    const other = asRole('internship_officer', await person('Collègue'))
    for (const id of [trashedId, randomUUID(), 'abc'])
      expect((await refusalOf(restoreRecord(other.ctx(), id))).code).toBe('not_found')
    expect((await kept(trashedId)).restoredAt).toBeNull()
  })

  it('whoever may no longer create such a record restores none, and is told who can', async () => {
    const { officer, holiday, trashedId } = await officersHoliday()
    const demoted: Context = {
      ...officer.ctx(),
      actor: { ...officer.actor, roles: [{ role: 'school_tutor', departmentId: null }] },
    }
    const refusal = await refusalOf(restoreRecord(demoted, trashedId))
    expect([refusal.status, refusal.code]).toEqual([403, 'no_right'])
    expect(refusal.sentence.fr).toContain('administration')
    expect(await prisma().holiday.count({ where: { id: holiday.id } })).toBe(0)
  })

  it('a record that left their scope meanwhile does not come back by their hand', async () => {
    const offer = await (await school.company()).offer()
    const { id } = await prisma().preference.create({
      data: { studentId: trainee.id, campaignId: school.campaign.id, offerId: offer.id, rank: 1 },
    })
    const { trashedId } = await removeRecord(trainee.ctx(), 'Preference', id, null)
    const moved: Context = { ...trainee.ctx(), actor: { ...trainee.actor, studentId: (await school.student()).id } }
    expect((await refusalOf(restoreRecord(moved, trashedId))).code).toMatch(/closed|invalid/)
    expect(await prisma().preference.count({ where: { id } })).toBe(0)
    expect((await restoreRecord(trainee.ctx(), trashedId)).id).toBe(id)
  })

  it('a request that only reads restores nothing', async () => {
    const trashedId = await thrown('Room', await room())
    await expect(restoreRecord({ ...admin(), readOnly: true }, trashedId)).rejects.toThrow(/read-only/)
  })
})

describe('Restoring', () => {
  it('gives back every column under the same id; the version goes on and the history says who', async () => {
    const id = await room()
    await updateRecord(admin(), 'Room', id, 0, { building: 'Bâtiment « Ñ »', capacity: 30 })
    const before = await prisma().room.findUniqueOrThrow({ where: { id } })
    const trashedId = await thrown('Room', id)
    expect(await kept(trashedId)).toMatchObject({ noun: 'Room', recordId: id, title: before.name })
    await restoreRecord(admin(), trashedId)
    const after = await prisma().room.findUniqueOrThrow({ where: { id } })
    expect(after).toEqual({ ...before, version: before.version + 1, updatedAt: after.updatedAt })
    const event = await prisma().event.findFirstOrThrow({ where: { noun: 'Room', recordId: id, verb: 'restore' } })
    expect(event).toMatchObject({ actorId: school.admin.actor.personId, after: { building: 'Bâtiment « Ñ »' } })
    expect(await kept(trashedId)).toMatchObject({ restoredById: school.admin.actor.personId })
  })

  it('gives back the person that went with the student, and leaves alone one who stayed', async () => {
    const cohortId = school.cohort.id
    const sent = {
      matricule: `R${randomUUID()}`,
      cohortId,
      lastName: 'Sané',
      firstName: 'Awa',
      birthDate: '2004-03-02',
    }
    const { id } = await createRecord(admin(), 'Student', sent)
    const { personId } = await prisma().student.findUniqueOrThrow({ where: { id } })
    await restoreRecord(admin(), await thrown('Student', id))
    const back = await prisma().student.findUniqueOrThrow({ where: { id }, include: { person: true } })
    expect(back.person).toMatchObject({ id: personId, lastName: 'Sané', birthDate: day('2004-03-02') })

    await prisma().roleAssignment.create({ data: { personId, role: 'school_tutor', startsOn: day('2026-01-01') } })
    const trashedId = await thrown('Student', id)
    await prisma().person.update({ where: { id: personId }, data: { lastName: 'Sané-Diop' } })
    await restoreRecord(admin(), trashedId)
    expect((await prisma().person.findUniqueOrThrow({ where: { id: personId } })).lastName).toBe('Sané-Diop')
  })

  it('twice is one sentence that says it is done, and by whom', async () => {
    const trashedId = await thrown('Room', await room())
    await restoreRecord(admin(), trashedId)
    const refusal = await refusalOf(restoreRecord(admin(), trashedId))
    expect([refusal.status, refusal.code]).toEqual([409, 'already_restored'])
    expect(refusal.sentence.fr).toMatch(/déjà été restauré par Test Admin/)
  })

  it('five at the same instant: one restores, the others are told', async () => {
    const id = await room()
    const trashedId = await thrown('Room', id)
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() =>
        restoreRecord(admin(), trashedId).then(
          () => 'restored',
          (error) => error.code,
        ),
      ),
    )
    expect(answers.sort()).toEqual([...Array(4).fill('already_restored'), 'restored'])
    expect(await prisma().event.count({ where: { recordId: id, verb: 'restore' } })).toBe(1)
  })

  it('a name taken meanwhile is refused by the name of who holds it, and nothing is half restored', async () => {
    const id = await room()
    const { name } = await prisma().room.findUniqueOrThrow({ where: { id } })
    const trashedId = await thrown('Room', id)
    const holder = await createRecord(admin(), 'Room', { name, capacity: 3 })
    const refusal = await refusalOf(restoreRecord(admin(), trashedId))
    expect([refusal.status, refusal.code, refusal.detail]).toEqual([409, 'taken', { model: 'Room', id: holder.id }])
    expect(refusal.sentence.fr).toContain(`« ${name} » occupe maintenant sa place (même valeur : Nom)`)
    expect((await kept(trashedId)).restoredAt).toBeNull()
    await updateRecord(admin(), 'Room', holder.id, 0, { name: `Autre ${name}` })
    await restoreRecord(admin(), trashedId)
  })

  it('an e-mail taken by somebody else keeps the student and the person out, both', async () => {
    const email = `${randomUUID()}@test.example`
    const sent = {
      matricule: `E${randomUUID()}`,
      cohortId: school.cohort.id,
      lastName: 'Ba',
      firstName: 'Oumar',
      email,
    }
    const { id } = await createRecord(admin(), 'Student', sent)
    const trashedId = await thrown('Student', id)
    await createRecord(admin(), 'Person', { lastName: 'Nouveau', firstName: 'Venu', email })
    const refusal = await refusalOf(restoreRecord(admin(), trashedId))
    expect(refusal.sentence.fr).toContain('Nouveau Venu')
    expect(await prisma().student.count({ where: { id } })).toBe(0)
    expect(await prisma().person.count({ where: { lastName: 'Ba', firstName: 'Oumar' } })).toBe(0)
  })

  it('what it depends on comes back first', async () => {
    const { officer, calendar, holiday, trashedId } = await officersHoliday()
    const parent = await removeRecord(admin(), 'HolidayCalendar', calendar.id, null)
    const refusal = await refusalOf(restoreRecord(officer.ctx(), trashedId))
    expect([refusal.code, refusal.sentence.fr]).toEqual([
      'reference_gone',
      expect.stringContaining('restaurez d’abord'),
    ])
    await restoreRecord(admin(), parent.trashedId)
    expect((await restoreRecord(officer.ctx(), trashedId)).id).toBe(holiday.id)
  })

  it('a form opened before the removal is refused after the return', async () => {
    const id = await room()
    await restoreRecord(admin(), await thrown('Room', id))
    expect((await refusalOf(updateRecord(admin(), 'Room', id, 0, { capacity: 1 }))).code).toBe('stale')
  })
})

describe('A database that gives up in the middle', () => {
  it('leaves the record in the trash, whole, and the next try restores it', async () => {
    const sent = { matricule: `K${randomUUID()}`, cohortId: school.cohort.id, lastName: 'Kane', firstName: 'Fatou' }
    const { id } = await createRecord(admin(), 'Student', sent)
    const { personId } = await prisma().student.findUniqueOrThrow({ where: { id } })
    const trashedId = await thrown('Student', id)
    // The event is the last thing written: whoever waits for its table has already put the rows back
    const owner = new pg.Client({ connectionString: databaseUrl() })
    await owner.connect()
    await owner.query('BEGIN; LOCK TABLE "Event" IN ACCESS EXCLUSIVE MODE')
    expect((await refusalOf(restoreRecord(admin(), trashedId))).code).toBe('busy')
    await owner.end()
    expect(await prisma().student.count({ where: { id } })).toBe(0)
    expect(await prisma().person.count({ where: { id: personId } })).toBe(0)
    expect((await kept(trashedId)).restoredAt).toBeNull()
    expect((await restoreRecord(admin(), trashedId)).id).toBe(id)
  })
})

describe('What the trash never tells', () => {
  it('secret and encrypted columns do not enter it: whoever restores an account sets its password anew', async () => {
    const { id: personId } = await person('Compte')
    const secrets = { passwordHash: 'SECRET-hash', totpSecret: 'SECRET-seed' }
    const { id } = await prisma().account.create({
      data: { personId, email: `${randomUUID()}@test.example`, status: 'active', ...secrets },
    })
    const { trashedId } = await removeRecord(system('fin de contrat'), 'Account', id, null)
    expect(JSON.stringify(await kept(trashedId))).not.toContain('SECRET')
    await restoreRecord(system('retour'), trashedId)
    const back = await prisma().account.findUniqueOrThrow({ where: { id } })
    expect([back.status, back.passwordHash, back.totpSecret]).toEqual(['active', null, null])
  })
})

describe('After its time', () => {
  it('a deleted record leaves for good with its files; one that came back keeps everything', async () => {
    const past = later(now(), { days: -31 })
    const [gone, back] = await Promise.all([room(), room()])
    const file = (ownerId: string) =>
      prisma().storedFile.create({
        data: {
          ...{
            name: 'a.pdf',
            mime: 'application/pdf',
            size: 1,
            sha256: 'x',
            storageKey: randomUUID().replaceAll('-', ''),
          },
          ...{ ownerModel: 'Room', ownerId },
        },
      })
    const [lost, held] = await Promise.all([file(gone), file(back)])
    const old: Context = { ...admin(), now: past }
    const trashed = await Promise.all([gone, back].map((id) => thrown('Room', id, old)))
    await restoreRecord(admin(), trashed[1] ?? '')
    const fresh = await thrown('Room', await room())
    expect(await purgeTrash(later(now(), { days: -30 }))).toBe(2)
    expect(await prisma().trashedRecord.count({ where: { id: { in: trashed } } })).toBe(0)
    expect((await kept(fresh)).restoredAt).toBeNull()
    const left = await prisma().storedFile.findMany({ where: { id: { in: [lost.id, held.id] } } })
    expect(left.map(({ id }) => id)).toEqual([held.id])
  })
})
