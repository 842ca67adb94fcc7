import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { registerJobs } from '../../../jobs/main.ts'
import { find } from '../../../src/access/select.ts'
import { openAssessment, refreshGrade } from '../../../src/domain/internships/assess.ts'
import { openCertificate } from '../../../src/domain/internships/certificate.ts'
import { openEvaluations } from '../../../src/domain/internships/evaluation-opening.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { testDatabase } from '../../support/database.ts'
import { evaluationOf, type Graded, gradedSchool, gradeOf, internship } from './finished.ts'
import { act, at, day, refusalOf } from './world.ts'

beforeAll(testDatabase)
beforeAll(registerJobs)
beforeEach(() => at('2026-09-20T10:00:00'))
afterAll(async () => {
  setClock(null)
  await closePdf()
})

/** An internship whose parts are given: company 14, report 12 handed in so late, defense as said. */
async function judged(world: Graded, { daysLate = 0, defense = 15 }: { daysLate?: number; defense?: number } = {}) {
  const one = await internship(world)
  await openEvaluations()
  await openAssessment(one.id)
  await act(one.house, 'Evaluation', 'submit', (await evaluationOf(one.id, 'company')).id, { grade: 14 })
  const report = { placementId: one.id, kind: 'report', dueOn: day('2026-06-12'), status: 'approved' } as const
  await prisma().deliverable.create({ data: { ...report, grade: 12, daysLate } })
  const { id } = await prisma().defense.findFirstOrThrow({ where: { placementId: one.id } })
  await prisma().defense.update({ where: { id }, data: { status: 'held', grade: defense } })
  await drainQueue()
  await refreshGrade(one.id)
  return one
}

describe('The final grade of an internship', () => {
  it('is 13,70 on time, 13,10 a day late, and not validated with 6 at the defense', async () => {
    const world = await gradedSchool()
    const [onTime, late, low] = [
      await judged(world),
      await judged(world, { daysLate: 1 }),
      await judged(world, { defense: 6 }),
    ]
    expect(await gradeOf(onTime.id)).toMatchObject({ status: 'computed', isValidated: true })
    expect((await gradeOf(onTime.id)).final?.toFixed(2)).toBe('13.70')
    expect((await gradeOf(late.id)).final?.toFixed(2)).toBe('13.10')
    expect((await gradeOf(late.id)).report?.toFixed(2)).toBe('10.00')
    expect(await gradeOf(low.id)).toMatchObject({ isValidated: false })
  })

  it('is incomplete while a part is missing, lists it, and follows its parts', async () => {
    const world = await gradedSchool()
    const one = await internship(world)
    await openEvaluations()
    await openAssessment(one.id)
    const empty = await gradeOf(one.id)
    expect(empty).toMatchObject({ status: 'incomplete', computed: null, final: null })
    expect(empty.missing).toBe('évaluation de l’entreprise, note du rapport, note de soutenance')
    expect((await refusalOf(act(world.officer, 'FinalGrade', 'publish', empty.id))).status).toBe(409)
    await act(one.house, 'Evaluation', 'submit', (await evaluationOf(one.id, 'company')).id, { grade: 14 })
    await drainQueue()
    expect((await gradeOf(one.id)).missing).toBe('note du rapport, note de soutenance')
    await act(world.officer, 'Evaluation', 'reopen', (await evaluationOf(one.id, 'company')).id, {}, 'Erreur')
    await drainQueue()
    expect(await gradeOf(one.id)).toMatchObject({ company: null, status: 'incomplete' })
  })

  it('an unjustified absence at the defense counts zero', async () => {
    const world = await gradedSchool()
    const one = await judged(world)
    await prisma().defense.updateMany({
      where: { placementId: one.id },
      data: { status: 'unexcused_absence', grade: null },
    })
    await refreshGrade(one.id)
    expect((await gradeOf(one.id)).final?.toFixed(2)).toBe('9.20')
  })

  it('an exemption needs a scheme that spreads it', async () => {
    const [strict, kind] = [await gradedSchool(), await gradedSchool({ spreadsExemption: true })]
    const [one, two] = [await judged(strict), await judged(kind)]
    const waive = async (world: Graded, id: string) =>
      act(world.officer, 'FinalGrade', 'exempt', (await gradeOf(id)).id, { part: 'defense' }, 'Handicap')
    expect((await refusalOf(waive(strict, one.id))).code).toBe('no_exemption')
    await waive(kind, two.id)
    expect((await gradeOf(two.id)).final?.toFixed(2)).toBe('13.14')
  })

  it('is deliberated with a reason, published, then corrected in the open; a closed internship at the end', async () => {
    const world = await gradedSchool()
    const one = await judged(world)
    const { id } = await gradeOf(one.id)
    for (const stranger of [one.student, one.house, world.schoolTutor])
      expect((await refusalOf(act(stranger, 'FinalGrade', 'publish', id))).status).toBe(404)
    expect((await refusalOf(act(world.officer, 'FinalGrade', 'deliberate', id, { adjustment: 0.3 }))).status).toBe(422)
    await act(world.officer, 'FinalGrade', 'deliberate', id, { adjustment: 0.3 }, 'Engagement remarquable')
    await drainQueue()
    expect((await gradeOf(one.id)).final?.toFixed(2)).toBe('14.00')
    expect((await evaluationOf(one.id, 'company')).status).toBe('locked')
    expect(await find(one.student.ctx(), 'FinalGrade', id)).toBeNull()

    await act(world.schoolTutor, 'Evaluation', 'submit', (await evaluationOf(one.id, 'school')).id, { grade: 13 })
    await act(world.officer, 'FinalGrade', 'publish', id)
    await drainQueue()
    expect((await prisma().placement.findUniqueOrThrow({ where: { id: one.id } })).status).toBe('closed')
    const mails = () =>
      prisma().mailDelivery.findMany({ where: { recipient: one.student.actor.email, noun: 'FinalGrade' } })
    expect((await mails()).map((mail) => mail.template)).toEqual(['finalGrade.publish'])
    // A mailbox is not the place for a mark
    expect((await mails())[0]?.text).not.toContain('14,00')

    expect((await refusalOf(act(world.officer, 'FinalGrade', 'rectify', id, { final: 13 }))).status).toBe(422)
    await act(world.officer, 'FinalGrade', 'rectify', id, { final: 13.5 }, 'Erreur de report')
    await drainQueue()
    expect((await mails()).map((mail) => mail.template).sort()).toEqual(['finalGrade.publish', 'finalGrade.rectify'])
    const history = await prisma().event.findFirstOrThrow({ where: { recordId: id, verb: 'rectify' } })
    expect(history).toMatchObject({ reason: 'Erreur de report', before: { final: '14' } })
    await refreshGrade(one.id)
    expect((await gradeOf(one.id)).final?.toFixed(2)).toBe('13.50')
  })
})

describe('The certificate', () => {
  it('says the effective duration and the total pay, has a number, and is printed once', async () => {
    const world = await gradedSchool()
    const one = await internship(world)
    const away = {
      placementId: one.id,
      kind: 'closure',
      startsOn: day('2026-08-03'),
      endsOn: day('2026-08-14'),
    } as const
    await prisma().interruption.create({ data: away })
    await Promise.all([openCertificate(one.id), openCertificate(one.id)].map((work) => work.catch(() => undefined)))
    await drainQueue()
    const [made] = await prisma().certificate.findMany({ where: { placementId: one.id } })
    // 130 weekdays less 10, at 7 hours; 600 € a month of 154 h
    expect(made?.snapshot).toMatchObject({ presence: { hours: '840' }, pay: '3\u202f272,73\u00a0€' })
    expect(made?.number).toMatch(/^A-2026-\d{5}$/)
    expect(made?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(await find(one.student.ctx(), 'Certificate', made?.id ?? '')).not.toBeNull()
    expect(await find(one.house.ctx(), 'Certificate', made?.id ?? '')).not.toBeNull()
    expect(await find((await world.student()).ctx(), 'Certificate', made?.id ?? '')).toBeNull()
    await expect(
      prisma().certificate.update({ where: { id: made?.id ?? '' }, data: { number: 'A-1' } }),
    ).rejects.toThrow()
  })
})
