import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { find } from '../../../src/access/select.ts'
import { openEvaluations } from '../../../src/domain/internships/evaluation-opening.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { testDatabase } from '../../support/database.ts'
import { evaluationOf, gradedSchool, internship } from './finished.ts'
import { act, at, day, pdfOf, refusalOf } from './world.ts'

beforeAll(testDatabase)
beforeEach(() => at('2026-08-20T10:00:00'))
afterEach(() => setClock(null))

const opened = async (placementId: string) =>
  (await prisma().evaluation.findMany({ where: { placementId, status: 'open' } }))
    .map((one) => `${one.stage} ${one.kind}`)
    .sort()

describe('An evaluation', () => {
  it('opens so many days before the middle and before the end, once', async () => {
    const world = await gradedSchool()
    const { id } = await internship(world, { status: 'ongoing' })
    // 02/03 → 28/08: the middle is 30/05, seven days before is 23/05
    at('2026-05-22T10:00:00')
    await openEvaluations()
    expect(await opened(id)).toEqual([])
    at('2026-05-23T10:00:00')
    await openEvaluations()
    await openEvaluations()
    expect(await opened(id)).toEqual(['midterm company', 'midterm school', 'midterm self'])
    at('2026-08-13T10:00:00')
    await openEvaluations()
    expect(await opened(id)).toHaveLength(3)
    at('2026-08-14T10:00:00')
    await openEvaluations()
    expect(await opened(id)).toHaveLength(6)
  })

  it('waits for a minimum of presence, except after a breach', async () => {
    const world = await gradedSchool()
    await prisma().campaign.update({ where: { id: world.campaign.id }, data: { midtermLeadDays: 80 } })
    const [early, broken] = [
      await internship(world, { status: 'ongoing' }),
      await internship(world, { status: 'broken', brokenOn: day('2026-03-13') }),
    ]
    at('2026-03-16T10:00:00')
    await openEvaluations()
    expect(await opened(early.id)).toEqual([])
    expect(await opened(broken.id)).toEqual(['final company', 'final school', 'final self'])
    const form = await prisma().evaluation.create({
      data: { placementId: early.id, kind: 'company', stage: 'midterm' },
    })
    const refusal = await refusalOf(act(world.officer, 'Evaluation', 'open', form.id))
    expect(refusal.sentence.fr).toContain('30 %')
  })

  it('is filled in by its own evaluator alone', async () => {
    const world = await gradedSchool()
    const [mine, other] = [await internship(world), await internship(world)]
    await openEvaluations()
    const form = await evaluationOf(mine.id, 'company')
    for (const stranger of [other.house, other.student, mine.student, world.schoolTutor])
      expect((await refusalOf(act(stranger, 'Evaluation', 'submit', form.id, { grade: 20 }))).status).toBe(404)
    expect((await refusalOf(act(mine.house, 'Evaluation', 'submit', form.id))).status).toBe(422)
    expect((await refusalOf(act(mine.house, 'Evaluation', 'submit', form.id, { grade: 21 }))).status).toBe(422)
    await act(mine.house, 'Evaluation', 'saveDraft', form.id, { skills: 15, grade: 14 })
    await act(mine.house, 'Evaluation', 'submit', form.id, { comment: 'Très bon travail' })
    expect(await evaluationOf(mine.id, 'company')).toMatchObject({ status: 'submitted', comment: 'Très bon travail' })
    expect((await refusalOf(act(mine.house, 'Evaluation', 'submit', form.id, { grade: 18 }))).status).toBe(409)
  })

  it('reopens with a reason, and is entered by delegation with the scanned form, which is one’s own upload', async () => {
    const world = await gradedSchool()
    const { id, house, student } = await internship(world)
    await openEvaluations()
    const form = (await evaluationOf(id, 'company')).id
    await act(house, 'Evaluation', 'submit', form, { grade: 14 })
    expect((await refusalOf(act(world.officer, 'Evaluation', 'reopen', form))).status).toBe(422)
    await act(world.officer, 'Evaluation', 'reopen', form, {}, 'Assiduité oubliée')
    const input = { grade: 15, attendance: 16 }
    expect((await refusalOf(act(world.officer, 'Evaluation', 'enterForOther', form, input))).status).toBe(422)
    const stolen = { ...input, scanFileId: await pdfOf(student) }
    expect((await refusalOf(act(world.officer, 'Evaluation', 'enterForOther', form, stolen))).status).toBe(422)
    await act(world.officer, 'Evaluation', 'enterForOther', form, { ...input, scanFileId: await pdfOf(world.officer) })
    expect(await evaluationOf(id, 'company')).toMatchObject({ status: 'entered_by_delegation' })
  })

  it('is reminded once in 24 hours, and says when it was', async () => {
    const world = await gradedSchool()
    const { id } = await internship(world)
    await openEvaluations()
    const form = (await evaluationOf(id, 'company')).id
    await act(world.officer, 'Evaluation', 'remind', form)
    at('2026-08-21T09:59:00')
    expect((await refusalOf(act(world.officer, 'Evaluation', 'remind', form))).sentence.fr).toContain('20/08/2026')
    at('2026-08-21T10:01:00')
    await act(world.officer, 'Evaluation', 'remind', form)
  })
})

describe('A mark stays hidden', () => {
  it('the company’s from the school tutor until their own final one is given: a mid-term opinion opens nothing', async () => {
    const world = await gradedSchool()
    const { id, house } = await internship(world)
    await openEvaluations()
    const midterm = await prisma().evaluation.create({
      data: { placementId: id, kind: 'school', stage: 'midterm', status: 'submitted', grade: 12 },
    })
    const form = (await evaluationOf(id, 'company')).id
    await act(house, 'Evaluation', 'submit', form, { grade: 14 })
    const reads = () => find(world.schoolTutor.ctx(), 'Evaluation', form)
    expect(await find(world.schoolTutor.ctx(), 'Evaluation', midterm.id)).not.toBeNull()
    expect(await reads()).toBeNull()
    await act(world.schoolTutor, 'Evaluation', 'submit', (await evaluationOf(id, 'school')).id, { grade: 13 })
    expect((await reads())?.values.grade?.toString()).toBe('14.00')
  })

  it('the company’s from the student until the final grade is published', async () => {
    const world = await gradedSchool()
    const { id, house, student } = await internship(world)
    await openEvaluations()
    const form = (await evaluationOf(id, 'company')).id
    await act(house, 'Evaluation', 'submit', form, { grade: 14 })
    const reads = () => find(student.ctx(), 'Evaluation', form)
    const grade = await prisma().finalGrade.create({ data: { placementId: id, status: 'deliberated', computed: 14 } })
    expect(await reads()).toBeNull()
    expect(await find(student.ctx(), 'FinalGrade', grade.id)).toBeNull()
    await act(world.officer, 'FinalGrade', 'publish', grade.id)
    expect((await reads())?.values.grade?.toString()).toBe('14.00')
    expect(await find(student.ctx(), 'FinalGrade', grade.id)).not.toBeNull()
  })
})
