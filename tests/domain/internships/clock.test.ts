import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeApplications, expireProposals } from '../../../jobs/internships/clock.ts'
import { registerJobs } from '../../../jobs/main.ts'
import { chaseCompanies } from '../../../src/domain/internships/chase.ts'
import { watchImpossible } from '../../../src/domain/internships/impossible.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { testDatabase } from '../../support/database.ts'
import { act, at, candidature, forwarded, offerNow, refusalOf, smallSchool } from './world.ts'

beforeAll(testDatabase)
beforeAll(registerJobs)
beforeEach(() => at('2026-01-05T10:00:00'))
afterAll(async () => {
  setClock(null)
  await closePdf()
})

const mails = (to: string) =>
  prisma().mailDelivery.findMany({ where: { recipient: to }, orderBy: { createdAt: 'asc' } })
const templates = async (to: string) => (await mails(to)).map((mail) => mail.template).sort()

describe('The clock', () => {
  it('expires proposals left unanswered and moves the waiting list up, once', async () => {
    const world = await smallSchool()
    const house = await world.company()
    const offer = await house.offer({ seats: 1 })
    const [first, second] = [
      await forwarded(world, await world.student(), offer.id),
      await forwarded(world, await world.student(), offer.id),
    ]
    await act(house, 'Candidature', 'propose', first)
    await act(house, 'Candidature', 'waitlist', second)
    at('2026-01-12T23:59:58')
    await expireProposals()
    expect((await candidature(first)).status).toBe('proposed')
    at('2026-01-13T00:00:01')
    await Promise.all([expireProposals(), expireProposals()])
    expect((await candidature(first)).status).toBe('expired')
    expect((await candidature(second)).status).toBe('proposed')
    expect((await offerNow(offer.id)).taken).toBe(1)
  })

  it('reminds a silent company after one week and after two, once each, then alerts the officer', async () => {
    const world = await smallSchool()
    const house = await world.company()
    const id = await forwarded(world, await world.student(), (await house.offer()).id)
    const answered = await forwarded(world, await world.student(), (await house.offer()).id)
    await act(house, 'Candidature', 'interview', answered)
    const reminded = async () => {
      await chaseCompanies()
      await chaseCompanies()
      await drainQueue()
      return (await templates(house.actor.email)).filter((template) => template === 'candidature.remind').length
    }
    at('2026-01-12T09:59:00')
    expect(await reminded()).toBe(0)
    at('2026-01-12T10:00:00')
    expect(await reminded()).toBe(1)
    const flood = await refusalOf(act(world.officer, 'Candidature', 'remind', id))
    expect(flood.code).toBe('already_reminded')
    at('2026-01-19T10:00:00')
    expect(await reminded()).toBe(2)
    at('2026-01-26T10:00:00')
    expect(await reminded()).toBe(2)
    const alerts = await prisma().alert.findMany({ where: { recordId: id } })
    expect(alerts.map((alert) => alert.title)).toEqual([expect.stringContaining('ne répond pas')])

    expect(await prisma().notificationLog.count({ where: { recordId: answered } })).toBe(0)
  })

  it('sees what should be impossible, and says it once', async () => {
    const world = await smallSchool()
    const house = await world.company()
    const offer = await house.offer({ seats: 2 })
    await act(house, 'Candidature', 'propose', await forwarded(world, await world.student(), offer.id))
    await watchImpossible()
    expect(await prisma().alert.count({ where: { recordId: offer.id } })).toBe(0)
    await prisma().offer.update({ where: { id: offer.id }, data: { taken: 2 } })
    expect(await watchImpossible()).toBe(1)
    expect(await watchImpossible()).toBe(0)
    expect((await prisma().alert.findFirstOrThrow({ where: { recordId: offer.id } })).severity).toBe('critical')
  })

  it('closes applications the day after the closing day', async () => {
    const world = await smallSchool()
    const status = async () => (await prisma().campaign.findUniqueOrThrow({ where: { id: world.campaign.id } })).status
    at('2026-01-15T23:59:59')
    await closeApplications()
    expect(await status()).toBe('open')
    at('2026-01-16T00:05:00')
    await closeApplications()
    expect(await status()).toBe('applications_closed')
  })
})
