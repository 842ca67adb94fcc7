import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { registerJobs } from '../../../jobs/main.ts'
import { planEverything, planReminders } from '../../../src/domain/internships/reminder.ts'
import { sendReminders } from '../../../src/domain/internships/reminder-send.ts'
import { dayOf, setClock } from '../../../src/platform/clock.ts'
import { prisma, transaction } from '../../../src/platform/db.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { testDatabase } from '../../support/database.ts'
import { type Actress, act, at, day, refusalOf, smallSchool, type World } from './world.ts'

beforeAll(testDatabase)
beforeAll(registerJobs)
beforeEach(() => at('2026-05-04T10:00:00'))
afterAll(async () => {
  setClock(null)
  await closePdf()
})

/** An internship under way whose report is due on Friday 12 June 2026, in Dakar. */
async function reportDue(dueOn = '2026-06-12', known?: World, mate?: Awaited<ReturnType<World['student']>>) {
  const world = known ?? (await smallSchool())
  const [student, house] = [mate ?? (await world.student()), await world.company()]
  const placement = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, campaignId: world.campaign.id, companyId: house.id, contactId: house.contactId },
      ...{ schoolTutorId: world.schoolTutor.actor.personId, startsOn: day('2026-03-02'), endsOn: day('2026-08-28') },
      ...{ weeklyHours: 35, weeklyDays: 5, status: 'ongoing' },
    },
  })
  const report = await prisma().deliverable.create({
    data: { placementId: placement.id, kind: 'report', status: 'expected', dueOn: day(dueOn) },
  })
  await transaction((tx) => planReminders(tx, 'Deliverable', [report.id]))
  return { world, student, house, placement, id: report.id }
}

const log = (recordId: string) =>
  prisma().notificationLog.findMany({ where: { recordId }, orderBy: [{ plannedAt: 'asc' }, { id: 'asc' }] })
const planned = async (id: string) => (await log(id)).map((row) => row.plannedAt.toISOString().slice(0, 16))
const skips = async (id: string) =>
  (await log(id)).map((row) => [dayOf(row.plannedAt, 'UTC').slice(5), row.sentAt ? 'envoyé' : row.skippedReason])
const mailDays = async (to: string) =>
  (
    await prisma().mailDelivery.findMany({
      where: { recipient: to, template: 'reminder.digest' },
      orderBy: { createdAt: 'asc' },
    })
  ).map((mail) => mail.createdAt.toISOString().slice(0, 16))

/** Every morning of these days, as the worker lives them: two workers at once, each twice. */
async function mornings(from: number, to: number, month = '06') {
  for (let date = from; date <= to; date++) {
    at(`2026-${month}-${String(date).padStart(2, '0')}T07:59:00`)
    await sendReminders()
    at(`2026-${month}-${String(date).padStart(2, '0')}T08:00:00`)
    await planEverything()
    await Promise.all([sendReminders(), sendReminders()])
    await sendReminders()
    await drainQueue()
  }
}

describe('Reminders of a deadline (example 21)', () => {
  it('leave at 08:00 on 05/06, 09/06 and 11/06 for a report due on Friday 12/06, once each', async () => {
    const { id, student } = await reportDue()
    expect(await planned(id)).toEqual(['2026-06-05T08:00', '2026-06-09T08:00', '2026-06-11T08:00'])
    await mornings(3, 13)
    expect(await mailDays(student.actor.email)).toEqual(['2026-06-05T08:00', '2026-06-09T08:00', '2026-06-11T08:00'])
  })

  it('stop once it is handed in on 08/06: only the first left, and the log says why for the others', async () => {
    const { id, student } = await reportDue()
    await mornings(4, 7)
    at('2026-06-08T15:00:00')
    await act(student, 'Deliverable', 'deposit', id, { fileId: await newPdf(student, 'a') })
    await drainQueue()
    await mornings(9, 13)
    expect(await mailDays(student.actor.email)).toEqual(['2026-06-05T08:00'])
    expect(await skips(id)).toEqual([
      ['06-05', 'envoyé'],
      ['06-09', 'livrable déposé'],
      ['06-11', 'livrable déposé'],
    ])
  })

  it('follow a deadline moved on 10/06 to 19/06: 12/06, 16/06, 18/06 and no stale one', async () => {
    const { id, student, world } = await reportDue()
    await mornings(4, 9)
    at('2026-06-10T11:00:00')
    expect(
      (await refusalOf(act(student, 'Deliverable', 'prolong', id, { until: '2026-06-19' }, 'Malade'))).status,
    ).toBe(404)
    await act(world.schoolTutor, 'Deliverable', 'prolong', id, { until: '2026-06-19' }, 'Malade')
    await drainQueue()
    await mornings(11, 20)
    const sent = ['06-05', '06-09', '06-12', '06-16', '06-18'].map((date) => `2026-${date}T08:00`)
    expect(await mailDays(student.actor.email)).toEqual(sent)
    expect((await skips(id)).find(([date]) => date === '06-11')).toEqual(['06-11', 'échéance reportée'])
  })

  it('survive a worker killed twice in the middle: nothing is lost, nothing is doubled', async () => {
    const { id, student } = await reportDue()
    at('2026-06-05T08:00:00')
    for (let kill = 0; kill < 2; kill++) {
      await killedBeforeItsMail()
      expect((await log(id)).every((row) => row.sentAt === null)).toBe(true)
    }
    await sendReminders()
    await sendReminders()
    expect(await mailDays(student.actor.email)).toEqual(['2026-06-05T08:00'])
  })
})

describe('A reminder', () => {
  it('that would have left before the deliverable was created is not made up for', async () => {
    at('2026-06-10T09:00:00')
    const { id } = await reportDue()
    expect(await planned(id)).toEqual(['2026-06-11T08:00'])
  })

  it('that falls on a week-end or a holiday leaves on the working day before, unless the school says otherwise', async () => {
    const calendar = await prisma().holidayCalendar.create({ data: { country: 'Sénégal', year: 2026 } })
    await prisma().holiday.create({ data: { calendarId: calendar.id, name: 'Fête', day: day('2026-06-12') } })
    const { id } = await reportDue('2026-06-15')
    expect(await planned(id)).toEqual(['2026-06-08T08:00', '2026-06-11T08:00', '2026-06-11T08:00'])
    await prisma().setting.create({ data: { key: 'reminder.days', value: 'tous' } })
    await transaction((tx) => planReminders(tx, 'Deliverable', [id]))
    expect(await planned(id)).toEqual(['2026-06-08T08:00', '2026-06-12T08:00', '2026-06-14T08:00'])
    await prisma().setting.deleteMany({})
    await prisma().holiday.deleteMany({})
  })

  it('never leaves in the evening: an outage until 21:00 waits for the next morning', async () => {
    const { student } = await reportDue()
    at('2026-06-05T21:00:00')
    await sendReminders()
    expect(await mailDays(student.actor.email)).toEqual([])
    at('2026-06-08T08:00:00')
    await sendReminders()
    expect(await mailDays(student.actor.email)).toEqual(['2026-06-08T08:00'])
  })

  it('does not leave for an internship suspended, broken or cancelled, nor for a deliverable exempted', async () => {
    const reasons: Record<string, string> = {}
    for (const status of ['suspended', 'broken', 'cancelled'] as const) {
      const { id, placement, student } = await reportDue()
      await prisma().placement.update({ where: { id: placement.id }, data: { status } })
      at('2026-06-05T08:00:00')
      await sendReminders()
      expect(await mailDays(student.actor.email)).toEqual([])
      reasons[status] = (await log(id))[0]?.skippedReason ?? ''
      at('2026-05-04T10:00:00')
    }
    expect(reasons).toEqual({ suspended: 'stage suspendu', broken: 'stage rompu', cancelled: 'stage annulé' })
    const { id, world } = await reportDue()
    await act(world.officer, 'Deliverable', 'exempt', id, {}, 'Stage de recherche')
    await drainQueue()
    expect((await log(id)).map((row) => row.skippedReason)).toEqual(Array(3).fill('livrable dispensé'))
  })

  it('joins the others of the same morning in one mail', async () => {
    const first = await reportDue()
    await reportDue('2026-06-12', first.world, first.student)
    at('2026-06-05T08:00:00')
    await sendReminders()
    const [mail, ...others] = await prisma().mailDelivery.findMany({
      where: { recipient: first.student.actor.email, template: 'reminder.digest' },
    })
    expect(others).toEqual([])
    expect(mail?.subject).toBe('2 échéances approchent')
  })
})

/** The worker has marked its rows and is about to write the mail when its connection dies, as when it is killed. */
const killedBeforeItsMail = () =>
  transaction(async (tx) => {
    await tx.$executeRawUnsafe('LOCK TABLE "MailDelivery" IN SHARE MODE')
    const dead = expect(sendReminders()).rejects.toThrow()
    for (let tries = 0, killed = 0; killed === 0 && tries < 50; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      killed = await tx.$executeRawUnsafe(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      )
    }
    await dead
  })

async function newPdf(who: Actress, name: string) {
  const uploadedById = who.actor.personId
  const data = { name: `${name}.pdf`, mime: 'application/pdf', size: 9, uploadedById }
  return (await prisma().storedFile.create({ data: { ...data, sha256: randomUUID(), storageKey: randomUUID() } })).id
}
