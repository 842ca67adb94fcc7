import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { registerJobs } from '../../../jobs/main.ts'
import { chaseWeeks } from '../../../src/domain/internships/logbook-chase.ts'
import { countPlannedHours } from '../../../src/domain/internships/logbook-hours.ts'
import { type Line, saveWeek } from '../../../src/domain/internships/logbook-week.ts'
import { ENDED, watchInternships } from '../../../src/domain/internships/watch.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma, transaction } from '../../../src/platform/db.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { testDatabase } from '../../support/database.ts'
import { type Actress, act, at, day, refusalOf, smallSchool } from './world.ts'

beforeAll(testDatabase)
beforeAll(registerJobs)
beforeEach(() => at('2026-06-05T18:00:00'))
afterAll(async () => {
  setClock(null)
  await closePdf()
})

/** An internship of 35 hours a week, from 2 March to 28 August 2026, under way. */
async function underWay(more: object = {}) {
  const world = await smallSchool()
  const [student, house] = [await world.student(), await world.company()]
  const placement = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, campaignId: world.campaign.id, companyId: house.id, contactId: house.contactId },
      ...{ schoolTutorId: world.schoolTutor.actor.personId, startsOn: day('2026-03-02'), endsOn: day('2026-08-28') },
      ...{ weeklyHours: 35, weeklyDays: 5, status: 'ongoing', ...more },
    },
  })
  return { world, student, house, id: placement.id }
}

const line = (on: string, hours = '7', more: Partial<Line> = {}): Line => ({
  ...{ day: on, hours, content: 'Écran de saisie', isAbsent: false, ...more },
})
const WEEK = ['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04', '2026-06-05']
const fullWeek = () => WEEK.map((on) => line(on))
const entries = (placementId: string) =>
  prisma().logbookEntry.findMany({ where: { placementId }, orderBy: { day: 'asc' } })
const states = async (id: string) => [...new Set((await entries(id)).map((one) => one.status))]
const refused = async (who: Actress, id: string, one: Line) =>
  Object.values((await refusalOf(saveWeek(who.ctx(), id, [one]))).fields ?? {})[0]?.fr
const approved = async (id: string) =>
  Number((await prisma().placement.findUniqueOrThrow({ where: { id } })).approvedHours)

describe('A week of the logbook', () => {
  it('is nobody’s but the student’s to write: another student finds it missing', async () => {
    const { world, student, house, id } = await underWay()
    const other = await world.student()
    expect((await refusalOf(saveWeek(other.ctx(), id, fullWeek()))).status).toBe(404)
    expect((await refusalOf(saveWeek(house.ctx(), id, fullWeek()))).status).toBe(404)
    await saveWeek(student.ctx(), id, fullWeek())
    expect(await states(id)).toEqual(['draft'])
  })

  it('is submitted whole, approved by the company tutor, and then locked; its hours are counted once', async () => {
    const { world, student, house, id } = await underWay()
    await saveWeek(student.ctx(), id, fullWeek(), { submit: true })
    expect(await states(id)).toEqual(['submitted'])
    const stranger = await world.company()
    expect((await refusalOf(act(stranger, 'Placement', 'approveWeek', id, { week: WEEK[0] }))).status).toBe(404)
    expect((await refusalOf(act(student, 'Placement', 'approveWeek', id, { week: WEEK[0] }))).status).toBe(404)
    await act(house, 'Placement', 'approveWeek', id, { week: WEEK[0] })
    expect([await states(id), await approved(id)]).toEqual([['approved'], 35])

    await saveWeek(student.ctx(), id, [line('2026-06-01', '9')])
    expect(Number((await entries(id))[0]?.hours)).toBe(7)

    const [first] = await entries(id)
    expect((await refusalOf(act(world.officer, 'LogbookEntry', 'reopen', first?.id ?? ''))).fields).toHaveProperty(
      'reason',
    )
    await act(world.officer, 'LogbookEntry', 'reopen', first?.id ?? '', {}, 'Erreur de jour')
    expect([(await entries(id))[0]?.status, await approved(id)]).toEqual(['draft', 28])
  })

  it('comes back with a comment when it is rejected, and may be submitted again', async () => {
    const { student, house, id } = await underWay()
    await saveWeek(student.ctx(), id, fullWeek(), { submit: true })
    expect((await refusalOf(act(house, 'Placement', 'rejectWeek', id, { week: WEEK[0] }))).fields).toHaveProperty(
      'reason',
    )
    await act(house, 'Placement', 'rejectWeek', id, { week: WEEK[0] }, 'Mardi vous étiez absente')
    expect((await entries(id))[0]).toMatchObject({ status: 'rejected', comment: 'Mardi vous étiez absente' })
    await saveWeek(student.ctx(), id, [line('2026-06-02', '0', { isAbsent: true })], { submit: true })
    expect(await states(id)).toEqual(['submitted'])
    await drainQueue()
    const mails = await prisma().mailDelivery.findMany({ where: { recipient: student.actor.email } })
    expect(mails.map((mail) => mail.template)).toEqual(['placement.rejectWeek'])
  })

  it('answered by two tutors at once is answered once', async () => {
    const { student, house, id } = await underWay()
    await saveWeek(student.ctx(), id, fullWeek(), { submit: true })
    const both = await Promise.allSettled([
      act(house, 'Placement', 'approveWeek', id, { week: WEEK[0] }),
      act(house, 'Placement', 'approveWeek', id, { week: WEEK[0] }),
    ])
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(await approved(id)).toBe(35)
  })

  it('is for the school tutor to approve only when the company has been silent for ten days', async () => {
    const { world, student, id } = await underWay()
    await saveWeek(student.ctx(), id, fullWeek(), { submit: true })
    const week = { week: WEEK[0] }
    const early = await refusalOf(act(world.schoolTutor, 'Placement', 'approveWeek', id, week))
    expect(early).toMatchObject({ status: 409, code: 'not_delegated' })
    at('2026-06-15T18:00:00')
    await act(world.schoolTutor, 'Placement', 'approveWeek', id, week)
    expect(await states(id)).toEqual(['approved'])
  })
})

describe('A day of the logbook is refused (rule 21)', () => {
  it('when it has not come yet', async () => {
    const { student, id } = await underWay()
    expect(await refused(student, id, line('2026-06-06'))).toContain('pas encore arrivé')
  })

  it('outside the effective period, before or after', async () => {
    const { student, id } = await underWay({ endsOn: day('2026-06-03') })
    expect(await refused(student, id, line('2026-02-27'))).toContain('hors du stage (02/03/2026 – 03/06/2026)')
    expect(await refused(student, id, line('2026-06-04'))).toContain('hors du stage')
  })

  it('on an interruption', async () => {
    const { student, id } = await underWay()
    await prisma().interruption.create({
      data: { placementId: id, kind: 'health', startsOn: day('2026-06-02'), endsOn: day('2026-06-03') },
    })
    expect(await refused(student, id, line('2026-06-03'))).toContain('interrompu du 02/06/2026 au 03/06/2026')
    await saveWeek(student.ctx(), id, [line('2026-06-04')])
  })

  it('over 10 hours, or over the hours of a week', async () => {
    const { student, id } = await underWay()
    expect(await refused(student, id, line('2026-06-01', '10.25'))).toContain('ne dépasse pas 10 h')
    const long = WEEK.slice(0, 4).map((on) => line(on, '10'))
    await saveWeek(student.ctx(), id, long)
    expect(await refused(student, id, line('2026-06-05', '4.5'))).toContain('44,5 h, pour 44 h au plus')
    await saveWeek(student.ctx(), id, [line('2026-06-05', '4')])
  })

  it('after the day the internship was broken off, even when it had been written before', async () => {
    const { student, id } = await underWay()
    await saveWeek(student.ctx(), id, fullWeek())
    await prisma().placement.update({ where: { id }, data: { status: 'broken', brokenOn: day('2026-06-03') } })
    expect(await refused(student, id, line('2026-06-04', '6'))).toContain('rompu depuis le 03/06/2026')
    const submitted = await refusalOf(saveWeek(student.ctx(), id, [line('2026-06-01')], { submit: true }))
    expect(submitted.fields?.['2026-06-04']?.fr).toContain('rompu')
    expect(await states(id)).toEqual(['draft'])
  })

  it('without a word on what was done', async () => {
    const { student, id } = await underWay()
    expect(await refused(student, id, line('2026-06-01', '7', { content: ' ' }))).toContain('en une ligne')
  })
})

describe('An absence (rule 22)', () => {
  it('of three days in a row asks for a certificate, once; of two days it does not', async () => {
    const { student, house, id, world } = await underWay()
    const away = (on: string) => line(on, '0', { isAbsent: true, content: 'Malade' })
    const pieces = () => prisma().supportingDocument.count({ where: { placementId: id, kind: 'absence' } })
    await saveWeek(student.ctx(), id, [away('2026-05-25'), away('2026-05-26')], { submit: true })
    expect(await pieces()).toBe(0)
    await saveWeek(student.ctx(), id, [line('2026-06-01'), ...WEEK.slice(2).map(away)], { submit: true })
    expect(await pieces()).toBe(1)
    await act(house, 'Placement', 'rejectWeek', id, { week: WEEK[0] }, 'À revoir')
    await saveWeek(student.ctx(), id, [line('2026-06-01', '6')], { submit: true })
    expect(await pieces()).toBe(1)
    const alert = await prisma().alert.findFirstOrThrow({ where: { placementId: id } })
    expect(alert.title).toContain('absent depuis le 03/06/2026')
    expect(alert.ownerId).toBe(world.schoolTutor.actor.personId)
  })
})

describe('An accident (rule 22)', () => {
  it('is said by whoever knows first, awaits one declaration within 48 hours, and tells the school', async () => {
    const { student, house, id } = await underWay()
    const report = { occurredOn: '2026-06-02', what: 'Une chute dans l’escalier' }
    at('2026-06-02T16:00:00')
    const stranger = (await smallSchool()).schoolTutor
    expect((await refusalOf(act(stranger, 'Placement', 'reportAccident', id, report))).status).toBe(404)
    const tomorrow = { ...report, occurredOn: '2026-06-03' }
    expect((await refusalOf(act(student, 'Placement', 'reportAccident', id, tomorrow))).fields).toHaveProperty(
      'occurredOn',
    )
    await act(student, 'Placement', 'reportAccident', id, report)
    await act(house, 'Placement', 'reportAccident', id, report)
    const awaited = await prisma().supportingDocument.findMany({ where: { placementId: id, kind: 'accident' } })
    expect(awaited).toMatchObject([{ status: 'expected' }])
    const alerts = await prisma().alert.findMany({ where: { placementId: id, severity: 'critical' } })
    expect(alerts).toMatchObject([{ title: expect.stringContaining('à déclarer avant le 04/06/2026 à 16:00') }])
  })
})

describe('Silence', () => {
  it('of the company after ten days is chased once, after twenty the school tutor is alerted', async () => {
    const { student, house, id, world } = await underWay()
    await saveWeek(student.ctx(), id, fullWeek(), { submit: true })
    const chased = async () => {
      await Promise.all([chaseWeeks(), chaseWeeks()])
      await drainQueue()
      const mails = await prisma().mailDelivery.findMany({ where: { recipient: house.actor.email } })
      return mails.filter((mail) => mail.template === 'placement.remindWeek').length
    }
    at('2026-06-15T17:59:00')
    expect(await chased()).toBe(0)
    at('2026-06-15T18:00:00')
    expect(await chased()).toBe(1)
    at('2026-06-25T18:00:00')
    await watchInternships()
    expect(await chased()).toBe(1)
    const alert = await prisma().alert.findUniqueOrThrow({ where: { key: `watch:tutor:${id}` } })
    expect(alert).toMatchObject({ status: 'open', ownerId: world.schoolTutor.actor.personId })
    await act(world.schoolTutor, 'Placement', 'approveWeek', id, { week: WEEK[0] })
    await watchInternships()
    expect(await prisma().alert.findUniqueOrThrow({ where: { id: alert.id } })).toMatchObject({
      ...{ status: 'closed', closeReason: ENDED },
    })
    expect(await prisma().logbookEntry.count({ where: { placementId: id, isAuto: true } })).toBe(0)
  })

  it('of the student raises one alert, which ends with a new entry and returns with a new silence', async () => {
    const { student, id } = await underWay()
    const status = async () => (await prisma().alert.findUnique({ where: { key: `watch:logbook:${id}` } }))?.status
    await saveWeek(student.ctx(), id, [line('2026-06-05')])
    at('2026-06-15T18:00:00')
    await watchInternships()
    expect(await status()).toBe('open')
    await saveWeek(student.ctx(), id, [line('2026-06-15')])
    await watchInternships()
    expect(await status()).toBe('closed')
    at('2026-06-30T18:00:00')
    await watchInternships()
    expect(await status()).toBe('open')
  })

  it('at mid-point is said of hours under 80 % of the plan and of a visit that was not made', async () => {
    const { world, id } = await underWay()
    await transaction((tx) => countPlannedHours(tx, id))
    // 130 weekdays of 7 hours between 02/03 and 28/08: this country has no holiday on file
    expect(Number((await prisma().placement.findUniqueOrThrow({ where: { id } })).plannedHours)).toBe(910)
    at('2026-05-29T18:00:00')
    await watchInternships()
    const keys = async () =>
      (await prisma().alert.findMany({ where: { placementId: id, status: 'open' } })).map(
        (one) => one.key.split(':')[1],
      )
    expect((await keys()).sort()).toEqual(['logbook'])
    at('2026-05-31T18:00:00')
    await watchInternships()
    expect((await keys()).sort()).toEqual(['hours', 'logbook', 'visit'])
    const author = world.schoolTutor.actor.personId
    await prisma().tutorVisit.create({ data: { placementId: id, visitedOn: day('2026-05-31'), authorId: author } })
    await watchInternships()
    expect((await keys()).sort()).toEqual(['hours', 'logbook'])
  })
})
