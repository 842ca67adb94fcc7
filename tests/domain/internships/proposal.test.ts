import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { system } from '../../../src/access/actor.ts'
import { perform } from '../../../src/kit/command.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { testDatabase } from '../../support/database.ts'
import { act, at, candidature, day, forwarded, offerNow, refusalOf, smallSchool } from './world.ts'

beforeAll(testDatabase)
beforeEach(() => at('2026-01-05T10:00:00'))
afterEach(() => setClock(null))

describe('A proposal', () => {
  it('holds a seat: of two proposals on the last seat at the same second, one wins', async () => {
    const world = await smallSchool()
    const house = await world.company()
    const offer = await house.offer({ seats: 1 })
    const ids = [
      await forwarded(world, await world.student(), offer.id),
      await forwarded(world, await world.student(), offer.id),
    ]
    const outcomes = await Promise.allSettled(ids.map((id) => act(house, 'Candidature', 'propose', id)))
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    const lost = outcomes.find((one) => one.status === 'rejected')
    expect(lost?.reason).toMatchObject({ status: 409, code: 'offer_full' })
    expect(await offerNow(offer.id)).toMatchObject({ taken: 1, status: 'filled' })
  })

  it('sells thirty seats to forty candidates and not one more', async () => {
    const world = await smallSchool()
    const house = await world.company()
    const offer = await house.offer({ seats: 30 })
    const people = await Promise.all(Array.from({ length: 40 }, () => world.student()))
    await prisma().candidature.createMany({
      data: people.map(({ id }) => ({
        studentId: id,
        offerId: offer.id,
        campaignId: world.campaign.id,
        status: 'forwarded',
        forwardedAt: day('2026-01-04'),
      })),
    })
    const ids = (await prisma().candidature.findMany({ where: { offerId: offer.id } })).map(({ id }) => id)
    const outcomes: PromiseSettledResult<unknown>[] = []
    for (let i = 0; i < ids.length; i += 8) {
      const batch = ids.slice(i, i + 8).map((id) => act(house, 'Candidature', 'propose', id))
      outcomes.push(...(await Promise.allSettled(batch)))
    }
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(30)
    expect(await prisma().candidature.count({ where: { offerId: offer.id, seatHeld: true } })).toBe(30)
    expect((await offerNow(offer.id)).taken).toBe(30)
  })

  it('expires at the end of the fifth working day, weekend and holidays not counted', async () => {
    const calendar = await prisma().holidayCalendar.create({ data: { country: 'France', year: 2026 } })
    await prisma().holiday.create({
      data: { calendarId: calendar.id, day: day('2026-01-07'), name: 'Fête de l’école' },
    })
    const profile = await prisma().legalProfile.create({
      data: { code: 'FR', name: 'France', country: 'France', effectiveOn: day('2026-01-01') },
    })
    const world = await smallSchool({ legalProfileId: profile.id })
    const house = await world.company()
    const id = await forwarded(world, await world.student(), (await house.offer()).id)
    await act(house, 'Candidature', 'propose', id)
    // From Monday 5: 6, 8, 9, 12, 13
    expect((await candidature(id)).proposalExpiresAt?.toISOString()).toBe('2026-01-13T23:59:59.999Z')
  })

  it('left unanswered gives its seat to the first on the waiting list, then to the next', async () => {
    const world = await smallSchool()
    const house = await world.company()
    const offer = await house.offer({ seats: 1 })
    const people = [await world.student(), await world.student(), await world.student()]
    const [first = '', second = '', third = ''] = await Promise.all(
      people.map((who) => forwarded(world, who, offer.id)),
    )
    await act(house, 'Candidature', 'propose', first)
    await act(house, 'Candidature', 'waitlist', third, { rank: 2 })
    await act(house, 'Candidature', 'waitlist', second, { rank: 1 })
    const expire = (id: string) => perform(system('Proposition expirée'), 'Candidature', 'expire', id)

    expect((await refusalOf(expire(first))).code).toBe('not_expired')
    at('2026-01-13T00:00:01')
    await expire(first)
    expect((await candidature(first)).status).toBe('expired')
    expect(await candidature(second)).toMatchObject({ status: 'proposed', seatHeld: true, rank: null })
    // Tuesday 13, five working days: 14, 15, 16, 19, 20
    expect((await candidature(second)).proposalExpiresAt?.toISOString()).toBe('2026-01-20T23:59:59.999Z')
    expect((await candidature(third)).status).toBe('waiting_list')

    at('2026-01-21T00:00:01')
    await expire(second)
    expect((await candidature(third)).status).toBe('proposed')
    expect(await offerNow(offer.id)).toMatchObject({ taken: 1, status: 'filled' })
  })

  it('cannot be accepted once its time is over, even before the clock’s job has passed', async () => {
    const world = await smallSchool()
    const [house, awa] = [await world.company(), await world.student()]
    const id = await forwarded(world, awa, (await house.offer()).id)
    await act(house, 'Candidature', 'propose', id)
    at('2026-01-13T00:00:01')
    expect((await refusalOf(act(awa, 'Candidature', 'accept', id))).code).toBe('proposal_expired')
  })

  it('declined frees its seat and puts the offer back online', async () => {
    const world = await smallSchool()
    const [house, awa] = [await world.company(), await world.student()]
    const offer = await house.offer({ seats: 1 })
    const id = await forwarded(world, awa, offer.id)
    await act(house, 'Candidature', 'propose', id)
    await act(awa, 'Candidature', 'decline', id)
    expect(await offerNow(offer.id)).toMatchObject({ taken: 0, status: 'published' })

    await act(world.officer, 'Candidature', 'reopen', id, {}, 'L’étudiant se ravise')
    expect(await candidature(id)).toMatchObject({ status: 'proposed', seatHeld: true })
    expect(await offerNow(offer.id)).toMatchObject({ taken: 1, status: 'filled' })
  })
})

describe('Accepting one', () => {
  it('withdraws the three others, moves up a waiting list and creates the placement', async () => {
    const world = await smallSchool()
    const [awa, hugo] = [await world.student(), await world.student()]
    const houses = await Promise.all([world.company(), world.company(), world.company(), world.company()])
    const offers = await Promise.all(houses.map((house) => house.offer({ seats: 1 })))
    const mine: string[] = []
    for (const offer of offers) mine.push(await forwarded(world, awa, offer.id))
    const [chosen = '', alsoProposed = '', waiting = '', other = ''] = mine
    const [house, second, third] = houses
    if (!house || !second || !third || !offers[1]) throw new Error('four companies')
    await act(house, 'Candidature', 'propose', chosen)
    await act(second, 'Candidature', 'propose', alsoProposed)
    await act(third, 'Candidature', 'waitlist', waiting)
    const queued = await prisma().candidature.create({
      data: {
        studentId: hugo.id,
        offerId: offers[1].id,
        campaignId: world.campaign.id,
        status: 'waiting_list',
        rank: 1,
        forwardedAt: day('2026-01-04'),
      },
    })
    const done = await act(awa, 'Candidature', 'accept', chosen)

    expect((await candidature(chosen)).status).toBe('accepted')
    for (const id of [alsoProposed, waiting, other]) expect((await candidature(id)).status).toBe('withdrawn_auto')
    expect(await candidature(queued.id)).toMatchObject({ status: 'proposed', seatHeld: true })
    const placement = await prisma().placement.findUniqueOrThrow({ where: { id: done.redirect?.id ?? '' } })
    expect(placement).toMatchObject({ studentId: awa.id, status: 'proposed', seatHeld: true, companyId: house.id })
    expect(await offerNow(offers[0]?.id ?? '')).toMatchObject({ taken: 1, status: 'filled' })

    const told = await prisma().event.findMany({ where: { noun: 'Candidature', verb: 'withdrawAuto' } })
    expect(told.filter((event) => mine.includes(event.recordId))).toHaveLength(3)
    expect(told.every((event) => event.reason === 'L’étudiant a accepté une autre proposition')).toBe(true)
  })

  it('gives the seat back when the placement is cancelled', async () => {
    const world = await smallSchool()
    const [house, awa, hugo] = [await world.company(), await world.student(), await world.student()]
    const offer = await house.offer({ seats: 1 })
    const [chosen, queued] = [await forwarded(world, awa, offer.id), await forwarded(world, hugo, offer.id)]
    await act(house, 'Candidature', 'propose', chosen)
    await act(house, 'Candidature', 'waitlist', queued)
    const placementId = (await act(awa, 'Candidature', 'accept', chosen)).redirect?.id ?? ''
    await act(world.officer, 'Placement', 'cancel', placementId, {}, 'L’entreprise ferme')
    expect((await candidature(queued)).status).toBe('proposed')
    expect((await offerNow(offer.id)).taken).toBe(1)
  })
})

describe('Withdrawing an offer', () => {
  it('closes its candidatures with the reason and moves nobody up', async () => {
    const world = await smallSchool()
    const house = await world.company()
    const offer = await house.offer({ seats: 2 })
    const [proposed, waiting] = [
      await forwarded(world, await world.student(), offer.id),
      await forwarded(world, await world.student(), offer.id),
    ]
    await act(house, 'Candidature', 'propose', proposed)
    await act(house, 'Candidature', 'waitlist', waiting)
    await act(world.officer, 'Offer', 'withdraw', offer.id, {}, 'Projet abandonné')
    for (const id of [proposed, waiting])
      expect(await candidature(id)).toMatchObject({
        status: 'closed',
        statusReason: 'Offre retirée : Projet abandonné',
      })
    expect(await offerNow(offer.id)).toMatchObject({ status: 'withdrawn', taken: 0 })
  })
})
