import type { Prisma } from '@prisma/client'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { system } from '../../../src/access/actor.ts'
import { find } from '../../../src/access/select.ts'
import { perform } from '../../../src/kit/command.ts'
import { createRecord, removeRecord } from '../../../src/kit/record.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { testDatabase } from '../../support/database.ts'
import { act, at, day, refusalOf, smallSchool, type World } from './world.ts'

beforeAll(testDatabase)
beforeEach(() => at('2026-02-02T10:00:00'))
afterAll(() => setClock(null))

async function prevalidated(world: World, data: Partial<Prisma.PlacementUncheckedCreateInput> = {}) {
  const [student, house] = [await world.student(), await world.company()]
  const placement = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, companyId: house.id, campaignId: world.campaign.id, status: 'prevalidated' },
      ...{ contactId: house.contactId, schoolTutorId: world.schoolTutor.actor.personId, weeklyHours: 35 },
      ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28') },
      ...data,
    },
  })
  return { placement, student, house }
}

const placementNow = (id: string) => prisma().placement.findUniqueOrThrow({ where: { id } })

describe('Confirming a placement', () => {
  it('is not for its student, its company nor its tutor', async () => {
    const world = await smallSchool()
    const { placement, student, house } = await prevalidated(world)
    for (const stranger of [student, house, world.schoolTutor])
      expect((await refusalOf(act(stranger, 'Placement', 'confirm', placement.id))).status).toBe(404)
  })

  it('wants both tutors and both dates, and says each on its field', async () => {
    const world = await smallSchool()
    const nothing = { contactId: null, schoolTutorId: null, startsOn: null, endsOn: null }
    const { placement } = await prevalidated(world, nothing)
    const refusal = await refusalOf(act(world.officer, 'Placement', 'confirm', placement.id))
    expect(refusal.status).toBe(422)
    expect(Object.keys(refusal.fields).sort()).toEqual(['contactId', 'endsOn', 'schoolTutorId', 'startsOn'])
    expect((await placementNow(placement.id)).status).toBe('prevalidated')
  })

  it('refuses an end before the start, in the door and in the database', async () => {
    const world = await smallSchool()
    const { placement } = await prevalidated(world)
    const reversed = { startsOn: day('2026-08-28'), endsOn: day('2026-03-02') }
    await expect(prisma().placement.update({ where: { id: placement.id }, data: reversed })).rejects.toThrow()
    await act(world.officer, 'Placement', 'confirm', placement.id)
    expect(await placementNow(placement.id)).toMatchObject({ status: 'confirmed' })
  })

  it('refuses a company tutor of another company, and one who shares the student’s mailbox', async () => {
    const world = await smallSchool()
    const { placement, student } = await prevalidated(world)
    const elsewhere = await world.company()
    await prisma().placement.update({ where: { id: placement.id }, data: { contactId: elsewhere.contactId } })
    expect((await refusalOf(act(world.officer, 'Placement', 'confirm', placement.id))).fields).toHaveProperty(
      'contactId',
    )
    const fraud = await prisma().companyContact.create({
      data: { personId: student.personId, companyId: placement.companyId },
    })
    await prisma().placement.update({ where: { id: placement.id }, data: { contactId: fraud.id } })
    expect((await refusalOf(act(world.officer, 'Placement', 'confirm', placement.id))).fields.contactId?.fr).toContain(
      'même adresse',
    )
  })

  it('refuses two internships at once, not two in a row, and follows the campaign’s policy', async () => {
    const world = await smallSchool()
    const first = await prevalidated(world)
    await act(world.officer, 'Placement', 'confirm', first.placement.id)
    const own = { studentId: first.student.id }
    const late = await prevalidated(world, { ...own, startsOn: day('2026-08-28'), endsOn: day('2026-09-30') })
    const clash = await refusalOf(act(world.officer, 'Placement', 'confirm', late.placement.id))
    expect(clash.code).toBe('overlap')
    expect(clash.sentence.fr).toContain('02/03/2026 – 28/08/2026')
    await prisma().placement.update({ where: { id: late.placement.id }, data: { startsOn: day('2026-08-29') } })
    await act(world.officer, 'Placement', 'confirm', late.placement.id)

    const rewritten = await prevalidated(world, own)
    await prisma().campaign.update({ where: { id: world.campaign.id }, data: { overlapPolicy: 'part_time' } })
    expect((await refusalOf(act(world.officer, 'Placement', 'confirm', rewritten.placement.id))).code).toBe('overlap')
    for (const id of [first.placement.id, rewritten.placement.id, late.placement.id])
      await prisma().placement.update({ where: { id }, data: { weeklyHours: 17 } })
    await act(world.officer, 'Placement', 'confirm', rewritten.placement.id)
  })

  it('does not collide with what was cancelled', async () => {
    const world = await smallSchool()
    const first = await prevalidated(world)
    await act(world.officer, 'Placement', 'confirm', first.placement.id)
    await act(world.officer, 'Placement', 'cancel', first.placement.id, {}, 'Changement d’entreprise')
    const second = await prevalidated(world, { studentId: first.student.id })
    await act(world.officer, 'Placement', 'confirm', second.placement.id)
    expect((await placementNow(second.placement.id)).status).toBe('confirmed')
  })

  it('may be forced by an administrator who says why, and the event keeps it', async () => {
    const world = await smallSchool()
    const { placement } = await prevalidated(world, { contactId: null })
    const forced = (who: typeof world.admin, reason: string | null) =>
      perform(who.ctx(), 'Placement', 'confirm', placement.id, {}, { force: true, reason })
    expect((await refusalOf(forced(world.officer, 'Urgence'))).status).toBe(404)
    expect((await refusalOf(forced(world.admin, null))).fields).toHaveProperty('reason')
    await forced(world.admin, 'Tuteur désigné par téléphone')
    const event = await prisma().event.findFirstOrThrow({ where: { recordId: placement.id, verb: 'confirm' } })
    expect(event).toMatchObject({
      reason: 'Tuteur désigné par téléphone',
      after: { status: 'confirmed', forced: true },
    })
  })
})

describe('A placement typed in by the committee', () => {
  it('takes its seat when it is prevalidated, never one too many, and gives it back when cancelled', async () => {
    const world = await smallSchool()
    const house = await world.company()
    const offer = await house.offer({ seats: 1 })
    const base = { companyId: house.id, campaignId: world.campaign.id, offerId: offer.id, startsOn: '2026-03-02' }
    const ids: string[] = []
    for (let i = 0; i < 2; i++) {
      const student = await world.student()
      const made = createRecord(world.officer.ctx(), 'Placement', { ...base, studentId: student.id })
      ids.push((await made).id)
    }
    const [first = '', second = ''] = ids
    const both = await Promise.allSettled(ids.map((id) => act(world.officer, 'Placement', 'prevalidate', id)))
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const [held, other] = (await placementNow(first)).seatHeld ? [first, second] : [second, first]
    expect(await placementNow(other)).toMatchObject({ status: 'proposed', seatHeld: false })
    expect((await refusalOf(removeRecord(world.admin.ctx(), 'Placement', held, null))).fields).toHaveProperty('offerId')
    await act(world.officer, 'Placement', 'cancel', held, {}, 'Erreur')
    await act(world.officer, 'Placement', 'prevalidate', other)
    expect((await prisma().offer.findUniqueOrThrow({ where: { id: offer.id } })).taken).toBe(1)
  })

  it('is on an offer of its own company', async () => {
    const world = await smallSchool()
    const [house, elsewhere, student] = [await world.company(), await world.company(), await world.student()]
    const offer = await elsewhere.offer()
    const sent = { studentId: student.id, companyId: house.id, campaignId: world.campaign.id, offerId: offer.id }
    expect((await refusalOf(createRecord(world.officer.ctx(), 'Placement', sent))).fields).toHaveProperty('offerId')
  })
})

describe('An internship', () => {
  it('never starts without a signed agreement', async () => {
    const world = await smallSchool()
    const { placement } = await prevalidated(world, { status: 'confirmed' })
    const ready = () => perform(system('convention signée'), 'Placement', 'markReady', placement.id)
    expect((await refusalOf(ready())).code).toBe('agreement_unsigned')
    await prisma().agreement.create({ data: { placementId: placement.id, status: 'signed' } })
    await ready()
    const start = () => perform(system('premier jour'), 'Placement', 'start', placement.id)
    expect((await refusalOf(start())).code).toBe('too_early')
    at('2026-03-02T00:00:01')
    await start()
    expect((await placementNow(placement.id)).status).toBe('ongoing')
  })

  it('is seen by its own tutors and student, without the school’s notes, and by no other', async () => {
    const world = await smallSchool()
    const { placement, student, house } = await prevalidated(world, { notes: 'CONFIDENTIEL' })
    const other = await prevalidated(world)
    for (const who of [student, house]) {
      const seen = await find(who.ctx(), 'Placement', placement.id)
      expect(seen?.values).toHaveProperty('startsOn', '2026-03-02')
      expect(JSON.stringify(seen)).not.toContain('CONFIDENTIEL')
      expect(await find(who.ctx(), 'Placement', other.placement.id)).toBeNull()
    }
    expect((await find(world.schoolTutor.ctx(), 'Placement', placement.id))?.values.notes).toBe('CONFIDENTIEL')
  })
})
