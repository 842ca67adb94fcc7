import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { lateDeliverables, missingDeliverables } from '../../../jobs/internships/following.ts'
import { registerJobs } from '../../../jobs/main.ts'
import { smallPdf } from '../../../prisma/seeds/paper.ts'
import { openAssessment, refreshGrade } from '../../../src/domain/internships/assess.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma, transaction } from '../../../src/platform/db.ts'
import { readBytes, storeFile } from '../../../src/platform/files.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { testDatabase } from '../../support/database.ts'
import { upload } from '../../support/samples.ts'
import { type Graded, gradedSchool, gradeOf, internship } from './finished.ts'
import { type Actress, act, at, day, refusalOf } from './world.ts'

let world: Graded

beforeAll(testDatabase)
beforeAll(registerJobs)
beforeAll(async () => {
  world = await gradedSchool({ latePenalty: 2 })
})
beforeEach(() => at('2026-06-01T10:00:00'))
afterAll(async () => {
  setClock(null)
  await closePdf()
})

/** A report due on Friday 12 June 2026, seven days of grace. */
async function report(school: Graded = world) {
  const { student, id: placementId } = await internship(school, { status: 'ongoing' })
  const { id } = await prisma().deliverable.create({
    data: { placementId, kind: 'report', status: 'expected', dueOn: day('2026-06-12') },
  })
  return { id, student, placementId, now: () => prisma().deliverable.findUniqueOrThrow({ where: { id } }) }
}

let sheets = 0
const pdf = (who: Actress, words = `page ${sheets++}`): Promise<string> =>
  transaction(async (tx) => {
    const options = { accept: ['pdf'] as const, uploadedById: who.actor.personId }
    return (await storeFile(tx, upload('rapport.pdf', smallPdf([words])), options)).id
  })
const deposit = async (who: Actress, id: string, words?: string) =>
  act(who, 'Deliverable', 'deposit', id, { fileId: await pdf(who, words) })

describe('The deadline of a deliverable', () => {
  it('is the last second of its day at the school; one second later is one day late, and counts in the grade', async () => {
    const [onTime, late] = [await report(), await report()]
    at('2026-06-12T23:59:59')
    await deposit(onTime.student, onTime.id)
    expect(await onTime.now()).toMatchObject({ status: 'handed_in', daysLate: 0 })
    at('2026-06-13T00:00:01')
    await deposit(late.student, late.id)
    expect(await late.now()).toMatchObject({ status: 'handed_in_late', daysLate: 1 })
    at('2026-06-16T12:00:00')
    const later = await report()
    await deposit(later.student, later.id)
    expect((await later.now()).daysLate).toBe(4)
  })

  it('lets a deposit be replaced before it, by its student alone; every version is kept with its bytes', async () => {
    const { id, student, now } = await report()
    await deposit(student, id, 'première')
    at('2026-06-12T23:00:00')
    for (const stranger of [await world.student(), world.schoolTutor, world.officer])
      expect((await refusalOf(deposit(stranger, id))).status).toBe(404)
    await deposit(student, id, 'seconde')
    const versions = await prisma().deliverableVersion.findMany({
      where: { deliverableId: id },
      include: { file: true },
      orderBy: { number: 'asc' },
    })
    expect(versions.map((one) => one.number)).toEqual([1, 2])
    const texts = await Promise.all(versions.map(async ({ file }) => (await readBytes(file)).toString('latin1')))
    expect(texts.map((text) => /première|seconde/.exec(text)?.[0])).toEqual(['première', 'seconde'])
    // Judged on the first one that came
    expect((await now()).handedInAt?.toISOString()).toBe('2026-06-01T10:00:00.000Z')
  })

  it('closes the replacement: once past it, and from the first minute of the review', async () => {
    const [past, read] = [await report(), await report()]
    for (const one of [past, read]) await deposit(one.student, one.id)
    await act(world.schoolTutor, 'Deliverable', 'review', read.id)
    expect((await refusalOf(deposit(read.student, read.id))).status).toBe(409)
    at('2026-06-13T00:00:01')
    expect((await refusalOf(deposit(past.student, past.id))).code).toBe('deposit_closed')
    expect(await past.now()).toMatchObject({ status: 'handed_in', daysLate: 0 })
  })

  it('passed is late, after seven days of grace missing, and open again only by the officer who says why', async () => {
    const { id, student, now } = await report()
    at('2026-06-12T23:59:00')
    await lateDeliverables()
    expect((await now()).status).toBe('expected')
    at('2026-06-13T00:03:00')
    await lateDeliverables()
    expect((await now()).status).toBe('late')
    at('2026-06-19T23:59:00')
    await missingDeliverables()
    expect((await now()).status).toBe('late')
    at('2026-06-20T00:04:00')
    await missingDeliverables()
    expect((await now()).status).toBe('missing')
    expect((await refusalOf(deposit(student, id))).status).toBe(409)
    const until = { until: '2026-06-26' }
    expect((await refusalOf(act(world.schoolTutor, 'Deliverable', 'reopen', id, until, 'Malade'))).status).toBe(404)
    expect((await refusalOf(act(world.officer, 'Deliverable', 'reopen', id, until))).fields).toHaveProperty('reason')
    const gone = await refusalOf(act(world.officer, 'Deliverable', 'reopen', id, { until: '2026-06-19' }, 'Malade'))
    expect(gone.fields).toHaveProperty('until')
    await act(world.officer, 'Deliverable', 'reopen', id, until, 'Malade')
    at('2026-06-26T22:00:00')
    await deposit(student, id)
    expect(await now()).toMatchObject({ status: 'handed_in', daysLate: 0 })
  })

  it('moved drops the reminders of the old one and plans those of the new one; a deposit drops them all', async () => {
    const { id, student } = await report()
    const standing = async () =>
      (await prisma().notificationLog.findMany({ where: { recordId: id, skippedReason: null } }))
        .map((row) => row.plannedAt.toISOString().slice(5, 10))
        .sort()
    await prisma().event.count()
    await act(world.schoolTutor, 'Deliverable', 'prolong', id, { until: '2026-06-19' }, 'Terrain prolongé')
    await drainQueue()
    expect(await standing()).toEqual(['06-12', '06-16', '06-18'])
    await act(world.officer, 'Deliverable', 'prolong', id, { until: '2026-06-26' }, 'Terrain prolongé encore')
    await drainQueue()
    expect(await standing()).toEqual(['06-19', '06-23', '06-25'])
    expect(await prisma().notificationLog.count({ where: { recordId: id, skippedReason: 'échéance reportée' } })).toBe(
      3,
    )
    await deposit(student, id)
    await drainQueue()
    expect(await standing()).toEqual([])
  })
})

describe('A file handed in', () => {
  it('is refused the second time: the same as one’s own version, or as somebody else’s report', async () => {
    const [mine, other] = [await report(), await report()]
    await deposit(mine.student, mine.id, 'le même rapport')
    const again = await refusalOf(deposit(mine.student, mine.id, 'le même rapport'))
    expect(again.fields.fileId?.fr).toContain('identique à votre version 1')
    const copied = await refusalOf(deposit(other.student, other.id, 'le même rapport'))
    expect(copied.fields.fileId?.fr).toContain('déjà été déposé ailleurs')
  })

  it('is what its bytes say: a page or an archive named .pdf never comes in, an image is no report', async () => {
    const { id, student } = await report()
    const options = { accept: ['pdf'] as const, uploadedById: student.actor.personId }
    for (const bytes of ['<html><script>alert(1)</script></html>', 'PK\u0003\u0004 archive', 'MZ programme'])
      expect((await refusalOf(transaction((tx) => storeFile(tx, upload('rapport.pdf', bytes), options)))).status).toBe(
        422,
      )
    const image = await prisma().storedFile.create({
      data: {
        ...{ name: 'rapport.pdf', mime: 'image/png', size: 9, sha256: 'image', storageKey: 'image' },
        uploadedById: student.actor.personId,
      },
    })
    const refused = await refusalOf(act(student, 'Deliverable', 'deposit', id, { fileId: image.id }))
    expect(refused.fields.fileId?.fr).toContain('n’est pas un PDF')
  })

  it('is one’s own: the upload of somebody else, or one that another record holds, is lost for this form', async () => {
    const [mine, other] = [await report(), await report()]
    const fileId = await pdf(other.student)
    expect((await refusalOf(act(mine.student, 'Deliverable', 'deposit', mine.id, { fileId }))).fields).toHaveProperty(
      'fileId',
    )
    await act(other.student, 'Deliverable', 'deposit', other.id, { fileId })
    const spare = await report(world)
    await prisma().placement.update({ where: { id: spare.placementId }, data: { studentId: other.student.id } })
    expect((await refusalOf(act(other.student, 'Deliverable', 'deposit', spare.id, { fileId }))).fields).toHaveProperty(
      'fileId',
    )
  })
})

describe('A report that somebody is exempted from', () => {
  /** Company 14, defense 15; no report. */
  async function judged(school: Graded) {
    const { id, placementId } = await report(school)
    const common = { placementId, stage: 'final', status: 'submitted' } as const
    await prisma().evaluation.create({ data: { ...common, kind: 'company', grade: 14 } })
    await prisma().defense.create({ data: { placementId, status: 'held', grade: 15 } })
    await openAssessment(placementId)
    await act(school.schoolTutor, 'Deliverable', 'exempt', id, {}, 'Sujet classifié')
    await refreshGrade(placementId)
    return gradeOf(placementId)
  }

  it('gives its weight to the others where the scheme says so', async () => {
    const grade = await judged(await gradedSchool({ spreadsExemption: true }))
    // 40 % and 30 % of a whole of 70 %
    expect(grade).toMatchObject({ status: 'computed', missing: null })
    expect(grade.computed?.toFixed(2)).toBe('14.43')
  })

  it('leaves the grade incomplete where it does not: never a zero, never a mean of what is left', async () => {
    const grade = await judged(await gradedSchool({ spreadsExemption: false }))
    expect(grade).toMatchObject({ status: 'incomplete', computed: null, missing: 'note du rapport' })
  })
})
