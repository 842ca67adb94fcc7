import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { registerJobs } from '../../../jobs/main.ts'
import { list } from '../../../src/access/select.ts'
import { planEverything } from '../../../src/domain/internships/reminder.ts'
import { sendReminders } from '../../../src/domain/internships/reminder-send.ts'
import { bulkReport } from '../../../src/kit/bulk/report.ts'
import { startBulk } from '../../../src/kit/bulk/start.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { testDatabase } from '../../support/database.ts'
import { act, at, day, smallSchool } from './world.ts'

beforeAll(testDatabase)
beforeAll(registerJobs)
beforeEach(() => at('2026-02-02T10:00:00'))
afterAll(async () => {
  setClock(null)
  await closePdf()
})

const digests = async (recipient: string) =>
  (
    await prisma().mailDelivery.findMany({
      where: { recipient, template: 'reminder.digest' },
      orderBy: { createdAt: 'asc' },
    })
  ).map((mail) => ({ day: mail.createdAt.toISOString().slice(0, 10), text: mail.text, subject: mail.subject }))
const days = async (recipient: string) => (await digests(recipient)).map((mail) => mail.day)

async function mornings(...dates: string[]) {
  for (const date of dates) {
    at(`${date}T08:00:00`)
    await planEverything()
    await sendReminders()
    await sendReminders()
    await drainQueue()
  }
}

async function placed(more: object = {}) {
  const world = await smallSchool()
  const [student, house] = [await world.student(), await world.company()]
  const placement = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, companyId: house.id, campaignId: world.campaign.id, contactId: house.contactId },
      ...{ schoolTutorId: world.schoolTutor.actor.personId, status: 'confirmed', weeklyHours: 35, weeklyDays: 5 },
      ...{ startsOn: day('2026-03-04'), endsOn: day('2026-08-28'), ...more },
    },
  })
  return { world, student, house, id: placement.id }
}

describe('Rule 17: an agreement that is not signed', () => {
  it('reminds the one whose turn it is 15, 7 and 1 days before the start, by the next one once they signed, never the others', async () => {
    const { world, student, house, id } = await placed()
    const agreement = await prisma().agreement.create({
      data: { placementId: id, status: 'approved', number: `C-${randomUUID()}` },
    })
    await prisma().agreementVersion.create({
      data: { agreementId: agreement.id, number: 1, snapshot: {}, sha256: 'a'.repeat(64) },
    })
    await act(world.officer, 'Agreement', 'sendToSign', agreement.id)
    await drainQueue()
    // D-15 is Tuesday 17 February
    await mornings('2026-02-16', '2026-02-17', '2026-02-18')
    expect(await days(student.actor.email)).toEqual(['2026-02-17'])
    expect(await days(house.actor.email)).toEqual([])
    await act(student, 'Agreement', 'sign', agreement.id, { read: true })
    await act(world.schoolTutor, 'Agreement', 'sign', agreement.id, { read: true })
    await drainQueue()
    await mornings('2026-02-24', '2026-02-25', '2026-02-26')
    expect(await days(student.actor.email)).toEqual(['2026-02-17'])
    const [mail] = await digests(house.actor.email)
    expect(mail?.day).toBe('2026-02-25')
    expect(mail?.text).toMatch(/Convention à signer[\s\S]*avant le 4 mars 2026\./)
    expect(mail?.text).toMatch(/\/link\/[\w-]{43}/)
    expect(mail?.text).not.toContain('/admin/resources')
    for (const who of [house, house, world.officer]) await act(who, 'Agreement', 'sign', agreement.id, { read: true })
    await drainQueue()
    await mornings('2026-03-03')
    expect(await days(house.actor.email)).toEqual(['2026-02-25'])
    const log = await prisma().notificationLog.findMany({ where: { recordId: agreement.id, sentAt: null } })
    expect([...new Set(log.map((row) => row.skippedReason))].sort()).toEqual([
      'convention signée',
      'destinataire remplacé',
    ])
  })
})

describe('Evaluations that are awaited', () => {
  it('are reminded of 7, 3 and 1 days before, the company by its link, and not within a day of a chaser sent by hand', async () => {
    const { world, student, house, id } = await placed({ status: 'ongoing', endsOn: day('2026-06-12') })
    at('2026-06-01T10:00:00')
    const evaluation = await prisma().evaluation.create({ data: { placementId: id, kind: 'company', status: 'open' } })
    await mornings('2026-06-04', '2026-06-05')
    const [first] = await digests(house.actor.email)
    expect(first?.day).toBe('2026-06-05')
    expect(first?.text).toContain(`/evaluate/${evaluation.id}`)
    // Said once: the event of the reminder writes no second letter
    expect(await prisma().mailDelivery.count({ where: { template: 'evaluation.remind' } })).toBe(0)
    at('2026-06-05T17:00:00')
    await expect(act(world.officer, 'Evaluation', 'remind', evaluation.id)).rejects.toThrow('reminded_recently')
    at('2026-06-08T15:00:00')
    await act(world.officer, 'Evaluation', 'remind', evaluation.id)
    await mornings('2026-06-09')
    expect(await days(house.actor.email)).toEqual(['2026-06-05'])
    await mornings('2026-06-11')
    expect(await days(house.actor.email)).toEqual(['2026-06-05', '2026-06-11'])
    expect(await days(student.actor.email)).toEqual([])
    const skipped = await prisma().notificationLog.findFirst({ where: { recordId: evaluation.id, sentAt: null } })
    expect(skipped?.skippedReason).toBe('relancée il y a moins de 24 heures')
  })
})

describe('Example 23: forty internships over, nine company forms missing', () => {
  it('lists the nine, reminds all but those chased within 24 hours, and names these', async () => {
    at('2026-09-01T09:00:00')
    const world = await smallSchool()
    const house = await world.company()
    const missing: string[] = []
    for (let i = 0; i < 40; i += 1) {
      const student = await world.student()
      const { id } = await prisma().placement.create({
        data: {
          ...{ studentId: student.id, companyId: house.id, campaignId: world.campaign.id, contactId: house.contactId },
          ...{ status: 'finished', startsOn: day('2026-03-02'), endsOn: day('2026-08-28') },
        },
      })
      const waits = i < 9
      const remindedAt = i < 2 ? day('2026-09-01') : null
      const one = await prisma().evaluation.create({
        data: { placementId: id, kind: 'company', status: waits ? 'open' : 'submitted', remindedAt },
      })
      if (waits) missing.push(one.id)
    }
    const where = { placement: { campaignId: world.campaign.id }, status: { in: ['open', 'draft', 'reopened'] } }
    const found = await list(world.officer.ctx(), 'Evaluation', { where, limit: 100 })
    expect(found.map((row) => row.id).sort()).toEqual([...missing].sort())
    const before = await prisma().mailDelivery.count({ where: { template: 'evaluation.remind' } })
    const change = { verb: 'remind', input: {}, reason: null }
    const run = await startBulk(world.officer.ctx(), 'Evaluation', { ids: missing, change, isAtomic: false })
    await drainQueue()
    expect((await prisma().mailDelivery.count({ where: { template: 'evaluation.remind' } })) - before).toBe(7)
    const { refused } = await bulkReport(world.officer.ctx(), run.id, 1, 20)
    expect(refused.map((one) => one.id).sort()).toEqual(missing.slice(0, 2).sort())
    for (const { title, sentence } of refused) {
      expect(title).toContain('Étudiant')
      expect(sentence).toContain('Déjà relancé le 01/09/2026')
    }
  })
})
