import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExportsState } from '../../components/export/state.ts'
import { registerJobs } from '../../jobs/main.ts'
import { purgeExports } from '../../src/kit/export/kept.ts'
import { later, now } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { closePdf } from '../../src/platform/pdf.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import type { Answer, Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let officer: Inside
let tutor: Inside

beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  registerJobs()
  officer = await inside(door, 'internship_officer')
  tutor = await inside(door, 'school_tutor')
  const data = Array.from({ length: 30 }, (_, i) => ({ name: `=Société ${i + 1}`, city: 'Dakar', headcount: i }))
  await prisma().company.createMany({ data })
})
afterAll(() => closePdf())
afterAll(() => door.close())

const ask = (who: Inside, values: Record<string, string>, model = 'Company'): Promise<Answer> =>
  who.visitor.api(`/admin/api/resources/${model}/actions/export`, form(values))
const mine = async (who: Inside): Promise<ExportsState['exports']> =>
  JSON.parse((await who.visitor.api('/admin/api/pages/exports')).text).exports
const fileOf = (id: string) => `/admin/downloads/exports/${id}`
const onPaper = async (who: Inside, values: Record<string, string> = {}): Promise<string> => {
  const id = JSON.parse((await ask(who, { format: 'pdf', columns: 'name,city,headcount', ...values })).text).run
  await drainQueue()
  return id
}

describe('Taking a list out', { timeout: 120_000 }, () => {
  test('a hidden column is refused by name, in every format', async () => {
    for (const format of ['csv', 'xlsx', 'pdf']) {
      const answer = await ask(tutor, { format, columns: 'lastName,birthDate' }, 'Student')
      expect({ format, status: answer.status }).toEqual({ format, status: 422 })
      expect(jsonOf(answer).notice?.message).toContain('birthDate')
    }
  })

  test('the selection leaves, and it alone; one that is not theirs is simply not in the file', async () => {
    const ids = (await prisma().company.findMany({ take: 2, orderBy: { id: 'asc' } })).map((row) => row.id)
    const recordIds = [...ids, '00000000-0000-7000-8000-000000000000'].join(',')
    const { href } = JSON.parse((await ask(officer, { format: 'csv', columns: 'name,headcount', recordIds })).text)
    const { text } = await officer.visitor.get(href)
    expect(text).toBe("Raison sociale;Effectif\r\n'=Société 2;1\r\n'=Société 1;0\r\n")
  })

  test('every ticked row leaves: what no address can hold is made by the worker, more than it takes is refused', async () => {
    const data = Array.from({ length: 250 }, (_, i) => ({ name: `Cochée ${i}`, city: 'Thiès' }))
    const ticked = await prisma().company.createManyAndReturn({ data, select: { id: true } })
    const recordIds = ticked.map((row) => row.id).join(',')
    const { run } = JSON.parse((await ask(officer, { format: 'csv', columns: 'name', recordIds })).text)
    await drainQueue()
    const { text } = await officer.visitor.get(fileOf(run))
    expect(text.trim().split('\r\n')).toHaveLength(251)
    await prisma().company.deleteMany({ where: { city: 'Thiès' } })
    const many = Array.from({ length: 5_001 }, () => randomUUID()).join(',')
    const refused = await ask(officer, { format: 'csv', columns: 'name', recordIds: many })
    expect([refused.status, jsonOf(refused).notice?.message]).toEqual([422, expect.stringContaining('Décochez tout')])
  })

  test('an empty list says so; a file of headings alone is made only when asked', async () => {
    const empty = { format: 'csv', columns: 'name', search: 'filters.city=Nulle part' }
    const refused = await ask(officer, empty)
    expect(refused.status).toBe(422)
    expect(jsonOf(refused)).toMatchObject({ code: 'export_empty' })
    const { href } = JSON.parse((await ask(officer, { ...empty, empty: 'true' })).text)
    expect((await officer.visitor.get(href)).text).toBe('Raison sociale\r\n')
  })

  test('a PDF list is made by the worker, told by a notice, and is its owner’s alone', async () => {
    const id = await onPaper(officer)
    const [made] = await mine(officer)
    expect(made).toMatchObject({ id, status: 'done', rows: 30, href: fileOf(id) })
    expect((await tutor.visitor.get(fileOf(id))).status).toBe(404)
    expect(await mine(tutor)).toEqual([])
    const { fileId } = await prisma().exportRun.findUniqueOrThrow({ where: { id } })
    expect((await officer.visitor.get(`/files/${fileId}`)).status).toBe(404)
    const answer = await officer.visitor.get(fileOf(id))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('application/pdf')
    expect(answer.text.startsWith('%PDF')).toBe(true)
    const notice = await prisma().notification.findFirst({
      where: { personId: officer.who.personId },
      orderBy: { id: 'desc' },
    })
    expect(notice?.href).toBe(`/admin/pages/exports?id=${id}`)
  })

  test('made twice, there is one file', async () => {
    const id = await onPaper(officer)
    const files = await prisma().storedFile.count()
    const { makeExport } = await import('../../src/kit/export/later.ts')
    const { loadActor } = await import('../../src/access/actor.ts')
    const actor = await loadActor(officer.who.accountId)
    if (!actor) throw new Error('no actor')
    await makeExport({ actor, now: now(), requestId: 'again', ip: null, readOnly: false }, id)
    expect(await prisma().storedFile.count()).toBe(files)
  })

  test('whoever may no longer read the list gets nothing, though the file is theirs', async () => {
    const leaver = await inside(door, 'internship_officer')
    const id = await onPaper(leaver)
    expect((await leaver.visitor.get(fileOf(id))).status).toBe(200)
    await prisma().roleAssignment.deleteMany({ where: { personId: leaver.who.personId } })
    expect((await leaver.visitor.get(fileOf(id))).status).toBe(404)
  })

  test('after seven days the link is over and the file leaves the disk', async () => {
    const id = await onPaper(officer)
    await prisma().exportRun.update({ where: { id }, data: { expiresAt: later(now(), { minutes: -1 }) } })
    const over = await officer.visitor.get(fileOf(id))
    expect(over.status).toBe(404)
    expect(over.text).toContain('n’est plus valable')
    await purgeExports()
    expect(await prisma().exportRun.findUnique({ where: { id } })).toMatchObject({ fileId: null })
    expect((await mine(officer)).find((one) => one.id === id)).toMatchObject({ href: null, size: null })
  })

  test('more than 5,000 rows are a job; more than paper holds are refused with what to do', async () => {
    const data = Array.from({ length: 5_001 }, (_, i) => ({ name: `Grande ${i}`, city: 'Saly' }))
    await prisma().company.createMany({ data })
    const search = 'filters.city=Saly'
    const paper = await ask(officer, { format: 'pdf', columns: 'name', search })
    expect(paper.status).toBe(422)
    expect(jsonOf(paper).notice?.message).toMatch(/accepte 1\s000/)
    const { run, href } = JSON.parse((await ask(officer, { format: 'csv', columns: 'name,city', search })).text)
    expect(href).toBeUndefined()
    expect((await officer.visitor.get(fileOf(run))).status).toBe(404)
    await drainQueue()
    const file = await officer.visitor.get(fileOf(run))
    expect(file.text.trim().split('\r\n')).toHaveLength(5_002)
    const event = await prisma().event.findFirstOrThrow({ where: { verb: 'export' }, orderBy: { id: 'desc' } })
    expect(event.after).toMatchObject({ model: 'Company', rows: 5_001, columns: ['name', 'city'] })
    expect(JSON.stringify(event.after)).toContain('Saly')
  })
})
