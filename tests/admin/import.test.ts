import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportState } from '../../components/import/state.ts'
import { later, setClock } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { prisma } from '../../src/platform/db.ts'
import type { Answer, Door, Visitor } from '../http/visitor.ts'
import { csv, dataFile, school } from '../kit/import-cast.ts'
import { zip } from '../kit/import-zip.ts'
import { testDatabase } from '../support/database.ts'
import { form, inside, openDesk } from './opened-desk.ts'

let door: Door
let officer: Visitor
let campaign: string

beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  campaign = (await school()).campaign
  officer = (await inside(door, 'internship_officer')).visitor
})
afterAll(() => door.close())

/** What requests keep on the disk while they are read. */
const uploads = () => readdirSync(join(config.dataDir, 'tmp', 'uploads'))

const path = (model: string, action = 'import') => `/admin/api/resources/${model}/actions/${action}`
const stateOf = (answer: Answer): ImportState => JSON.parse(answer.text).import
const said = (answer: Answer): string => JSON.parse(answer.text).notice?.message ?? ''

function send(visitor: Visitor, model: string, name: string, bytes: Buffer): Promise<Answer> {
  const body = new FormData()
  body.append('step', 'start')
  body.append('file', new File([new Uint8Array(bytes)], name))
  return visitor.api(path(model), { method: 'POST', body })
}

const check = (visitor: Visitor, model: string, { id, mapping }: Pick<ImportState, 'id' | 'mapping'>) =>
  visitor.api(path(model), form({ step: 'check', import: id, mapping: JSON.stringify(mapping) }))

describe('The wizard, step by step', { timeout: 120_000 }, () => {
  test('the students’ file: columns placed, 180 new and 20 to correct, confirmed, refused rows given back', async () => {
    const started = stateOf(await send(officer, 'Student', 'etudiants.csv', dataFile('etudiants.csv')))
    expect(started).toMatchObject({ step: 'mapping', total: 200, missing: [], unused: [] })
    const checked = stateOf(await check(officer, 'Student', started))
    expect(checked).toMatchObject({ step: 'check', counts: { new: 180, error: 20 } })
    const done = stateOf(
      await officer.api(path('Student'), form({ step: 'confirm', import: started.id, mode: 'good' })),
    )
    expect(done).toMatchObject({ step: 'done', counts: { new: 180, error: 20 } })
    const file = await officer.get(done.failedFile ?? '')
    expect(file.status).toBe(200)
    expect(file.headers.get('content-disposition')).toContain('attachment')
    expect(file.headers.get('content-disposition')).toContain('lignes%20%C3%A0%20corriger.csv')
    expect(file.text.trim().split('\r\n')).toHaveLength(21)
  })

  test('leaving and coming back finds the same step', async () => {
    const started = stateOf(await send(officer, 'Company', 'entreprises.xlsx', dataFile('entreprises.xlsx')))
    const checked = stateOf(await check(officer, 'Company', started))
    expect(stateOf(await officer.api(`${path('Company')}?import=${started.id}`))).toEqual(checked)
  })

  test('the offers’ file asks for the campaign once, among those of the school', async () => {
    const started = stateOf(await send(officer, 'Offer', 'offres.csv', dataFile('offres.csv')))
    expect(started.missing).toEqual(['campaignId'])
    const target = started.targets.find((one) => one.path === 'campaignId')
    expect(target?.choices).toEqual([{ value: campaign, label: campaign }])
    const refused = await check(officer, 'Offer', started)
    expect([refused.status, said(refused)]).toEqual([422, expect.stringContaining('Il manque : « Campagne »')])
  })

  test('nothing is read from another model’s address', async () => {
    const started = stateOf(await send(officer, 'Company', 'f.csv', csv('Nom;Ville', 'A;Dakar')))
    expect((await officer.api(`${path('Student')}?import=${started.id}`)).status).toBe(404)
  })

  test.each([
    ['x.pdf', Buffer.from('%PDF-1.7'), 422, 'n’est pas un tableau'],
    ['vide.csv', Buffer.alloc(0), 422, 'Ce fichier est vide'],
    ['macro.xlsm', dataFile('entreprises.xlsx'), 422, 'macros'],
    ['bruit.csv', randomBytes(9 * 1024 * 1024), 422, 'n’est pas un tableau'],
    ['titres.csv', csv('Nom;Ville'), 422, 'n’a que des en-têtes'],
    ['large.csv', csv(Array.from({ length: 300 }, (_, i) => `c${i}`).join(';'), 'x'), 422, 'dépasse 100 colonnes'],
    ['bombe.xlsx', zip({ 'xl/workbook.xml': 'a'.repeat(3 * 1024 * 1024) }), 422, 'anormalement compressé'],
    ['ancien.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 422, 'ancien classeur'],
    ['coupe.xlsx', dataFile('entreprises.xlsx').subarray(0, 5_000), 422, 'incomplet'],
    ['gros.csv', Buffer.alloc(12 * 1024 * 1024, 'a;b\n'), 422, 'la limite est de 10 Mo'],
    ['enorme.csv', Buffer.alloc(40 * 1024 * 1024, 'a;b\n'), 413, 'rien n’a été enregistré'],
  ])('%s gets a sentence and leaves nothing', async (name, bytes, status, sentence) => {
    const before = [await prisma().importRun.count(), await prisma().storedFile.count()]
    const answer = await send(officer, 'Student', name, bytes)
    expect([answer.status, said(answer)]).toEqual([status, expect.stringContaining(sentence)])
    expect([await prisma().importRun.count(), await prisma().storedFile.count()]).toEqual(before)
    await expect.poll(uploads).toEqual([])
  })

  test('a file whose sender hangs up half-way leaves nothing: no import, no file, nothing on the disk', async () => {
    const before = [await prisma().importRun.count(), await prisma().storedFile.count()]
    const { port } = new URL(door.url)
    const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const socket = connect(Number(port), '127.0.0.1')
    const head = [
      `POST ${path('Student')} HTTP/1.1`,
      'Host: x',
      'Sec-Fetch-Site: same-origin',
      `Cookie: ${cookie}`,
      `X-XSRF-TOKEN: ${officer.cookies.get('XSRF-TOKEN')}`,
      'Content-Length: 900000',
      'Content-Type: multipart/form-data; boundary=B',
    ]
    const part = '--B\r\nContent-Disposition: form-data; name="file"; filename="etudiants.csv"\r\n\r\nNom;Ville\r\nA;'
    socket.write(`${head.join('\r\n')}\r\n\r\n${part}`)
    await expect.poll(uploads).not.toEqual([])
    socket.destroy()
    await expect.poll(uploads).toEqual([])
    expect([await prisma().importRun.count(), await prisma().storedFile.count()]).toEqual(before)
  })

  test.each([
    '{"columns":["passwordHash"]}',
    '{"columns":["id"]}',
    '{"columns":[{}]}',
    'null',
    '[',
    '{"columns":[],"constants":{"__proto__":"x"}}',
  ])('a forged mapping is refused and changes nothing: %s', async (mapping) => {
    const { id } = stateOf(await send(officer, 'Company', 'f.csv', csv('Nom;Ville', 'A;Dakar')))
    const answer = await officer.api(path('Company'), form({ step: 'check', import: id, mapping }))
    expect(answer.status).toBe(422)
    expect(await prisma().importRun.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'draft',
      mapping: null,
    })
  })
})

describe('Whoever may not import finds nothing', { timeout: 120_000 }, () => {
  test('students and tutors: no wizard, no empty file, no refused rows', async () => {
    const { id } = stateOf(await send(officer, 'Student', 'etudiants.csv', dataFile('etudiants.csv')))
    for (const role of ['student', 'company_tutor', 'school_tutor'] as const) {
      const { visitor } = await inside(door, role)
      const answers = [
        await send(visitor, 'Student', 'etudiants.csv', dataFile('etudiants.csv')),
        await visitor.api(`${path('Student')}?import=${id}`),
        await visitor.get(`/admin/downloads/import/${id}`),
        await visitor.get('/admin/downloads/template/Student'),
      ]
      expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404])
    }
  })

  test('an officer does not see the import of another', async () => {
    const { id } = stateOf(await send(officer, 'Company', 'f.csv', csv('Nom;Ville', 'A;Dakar')))
    const { visitor } = await inside(door, 'internship_officer')
    expect((await visitor.api(`${path('Company')}?import=${id}`)).status).toBe(404)
    expect((await visitor.api(path('Company'), form({ step: 'confirm', import: id }))).status).toBe(404)
  })
})

describe('Reading again, another sheet, taking back: for one’s own imports only', { timeout: 120_000 }, () => {
  const step = (visitor: Visitor, values: Record<string, string>) => visitor.api(path('Company'), form(values))

  test('another’s import is missing for every step, and stays as it was', async () => {
    const { id } = stateOf(await send(officer, 'Company', 'f.csv', csv('Nom;Ville', `${randomUUID()};Dakar`)))
    const { visitor } = await inside(door, 'internship_officer')
    const before = await prisma().importRun.findUniqueOrThrow({ where: { id } })
    const steps: Record<string, string>[] = [
      { step: 'read', separator: ',' },
      { step: 'read', sheet: 'x' },
      { step: 'undo' },
    ]
    for (const values of steps) expect((await step(visitor, { ...values, import: id })).status).toBe(404)
    expect(await prisma().importRun.findUniqueOrThrow({ where: { id } })).toEqual(before)
  })

  test('a separator, an encoding or a sheet that does not exist changes nothing', async () => {
    const { id } = stateOf(await send(officer, 'Company', 'f.csv', csv('Nom;Ville', `${randomUUID()};Dakar`)))
    const unknown: Record<string, string>[] = [{ separator: 'x' }, { encoding: 'latin9' }]
    for (const wrong of unknown) expect((await step(officer, { step: 'read', import: id, ...wrong })).status).toBe(422)
    const book = stateOf(await send(officer, 'Company', 'entreprises.xlsx', dataFile('entreprises.xlsx')))
    const absent = await step(officer, { step: 'read', import: book.id, sheet: 'Absente' })
    expect([absent.status, said(absent)]).toEqual([422, expect.stringContaining('Absente')])
    expect(stateOf(await officer.api(`${path('Company')}?import=${book.id}`))).toMatchObject({ sheet: book.sheet })
  })

  test('who lost the right finds neither the import nor its undo; the page of an import leads to its wizard', async () => {
    const leaving = await inside(door, 'internship_officer')
    const { visitor, who } = leaving
    const name = randomUUID()
    const started = stateOf(await send(visitor, 'Company', 'f.csv', csv('Nom;Ville', `${name};Dakar`)))
    await check(visitor, 'Company', started)
    await step(visitor, { step: 'confirm', import: started.id, mode: 'good' })
    const opened = await visitor.api(`/admin/api/resources/ImportRun/records/${started.id}/wizard`)
    expect(opened.status).toBe(200)
    expect(JSON.parse(opened.text).href).toBe(`/admin/resources/Company/actions/import?import=${started.id}`)
    const other = await inside(door, 'internship_officer')
    expect((await other.visitor.api(`/admin/api/resources/ImportRun/records/${started.id}/wizard`)).status).toBe(404)
    const { personId } = who
    await prisma().roleAssignment.updateMany({ where: { personId }, data: { role: 'school_tutor' } })
    expect((await step(visitor, { step: 'undo', import: started.id })).status).toBe(404)
    expect((await visitor.api(`/admin/api/resources/ImportRun/records/${started.id}/wizard`)).status).toBe(404)
    expect(await prisma().company.count({ where: { name } })).toBe(1)
  })

  test('the workbook to fill in: for whoever imports, typed, with what each column accepts, and it comes back', async () => {
    const { visitor } = await inside(door, 'student')
    expect((await visitor.get('/admin/downloads/workbook/Company')).status).toBe(404)
    const file = await officer.get('/admin/downloads/workbook/Company')
    expect([file.status, file.headers.get('content-type')]).toEqual([200, expect.stringContaining('spreadsheetml')])
  })
})

describe('A list leaves through the desk', () => {
  const ask = (visitor: Visitor, values: Record<string, string>, model = 'Student') =>
    visitor.api(path(model, 'export'), form(values))
  const hrefOf = (answer: Answer): string => JSON.parse(answer.text).href

  test('with the filter, the search and the order of the address', async () => {
    const answer = await ask(officer, {
      columns: 'matricule,lastName',
      search: 'query=kone&sortBy=matricule&direction=desc&page=3',
    })
    const file = await officer.get(hrefOf(answer))
    expect(file.headers.get('content-type')).toContain('text/csv')
    expect(file.text.replace('\ufeff', '')).toBe('Matricule;Nom\r\nST110091;Koné\r\nST110052;Koné\r\nST110022;Koné\r\n')
  })

  test('the address is good for five minutes, for the one who asked, as it is', async () => {
    const href = hrefOf(await ask(officer, { columns: 'matricule' }))
    const { visitor } = await inside(door, 'internship_officer')
    expect((await visitor.get(href)).status).toBe(404)
    expect((await officer.get(`${href.slice(0, -2)}xx`)).status).toBe(404)
    setClock(() => later(new Date(), { minutes: 6 }))
    try {
      expect((await officer.get(href)).status).toBe(404)
    } finally {
      setClock(null)
    }
    expect((await officer.get(href)).status).toBe(200)
  })

  test('a hidden column and a hidden filter are refused by name', async () => {
    const hidden: Record<string, string>[] = [
      { columns: 'passwordHash' },
      { columns: 'matricule', search: 'filters.passwordHash=x' },
    ]
    for (const values of hidden) {
      const answer = await ask(officer, values)
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([422, 'unknown_column'])
    }
    expect((await ask(officer, {}, 'Account')).status).toBe(404)
  })

  test('a student’s file holds the student, and nobody else', async () => {
    const { visitor, who } = await inside(door, 'student')
    const file = await visitor.get(hrefOf(await ask(visitor, {})))
    const lines = file.text.trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).not.toContain('Date de naissance')
    expect(lines[1]).toContain(who.email)
  })

  test('asking by GET is nothing: it would write in the log', async () => {
    expect((await officer.api(path('Student', 'export'))).status).toBe(404)
  })
})
