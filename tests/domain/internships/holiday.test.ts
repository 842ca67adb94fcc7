import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { registerJobs } from '../../../jobs/main.ts'
import { impactOf } from '../../../src/domain/internships/holiday-impact.ts'
import { createRecord, removeRecord, updateRecord } from '../../../src/kit/record.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { looking, prisma } from '../../../src/platform/db.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { testDatabase } from '../../support/database.ts'
import { at, day, smallSchool } from './world.ts'

beforeAll(testDatabase)
beforeAll(registerJobs)
beforeEach(() => at('2026-05-04T10:00:00'))
afterAll(() => setClock(null))

let serial = 0

/** A country of its own, with its law, its calendar and one feast; internships there from 2 March to 28 August, 35 hours. */
async function country() {
  serial += 1
  const name = `Pays ${serial}`
  const rules = { create: { key: 'max_hours', label: 'Durée', value: '924', severity: 'blocking' as const } }
  await prisma().legalProfile.create({
    data: { code: name, name, country: name, effectiveOn: day('2020-01-01'), rules },
  })
  const calendar = await prisma().holidayCalendar.create({ data: { country: name, year: 2026 } })
  const feast = await prisma().holiday.create({
    data: { calendarId: calendar.id, day: day('2026-05-27'), name: 'Tabaski' },
  })
  const world = await smallSchool()
  const stay = async (more: object = {}) => {
    const [student, house] = [await world.student(), await world.company()]
    await prisma().company.update({ where: { id: house.id }, data: { country: name } })
    return prisma().placement.create({
      data: {
        ...{
          studentId: student.id,
          companyId: house.id,
          campaignId: world.campaign.id,
          status: 'ongoing',
          weeklyHours: 35,
        },
        ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28'), ...more },
      },
    })
  }
  return { name, calendar, feast, world, stay }
}

describe('A movable feast (§6.8)', () => {
  it('moved to a Sunday gives a day back, added takes one away: planned hours and the end of the legal length, old and new', async () => {
    const { name, stay } = await country()
    const { id } = await stay()
    const moved = await looking((tx) => impactOf(tx, { country: name, freed: ['2026-05-27'], taken: ['2026-05-31'] }))
    // 130 working days less the feast, then all of them; 924 hours are 132 days
    expect(moved).toMatchObject([
      { placementId: id, old: '903.00', new: '910.00', capOld: '2026-09-02', capNew: '2026-09-01' },
    ])
    const added = await looking((tx) => impactOf(tx, { country: name, freed: [], taken: ['2026-05-28'] }))
    expect(added).toMatchObject([{ old: '903.00', new: '896.00' }])
    expect(
      await looking((tx) => impactOf(tx, { country: name, freed: ['2026-05-27'], taken: ['2026-05-28'] })),
    ).toEqual([])
  })

  it('concerns whoever works that day and is not finished, in that country, and nobody else', async () => {
    const { name, stay } = await country()
    const { id } = await stay()
    await stay({ status: 'finished' })
    await stay({ status: 'cancelled' })
    await stay({ endsOn: day('2026-04-30') })
    await stay({ startsOn: day('2026-06-15') })
    // Monday and Tuesday only: a Wednesday changes nothing for them
    await stay({ weeklyDays: 2, weeklyHours: 14 })
    const found = await looking((tx) => impactOf(tx, { country: name, freed: ['2026-05-27'], taken: [] }))
    expect(found.map(({ placementId }) => placementId)).toEqual([id])
  })

  it('once saved counts the hours again, tells each department once, and leaves signed papers alone', async () => {
    const { feast, calendar, world, stay } = await country()
    const { id } = await stay({ plannedHours: 903 })
    const agreement = await prisma().agreement.create({ data: { placementId: id, status: 'signed', totalHours: 903 } })
    const frozen = { agreementId: agreement.id, number: 1, snapshot: { totalHours: '903' }, sha256: 'b'.repeat(64) }
    const version = await prisma().agreementVersion.create({ data: frozen })
    await updateRecord(world.officer.ctx(), 'Holiday', feast.id, null, { day: '2026-05-31' })
    await drainQueue()
    const hours = async () => (await prisma().placement.findUniqueOrThrow({ where: { id } })).plannedHours?.toFixed(0)
    expect(await hours()).toBe('910')
    const alerts = await prisma().alert.findMany({ where: { recordId: feast.id } })
    expect(alerts).toMatchObject([
      { severity: 'info', departmentId: world.department.id, title: 'Tabaski : 1 stage change d’heures prévues' },
    ])
    expect(alerts[0]?.advice).toContain('passe du 27/05/2026 au 31/05/2026')
    expect(alerts[0]?.advice).toContain('1 convention signée reste telle quelle')
    expect(await prisma().agreementVersion.findUnique({ where: { id: version.id } })).toEqual(version)
    expect(await prisma().agreement.findUnique({ where: { id: agreement.id } })).toEqual(agreement)

    const sent = { calendarId: calendar.id, day: '2026-06-17', name: 'Korité' }
    const added = await createRecord(world.officer.ctx(), 'Holiday', sent)
    await drainQueue()
    expect(await hours()).toBe('903')
    await updateRecord(world.officer.ctx(), 'Holiday', added.id, null, { isWorked: true })
    await drainQueue()
    expect(await hours()).toBe('910')
    await updateRecord(world.officer.ctx(), 'Holiday', added.id, null, { isWorked: false })
    await removeRecord(world.admin.ctx(), 'Holiday', added.id, null)
    await drainQueue()
    expect(await hours()).toBe('910')
  })
})
