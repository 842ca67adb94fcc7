import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { registerJobs } from '../../../jobs/main.ts'
import { find, list } from '../../../src/access/select.ts'
import { draw } from '../../../src/domain/internships/allocation/draw.ts'
import { explain } from '../../../src/domain/internships/allocation/explain.ts'
import { fairnessOf } from '../../../src/domain/internships/allocation/fairness.ts'
import { publishRun } from '../../../src/domain/internships/allocation/publish.ts'
import { createRecord } from '../../../src/kit/record.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { testDatabase } from '../../support/database.ts'
import { act, at, refusalOf, smallSchool, type World } from './world.ts'

beforeAll(() => registerJobs())
beforeAll(testDatabase)
beforeEach(() => at('2026-01-05T10:00:00'))
afterAll(() => setClock(null))

const offers = fc.uniqueArray(fc.integer({ min: 0, max: 7 }).map(String), { maxLength: 5 })
const school = fc.record({
  seed: fc.string({ maxLength: 8 }),
  wishes: fc.array(offers, { maxLength: 25 }).map((all) => new Map(all.map((wished, i) => [`s${i}`, wished]))),
  seats: fc
    .array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 })
    .map((all) => new Map(all.map((n, i) => [String(i), n]))),
})

describe('A draw', () => {
  it('gives no more seats than there are, and nobody what they did not wish for', () => {
    fc.assert(
      fc.property(school, (asked) => {
        const drawn = draw(asked)
        for (const [offerId, seats] of asked.seats)
          expect(drawn.filter((one) => one.offerId === offerId).length).toBeLessThanOrEqual(seats)
        for (const one of drawn)
          expect(one.offerId === null || asked.wishes.get(one.studentId)?.[Number(one.rank) - 1] === one.offerId).toBe(
            true,
          )
      }),
    )
  })

  it('leaves nobody with a worse wish while a better one still has a seat', () => {
    fc.assert(
      fc.property(school, (asked) => {
        const drawn = draw(asked)
        const left = new Map(asked.seats)
        for (const { offerId } of drawn) if (offerId) left.set(offerId, (left.get(offerId) ?? 0) - 1)
        for (const { studentId, rank } of drawn) {
          const better = (asked.wishes.get(studentId) ?? []).slice(0, rank ? rank - 1 : undefined)
          expect(better.every((offerId) => (left.get(offerId) ?? 0) <= 0)).toBe(true)
        }
      }),
    )
  })

  it('never rewards a lie: no other list of wishes obtains a better true wish', () => {
    fc.assert(
      fc.property(school, offers, (asked, lie) => {
        const [liar] = asked.wishes.keys()
        if (!liar) return
        const honest = asked.wishes.get(liar) ?? []
        const obtained = (wishes: readonly string[]) => {
          const drawn = draw({ ...asked, wishes: new Map([...asked.wishes, [liar, wishes]]) })
          const at = honest.indexOf(drawn.find((one) => one.studentId === liar)?.offerId ?? '')
          return at < 0 ? Number.POSITIVE_INFINITY : at
        }
        expect(obtained(honest)).toBeLessThanOrEqual(obtained(lie))
      }),
    )
  })

  it('is the same with the same seed whatever order the records are read in, and another with another', () => {
    const wishes = new Map(Array.from({ length: 40 }, (_, i) => [`s${i}`, ['a', 'b', 'c']]))
    const seats = new Map([...'abc'].map((id) => [id, 10]))
    const shuffled = new Map([...wishes].reverse())
    const one = draw({ seed: '2026', wishes, seats })
    expect(draw({ seed: '2026', wishes: shuffled, seats })).toEqual(one)
    expect(draw({ seed: '2027', wishes, seats })).not.toEqual(one)
  })

  it('keeps the seats that the school reserves, before anybody chooses', () => {
    const wishes = new Map([
      ['first', ['a']],
      ['second', ['a']],
      ['kept', ['b', 'a']],
    ])
    const drawn = draw({ seed: 'x', wishes, seats: new Map([['a', 1]]), pins: new Map([['kept', 'a']]) })
    expect(drawn.find((one) => one.studentId === 'kept')).toMatchObject({ offerId: 'a', rank: 2, isPinned: true })
    expect(drawn.filter((one) => one.offerId === 'a')).toHaveLength(1)
  })

  it('explains to each student why a better wish was lost: the place in the order where it filled up', () => {
    const wishes = new Map(Array.from({ length: 5 }, (_, i) => [`s${i}`, ['a', 'b']]))
    const drawn = draw({
      seed: 's',
      wishes,
      seats: new Map([
        ['a', 2],
        ['b', 2],
      ]),
    })
    const titles = new Map([
      ['a', 'Offre A'],
      ['b', 'Offre B'],
    ])
    const said = drawn.map((one) => explain(one, 5, titles))
    expect(said[0]).toBe('Rang d’ordre 1 sur 5 au tirage. Vœu 1 obtenu : « Offre A ».')
    expect(said[2]).toBe(
      'Rang d’ordre 3 sur 5 au tirage. Vœu 2 obtenu : « Offre B ». Vœu 1, « Offre A » : offre pleine au rang d’ordre 2.',
    )
    expect(said[4]).toContain('Aucun de vos vœux n’avait plus de place')
  })

  it('tells the council how many obtained which wish, and what was most wanted', () => {
    const asked = {
      seed: 's',
      wishes: new Map([
        ['1', ['a', 'b']],
        ['2', ['a', 'b']],
        ['3', ['a']],
        ['4', []],
      ]),
      seats: new Map([
        ['a', 1],
        ['b', 5],
      ]),
    }
    const fair = fairnessOf(asked, draw(asked))
    expect(fair).toMatchObject({ students: 4, withoutWish: 1, seats: 6 })
    expect(fair.placed + fair.unplaced).toBe(3)
    expect(fair.wanted[0]).toEqual({ offerId: 'a', seats: 1, firstWishes: 3, wishes: 3 })
  })

  it('of 2,000 students over 1,500 seats takes less than ten seconds', () => {
    const seats = new Map(Array.from({ length: 500 }, (_, i) => [`o${i}`, 3]))
    const pick = (i: number) => Array.from({ length: 10 }, (_, n) => `o${(i * 7 + n * n * 31) % 500}`)
    const wishes = new Map(Array.from({ length: 2000 }, (_, i) => [`s${i}`, [...new Set(pick(i))]]))
    const started = performance.now()
    const drawn = draw({ seed: 'volume', wishes, seats })
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(drawn.filter((one) => one.offerId).length).toBeLessThanOrEqual(1500)
  })
})

/** Three students who want the only seat of `first`, then `second`; the campaign is ready to be allocated. */
async function campaignToAllocate() {
  const world = await smallSchool()
  const house = await world.company()
  const [first, second] = [await house.offer({ seats: 1 }), await house.offer({ seats: 5 })]
  const students = [await world.student(), await world.student(), await world.student()]
  for (const student of students)
    for (const [i, offer] of [first, second].entries())
      await createRecord(student.ctx(), 'Preference', {
        ...{ studentId: student.id, campaignId: world.campaign.id, offerId: offer.id, rank: i + 1 },
      })
  await prisma().campaign.update({ where: { id: world.campaign.id }, data: { status: 'allocating' } })
  return { world, house, students, first, second }
}

async function drawn(world: World, seed?: string): Promise<string> {
  const { redirect } = await act(world.officer, 'Campaign', 'draw', world.campaign.id, seed ? { seed } : {})
  return redirect?.id ?? ''
}

describe('The allocation of a campaign', () => {
  it('is drawn and published by the officer: not by a student, a tutor nor a company', async () => {
    const { world, house, students } = await campaignToAllocate()
    const runId = await drawn(world)
    for (const stranger of [students[0], world.schoolTutor, house]) {
      if (!stranger) throw new Error('nobody')
      expect((await refusalOf(act(stranger, 'Campaign', 'draw', world.campaign.id))).status).toBe(404)
      expect((await refusalOf(act(stranger, 'AllocationRun', 'publish', runId))).status).toBe(404)
      expect(await find(stranger.ctx(), 'AllocationRun', runId)).toBeNull()
      expect(await list(stranger.ctx(), 'AllocationResult')).toEqual([])
    }
  })

  it('waits for the end of applications', async () => {
    const world = await smallSchool()
    expect((await refusalOf(act(world.officer, 'Campaign', 'draw', world.campaign.id))).status).toBe(409)
  })

  it('stays a draft that may be drawn again, the same from the same seed, until one is published', async () => {
    const { world } = await campaignToAllocate()
    const [one, again, other] = [await drawn(world, 'a'), await drawn(world, 'a'), await drawn(world)]
    const resultsOf = async (runId: string) =>
      (await prisma().allocationResult.findMany({ where: { runId }, orderBy: { order: 'asc' } })).map((result) => [
        result.studentId,
        result.offerId,
      ])
    expect(await resultsOf(again)).toEqual(await resultsOf(one))
    expect(await prisma().placement.count({ where: { campaignId: world.campaign.id } })).toBe(0)
    await act(world.officer, 'AllocationRun', 'discard', other, {}, 'Essai')
    await act(world.officer, 'AllocationRun', 'publish', one)
    expect((await refusalOf(act(world.officer, 'AllocationRun', 'publish', again))).code).toBe('draw_publishing')
    expect((await refusalOf(act(world.officer, 'Campaign', 'publishPlacements', world.campaign.id))).code).toBe(
      'draw_publishing',
    )
  })

  it('once published places each student, takes the seats, withdraws their candidatures and tells each their own reason', async () => {
    const { world, students, first, second } = await campaignToAllocate()
    const runId = await drawn(world)
    const rival = students[0]
    if (!rival) throw new Error('nobody')
    const base = { studentId: rival.id, offerId: second.id, campaignId: world.campaign.id }
    const candidature = await prisma().candidature.create({ data: { ...base, status: 'submitted' } })
    await act(world.officer, 'AllocationRun', 'publish', runId)
    await drainQueue()
    const placements = await prisma().placement.findMany({ where: { campaignId: world.campaign.id } })
    expect(placements).toHaveLength(3)
    expect(placements.every((one) => one.status === 'prevalidated' && one.seatHeld)).toBe(true)
    expect((await prisma().offer.findUniqueOrThrow({ where: { id: first.id } })).taken).toBe(1)
    expect((await prisma().offer.findUniqueOrThrow({ where: { id: second.id } })).taken).toBe(2)
    expect(await prisma().candidature.findUniqueOrThrow({ where: { id: candidature.id } })).toMatchObject({
      status: 'withdrawn_auto',
    })
    for (const student of students) {
      const own = await list(student.ctx(), 'AllocationResult')
      expect(own).toHaveLength(1)
      expect(String(own[0]?.values.explanation)).toContain('sur 3 au tirage')
      expect(own[0]?.values).not.toHaveProperty('runId')
      const mails = await prisma().mailDelivery.findMany({
        where: { template: 'allocationRun.finish', recipient: student.actor.email },
      })
      expect(mails).toHaveLength(1)
    }
  })

  it('creates nothing twice when the worker dies in the middle and another goes on', async () => {
    const { world } = await campaignToAllocate()
    const runId = await drawn(world)
    await act(world.officer, 'AllocationRun', 'publish', runId)
    await Promise.all([publishRun(runId).catch(() => undefined), publishRun(runId).catch(() => undefined)])
    await drainQueue()
    expect(await prisma().placement.count({ where: { campaignId: world.campaign.id } })).toBe(3)
    expect(await prisma().allocationRun.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
      status: 'published',
    })
  })

  it('costs one student their seat, not everybody, when it was taken in between', async () => {
    const { world, first } = await campaignToAllocate()
    const runId = await drawn(world)
    await prisma().offer.update({ where: { id: first.id }, data: { taken: 1, status: 'filled' } })
    await act(world.officer, 'AllocationRun', 'publish', runId)
    await drainQueue()
    expect(await prisma().placement.count({ where: { campaignId: world.campaign.id } })).toBe(2)
    const lost = await prisma().allocationResult.findMany({ where: { runId, offerId: null } })
    expect(lost).toHaveLength(1)
    expect(lost[0]?.explanation).toContain('entre le tirage et sa publication')
  })

  it('gives no second internship to whoever the officer placed by hand since the draw, and leaves the seat free', async () => {
    const { world } = await campaignToAllocate()
    const runId = await drawn(world)
    const { studentId, offerId } = await prisma().allocationResult.findFirstOrThrow({
      where: { runId, offerId: { not: null } },
      orderBy: { order: 'asc' },
    })
    const house = await world.company()
    const byHand = { studentId, campaignId: world.campaign.id, companyId: house.id, status: 'confirmed' as const }
    await prisma().placement.create({ data: byHand })
    await act(world.officer, 'AllocationRun', 'publish', runId)
    await drainQueue()
    expect(await prisma().placement.count({ where: { studentId } })).toBe(1)
    const result = await prisma().allocationResult.findFirstOrThrow({ where: { runId, studentId } })
    expect(result).toMatchObject({ offerId: null, placementId: null })
    expect(result.explanation).toContain('Vous avez obtenu un stage entre le tirage et sa publication')
    const held = await prisma().placement.count({ where: { offerId: offerId ?? '' } })
    expect((await prisma().offer.findUniqueOrThrow({ where: { id: offerId ?? '' } })).taken).toBe(held)
  })

  it('refuses more reserved seats than there are, naming the offer', async () => {
    const { world, students, first } = await campaignToAllocate()
    for (const student of students.slice(0, 2))
      await createRecord(world.officer.ctx(), 'AllocationPin', {
        ...{ campaignId: world.campaign.id, studentId: student.id, offerId: first.id, reason: 'Alternance en cours' },
      })
    const refusal = await refusalOf(act(world.officer, 'Campaign', 'draw', world.campaign.id))
    expect(refusal.code).toBe('too_many_reserved')
    expect(refusal.sentence.fr).toContain(first.title)
  })
})

describe('A wish', () => {
  it('is for an online offer of the campaign, while applications are open, and once per offer', async () => {
    const world = await smallSchool()
    const [house, student] = [await world.company(), await world.student()]
    const offer = await house.offer()
    const wish = (offerId: string, rank = 1) =>
      createRecord(student.ctx(), 'Preference', { studentId: student.id, campaignId: world.campaign.id, offerId, rank })
    const hidden = await house.offer({ status: 'draft' })
    expect((await refusalOf(wish(hidden.id))).status).toBe(422)
    expect((await refusalOf(wish(randomUUID()))).status).toBe(422)
    await wish(offer.id)
    expect((await refusalOf(wish(offer.id, 2))).status).toBeGreaterThanOrEqual(409)
    at('2026-01-16T00:00:02')
    const late = await refusalOf(wish((await house.offer()).id, 3))
    expect(late.code).toBe('applications_closed')
  })
})
