import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { importJobs } from '../../jobs/import.ts'
import { type Context, loadActor } from '../../src/access/actor.ts'
import { startImport } from '../../src/kit/import/start.ts'
import { undoImport, undoLater } from '../../src/kit/import/undo.ts'
import { viewImport } from '../../src/kit/import/view.ts'
import { updateRecord } from '../../src/kit/record.ts'
import { dateOfDay } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import { testDatabase } from '../support/database.ts'
import { checked, csv, imported, person, school, upload, WHOLE } from './import-cast.ts'

let officer: Context

beforeAll(testDatabase)
beforeAll(async () => {
  importJobs()
  await school()
  officer = await person('internship_officer')
})

const STUDENTS = 'Matricule;Nom;Prénom;Filière;Promotion;E-mail'
const student = (n: string, name: string) =>
  `${n};${name};Awa;Licence Statistique;2025;${n.toLowerCase()}@etu.horizon.example`
const companies = (count: number, city = 'Ségou') =>
  csv('Nom;Ville', ...Array.from({ length: count }, (_, index) => `Entreprise ${index};${city}`))

describe('An import is taken back', { timeout: 120_000 }, () => {
  test('what it created leaves, what it changed is as before, what somebody touched since stays and is listed', async () => {
    await imported(officer, 'Student', 'a.csv', csv(STUDENTS, student('U1', 'Ba')))
    const file = csv(STUDENTS, student('U1', 'Diop'), student('U2', 'Sow'), student('U3', 'Fall'), student('U4', 'Sy'))
    const view = await imported(officer, 'Student', 'b.csv', file)
    expect(view).toMatchObject({ counts: { new: 3, changed: 1 }, undoable: true })
    const one = (matricule: string) => prisma().student.findUnique({ where: { matricule }, include: { person: true } })
    const [touched, person] = [await one('U3'), (await one('U4'))?.person]
    await updateRecord(officer, 'Student', touched?.id ?? '', null, { firstName: 'Aminata' })
    // Not the student’s own row: the person that it embeds
    await updateRecord(officer, 'Person', person?.id ?? '', null, { phone: '0611111111' })
    await undoImport(officer, view.id)
    const after = await viewImport(officer, view.id, { filter: 'left' })
    expect(after).toMatchObject({ step: 'undone', undone: { done: 2, left: 2 }, filter: 'left' })
    expect(after.rows.map((row) => [row.line, row.problems[0]?.why])).toEqual([
      [4, expect.stringContaining('Modifiée depuis l’import')],
      [5, expect.stringContaining('Modifiée depuis l’import')],
    ])
    expect((await one('U1'))?.person.lastName).toBe('Ba')
    expect(await one('U2')).toBeNull()
    expect(await prisma().person.count({ where: { email: 'u2@etu.horizon.example' } })).toBe(0)
    expect((await one('U3'))?.person).toMatchObject({ lastName: 'Fall', firstName: 'Aminata' })
    const undone = (await viewImport(officer, view.id, WHOLE)).rows.filter((row) => row.undone)
    expect(undone.map((row) => [row.line, row.href === null])).toEqual([
      [2, false],
      [3, true],
    ])
    const events = await prisma().event.findMany({ where: { noun: 'ImportRun', recordId: view.id, verb: 'undo' } })
    expect(events).toMatchObject([{ after: { undone: 2, left: 2 }, role: 'internship_officer' }])
    expect(await prisma().event.count({ where: { noun: 'Student', verb: 'delete' } })).toBe(1)
  })

  test('pressed twice at once, it is taken back once', async () => {
    const { id } = await imported(officer, 'Company', 'c.csv', companies(20))
    await Promise.allSettled([undoImport(officer, id), undoImport(officer, id)])
    expect(await prisma().company.count({ where: { city: 'Ségou' } })).toBe(0)
    expect(await prisma().event.count({ where: { recordId: id, verb: 'undo' } })).toBe(1)
    await expect(undoImport(officer, id)).rejects.toMatchObject({ code: 'import_nothing_to_undo' })
  })

  test('a long one is for the worker, who goes on where it was stopped', async () => {
    const { id } = await imported(officer, 'Company', 'd.csv', companies(450))
    await undoImport(officer, id)
    expect((await viewImport(officer, id)).step).toBe('undoing')
    await drainQueue()
    expect(await viewImport(officer, id)).toMatchObject({
      step: 'undone',
      undone: { done: 450, left: 0 },
      undoable: false,
    })
    expect(await prisma().company.count({ where: { city: 'Ségou' } })).toBe(0)
  })

  test('another officer does not find it; who may delete takes back what another brought in', async () => {
    const { id } = await imported(officer, 'Company', 'e.csv', companies(3))
    const other = await person('internship_officer')
    await expect(undoImport(other, id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await prisma().company.count({ where: { city: 'Ségou' } })).toBe(3)
    await undoImport(await person('admin'), id)
    expect(await prisma().company.count({ where: { city: 'Ségou' } })).toBe(0)
  })

  test('a record that serves elsewhere stays, and says so', async () => {
    const { id } = await imported(officer, 'Company', 'f.csv', companies(2))
    const company = await prisma().company.findFirstOrThrow({ where: { name: 'Entreprise 1', city: 'Ségou' } })
    const { id: personId } = await prisma().person.create({ data: { lastName: 'Contact', firstName: 'Un' } })
    await prisma().companyContact.create({ data: { companyId: company.id, personId } })
    await undoImport(officer, id)
    const left = await viewImport(officer, id, { filter: 'left' })
    expect(left.undone).toEqual({ done: 1, left: 1 })
    expect(left.rows[0]?.problems[0]?.why).toContain('sert encore ailleurs')
  })
})

describe('Taking back asks for no right to delete, and gives none', { timeout: 120_000 }, () => {
  const there = () => prisma().company.count({ where: { city: 'Kayes' } })

  test('an address made up is no import, a record’s own address neither', async () => {
    const { id } = await imported(officer, 'Company', 'p.csv', companies(1, 'Kayes'))
    const company = await prisma().company.findFirstOrThrow({ where: { city: 'Kayes' } })
    for (const forged of [randomUUID(), company.id, 'x', '', `${id}'`])
      await expect(undoImport(officer, forged)).rejects.toMatchObject({ code: 'not_found' })
    expect(await there()).toBe(1)
    await undoImport(officer, id)
  })

  test('an import leaves the rows of another alone, also those that it found already there', async () => {
    const first = await imported(officer, 'Company', 'q.csv', companies(2, 'Kayes'))
    const second = await imported(officer, 'Company', 'r.csv', companies(3, 'Kayes'))
    expect(second.counts).toMatchObject({ new: 1, unchanged: 2 })
    await undoImport(officer, second.id)
    expect(await there()).toBe(2)
    await undoImport(officer, first.id)
    expect(await there()).toBe(0)
  })

  test('whoever lost the right to create takes nothing back, neither now nor by the worker', async () => {
    const leaving = await person('internship_officer')
    const { id } = await imported(leaving, 'Company', 's.csv', companies(3, 'Kayes'))
    if (leaving.actor.kind !== 'person') throw new Error('a person')
    const { personId, accountId } = leaving.actor
    await prisma().roleAssignment.updateMany({ where: { personId }, data: { endsOn: dateOfDay('2020-02-01') } })
    const actor = await loadActor(accountId)
    if (!actor) throw new Error('no actor')
    await expect(undoImport({ ...leaving, actor }, id)).rejects.toMatchObject({ code: 'not_found' })
    await prisma().importRun.update({ where: { id }, data: { status: 'undoing' } })
    await expect(undoLater({ ...leaving, actor }, id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await there()).toBe(3)
    await prisma().importRun.update({ where: { id }, data: { status: 'done' } })
    await undoImport(await person('admin'), id)
  })

  test('a note that points at a record of somebody else removes nothing: its version is not the one that was left', async () => {
    const { id } = await imported(officer, 'Company', 't.csv', companies(1, 'Kayes'))
    const other = await prisma().company.create({ data: { name: 'À quelqu’un', city: 'Kayes', version: 3 } })
    await prisma().importedRow.updateMany({ where: { runId: id }, data: { recordId: other.id } })
    await undoImport(officer, id)
    expect(await prisma().company.count({ where: { id: other.id } })).toBe(1)
    await prisma().importedRow.updateMany({ where: { runId: id }, data: { versionAfter: null } })
    await undoImport(officer, id)
    expect(await viewImport(officer, id)).toMatchObject({ undone: { done: 0, left: 1 } })
    expect(await prisma().company.count({ where: { id: other.id } })).toBe(1)
    await prisma().company.deleteMany({ where: { city: 'Kayes' } })
  })
})

describe('A mapping is remembered', { timeout: 120_000 }, () => {
  test('for the same titles, for me, until a column is no longer mine to write', async () => {
    const bytes = csv('Truc;Lieu', 'Horizon Sud;Thiès')
    const first = await startImport(officer, 'Company', upload('g.csv', bytes))
    expect((await viewImport(officer, first)).remembered).toBe(false)
    const { checkImport } = await import('../../src/kit/import/check.ts')
    await checkImport(officer, first, { columns: ['name', 'city'], constants: {} })
    const again = await viewImport(officer, await startImport(officer, 'Company', upload('h.csv', bytes)))
    expect(again).toMatchObject({ remembered: true, mapping: { columns: ['name', 'city'] } })
    const other = await person('internship_officer')
    expect((await viewImport(other, await startImport(other, 'Company', upload('i.csv', bytes)))).remembered).toBe(
      false,
    )
    const { headers } = await prisma().importMapping.findFirstOrThrow({ orderBy: { updatedAt: 'desc' } })
    const data = { mapping: { columns: ['status', 'city'], constants: {} } }
    await prisma().importMapping.updateMany({ where: { headers }, data })
    const narrowed = await viewImport(officer, await startImport(officer, 'Company', upload('j.csv', bytes)))
    expect(narrowed.mapping.columns).toEqual([null, 'city'])
  })
})

describe('The rows of the report', { timeout: 120_000 }, () => {
  test('come by page and by outcome; an unknown page is the last one', async () => {
    const file = csv(
      'Nom;Ville',
      ...Array.from({ length: 120 }, (_, index) => `${index === 60 ? '' : `Page ${index}`};Mopti`),
    )
    const { id } = await checked(officer, 'Company', 'k.csv', file)
    expect(await viewImport(officer, id)).toMatchObject({ filter: 'read', page: 1, pages: 1, rows: [{ line: 62 }] })
    const second = await viewImport(officer, id, { filter: 'new', page: 2 })
    expect([second.page, second.pages, second.rows[0]?.line]).toEqual([2, 3, 52])
    expect((await viewImport(officer, id, { filter: 'new', page: 99 })).page).toBe(3)
  })
})
