import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { registerJobs } from '../../../jobs/main.ts'
import { find } from '../../../src/access/select.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { readBytes } from '../../../src/platform/files.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { testDatabase } from '../../support/database.ts'
import { type Graded, gradedSchool, internship } from './finished.ts'
import { act, asRole, at, person, refusalOf } from './world.ts'

beforeAll(testDatabase)
beforeAll(registerJobs)
beforeEach(() => at('2026-09-01T10:00:00'))
afterAll(async () => {
  setClock(null)
  await closePdf()
})

const slot = (world: Graded, startsAt: string, chairId: string, secondId?: string) => ({
  ...{ roomId: world.room.id, startsAt, minutes: 45, chairId },
  ...(secondId && { secondId }),
})

/** Two defenses to plan, two rooms, three professors. */
async function board() {
  const world = await gradedSchool()
  const [one, two] = [await internship(world), await internship(world)]
  const defense = async (placementId: string) => (await prisma().defense.create({ data: { placementId } })).id
  const [awa, hugo] = [await defense(one.id), await defense(two.id)]
  const [chair, second] = [await person('Présidente'), await person('Assesseur')]
  const other = await prisma().room.create({ data: { name: `Amphi ${crypto.randomUUID()}` } })
  return { ...{ world, one, two, awa, hugo, chair, second, other }, tutorId: world.schoolTutor.actor.personId }
}

describe('Planning a defense', () => {
  it('is the officer’s; a jury has a chair and the school tutor never judges alone', async () => {
    const { world, one, awa, chair, tutorId } = await board()
    const input = slot(world, '2026-09-14T09:00:00Z', chair.id)
    for (const stranger of [one.student, one.house, world.schoolTutor])
      expect((await refusalOf(act(stranger, 'Defense', 'plan', awa, input))).status).toBe(404)
    const alone = slot(world, '2026-09-14T09:00:00Z', tutorId)
    expect((await refusalOf(act(world.officer, 'Defense', 'plan', awa, alone))).code).toBe('tutor_alone')
    const chairless = { ...input, chairId: undefined }
    expect((await refusalOf(act(world.officer, 'Defense', 'plan', awa, chairless))).status).toBe(422)
    const twice = slot(world, '2026-09-14T09:00:00Z', chair.id, chair.id)
    expect((await refusalOf(act(world.officer, 'Defense', 'plan', awa, twice))).code).toBe('juror_twice')
    await act(world.officer, 'Defense', 'plan', awa, slot(world, '2026-09-14T09:00:00Z', tutorId, chair.id))
    expect(await prisma().juryMember.count({ where: { defenseId: awa } })).toBe(2)
  })

  it('says with names who is already taken: room, juror', async () => {
    const { world, awa, hugo, chair, second, other } = await board()
    await act(world.officer, 'Defense', 'plan', awa, slot(world, '2026-09-14T09:00:00Z', chair.id))
    const sameRoom = slot(world, '2026-09-14T09:30:00Z', second.id)
    expect((await refusalOf(act(world.officer, 'Defense', 'plan', hugo, sameRoom))).sentence.fr).toContain(
      world.room.name,
    )
    const sameChair = { ...slot(world, '2026-09-14T09:30:00Z', chair.id), roomId: other.id }
    const refusal = await refusalOf(act(world.officer, 'Defense', 'plan', hugo, sameChair))
    expect(refusal.sentence.fr).toContain(`${chair.firstName} ${chair.lastName}`)
    expect(refusal.sentence.fr).toContain('14/09/2026 à 09:00')
    // End to end is no clash
    await act(world.officer, 'Defense', 'plan', hugo, slot(world, '2026-09-14T09:45:00Z', chair.id))
  })

  it('two officers at the same second: one has the room, the other is told', async () => {
    const { world, awa, hugo, chair, second } = await board()
    const answers = await Promise.allSettled([
      act(world.officer, 'Defense', 'plan', awa, slot(world, '2026-09-14T09:00:00Z', chair.id)),
      act(world.admin, 'Defense', 'plan', hugo, slot(world, '2026-09-14T09:15:00Z', second.id)),
    ])
    expect(answers.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    const lost = answers.find((one) => one.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'defense_conflict' })
  })

  it('two officers at the same second with one juror and two rooms: one wins', async () => {
    const { world, awa, hugo, chair, other } = await board()
    const answers = await Promise.allSettled([
      act(world.officer, 'Defense', 'plan', awa, slot(world, '2026-09-14T09:00:00Z', chair.id)),
      act(world.admin, 'Defense', 'plan', hugo, { ...slot(world, '2026-09-14T09:15:00Z', chair.id), roomId: other.id }),
    ])
    expect(answers.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })
})

describe('A planned defense', () => {
  it('is announced with the appointment attached, its mark entered by the chair alone, its minutes printed once', async () => {
    const { world, one, awa, chair, second } = await board()
    await act(world.officer, 'Defense', 'plan', awa, slot(world, '2026-09-14T09:00:00Z', chair.id, second.id))
    await act(world.officer, 'Defense', 'confirm', awa)
    await drainQueue()
    const letter = await prisma().mailDelivery.findFirstOrThrow({ where: { recipient: one.student.actor.email } })
    expect(letter.template).toBe('defense.confirm')
    expect(letter.calendar).toContain('DTSTART:20260914T090000Z')
    expect(letter.text).toContain(world.room.name)
    expect(await prisma().mailDelivery.count({ where: { recipient: chair.email ?? '' } })).toBe(1)

    const [president, juror] = [asRole('school_tutor', chair), asRole('school_tutor', second)]
    const verdict = { grade: 15, remarks: 'Exposé clair' }
    expect((await refusalOf(act(president, 'Defense', 'hold', awa, verdict))).code).toBe('not_yet')
    at('2026-09-14T09:50:00')
    for (const stranger of [juror, world.schoolTutor, one.student])
      expect((await refusalOf(act(stranger, 'Defense', 'hold', awa, verdict))).status).toBe(404)
    await act(president, 'Defense', 'hold', awa, verdict)
    await drainQueue()
    const held = await prisma().defense.findUniqueOrThrow({ where: { id: awa }, include: { minutesFile: true } })
    expect(held.minutesFile?.sha256).toMatch(/^[0-9a-f]{64}$/)
    if (held.minutesFile) expect((await readBytes(held.minutesFile)).subarray(0, 5).toString()).toBe('%PDF-')

    // The student knows when, where and before whom, never the mark
    const seen = await find(one.student.ctx(), 'Defense', awa)
    expect(Object.keys(seen?.values ?? {})).toEqual(expect.arrayContaining(['startsAt', 'roomId']))
    for (const closed of ['grade', 'remarks', 'minutesFileId']) expect(seen?.values).not.toHaveProperty(closed)
  })

  it('postponed frees its slot; a justified absence opens a resit, another counts zero unless one is granted', async () => {
    const { world, awa, hugo, chair, second } = await board()
    await act(world.officer, 'Defense', 'plan', awa, slot(world, '2026-09-14T09:00:00Z', chair.id))
    expect((await refusalOf(act(world.officer, 'Defense', 'postpone', awa))).status).toBe(422)
    await act(world.officer, 'Defense', 'postpone', awa, {}, 'Grève des transports')
    await act(world.officer, 'Defense', 'plan', hugo, slot(world, '2026-09-14T09:00:00Z', chair.id))
    await act(world.officer, 'Defense', 'plan', awa, slot(world, '2026-09-14T10:00:00Z', second.id))
    at('2026-09-14T11:00:00')
    await act(world.officer, 'Defense', 'excuse', awa, {}, 'Certificat médical')
    await act(world.officer, 'Defense', 'markAbsent', hugo)
    const resits = () =>
      prisma().defense.count({ where: { isResit: true, placement: { campaignId: world.campaign.id } } })
    expect(await resits()).toBe(1)
    await act(world.officer, 'Defense', 'resit', hugo, {}, 'Le jury accorde une seconde chance')
    expect(await resits()).toBe(2)
    expect((await refusalOf(act(world.officer, 'Defense', 'resit', hugo, {}, 'encore'))).code).toBe('resit_exists')
  })
})
