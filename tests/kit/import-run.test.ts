import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { importJobs } from '../../jobs/import.ts'
import type { Context } from '../../src/access/actor.ts'
import { checkImport } from '../../src/kit/import/check.ts'
import { read } from '../../src/kit/import/read.ts'
import { confirmImport, runLater } from '../../src/kit/import/run.ts'
import { startImport } from '../../src/kit/import/start.ts'
import { importTemplate } from '../../src/kit/import/template.ts'
import { importWorkbook } from '../../src/kit/import/template-xlsx.ts'
import { type ImportView, viewImport } from '../../src/kit/import/view.ts'
import { databaseUrl, prisma } from '../../src/platform/db.ts'
import { readBytes } from '../../src/platform/files.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import { asOwner, testDatabase } from '../support/database.ts'
import { checked, csv, dataFile, imported, person, proposed, school, upload } from './import-cast.ts'

let officer: Context
let departmentId: string
let campaign: string

beforeAll(testDatabase)
beforeAll(async () => {
  const made = await school()
  departmentId = made.departmentId
  campaign = made.campaign
  officer = await person('internship_officer')
})

const lines = (view: ImportView, status: string) =>
  view.rows.filter((row) => row.status === status).map((row) => row.line)
const said = (view: ImportView) =>
  view.rows.flatMap((row) => row.problems.map((problem) => [row.line, problem.column, problem.value, problem.why]))

describe('The students’ file', { timeout: 120_000 }, () => {
  const twins = [
    [2, 22],
    [3, 33],
    [4, 44],
    [5, 55],
    [6, 66],
    [7, 77],
    [8, 88],
  ] as const

  test('is checked row by row: nothing is written, every bad row is named with line, column, value and reason', async () => {
    const before = await prisma().event.count()
    const view = await checked(officer, 'Student', 'etudiants.csv', dataFile('etudiants.csv'))
    expect(view.step).toBe('check')
    expect(view.counts).toEqual({ new: 180, changed: 0, unchanged: 0, error: 20, warnings: 0 })
    expect(lines(view, 'error')).toEqual([...twins.flat(), 17, 35, 50, 79, 92, 103].sort((a, b) => a - b))
    const problems = said(view)
    for (const [index, [first, second]] of twins.entries()) {
      const value = `ST11000${index}`
      const why = (line: number) =>
        `Même « Matricule » que la ligne ${line}. Gardez une seule de ces lignes, ou corrigez-la.`
      expect(problems).toContainEqual([first, 'N° matricule', value, why(second)])
      expect(problems).toContainEqual([second, 'N° matricule', value, why(first)])
    }
    expect(problems).toContainEqual([
      17,
      'Filière',
      'Licence Sattistique',
      '« Licence Sattistique » n’existe pas (Filière). Vouliez-vous écrire « Licence Statistique » ?',
    ])
    expect(problems).toContainEqual([
      50,
      'Filière',
      'Licence Sociologie',
      expect.stringContaining('n’existe pas (Filière)'),
    ])
    expect(problems).toContainEqual([92, 'Filière', '', '« Filière » est à remplir.'])
    expect(problems).toContainEqual([
      35,
      'E-mail',
      'aicha.ouedraogo(at)etu.horizon.example',
      expect.stringContaining('e-mail'),
    ])
    expect(problems).toContainEqual([79, 'E-mail', 'pas de mail', expect.stringContaining('e-mail')])
    expect(problems).toContainEqual([103, 'Né(e) le', '31/02/2003', expect.stringContaining('n’existe pas')])
    expect(problems).toHaveLength(20)
    expect(await prisma().student.count()).toBe(0)
    // Only the import itself was noted
    expect(await prisma().event.count()).toBe(before + 1)
  })

  test('goes in: 180 students, with their people, and the 20 refused rows in a file to correct', async () => {
    const view = await imported(officer, 'Student', 'etudiants.csv', dataFile('etudiants.csv'))
    expect(view).toMatchObject({ step: 'done', counts: { new: 180, error: 20 } })
    expect(await prisma().student.count()).toBe(180)
    const run = await prisma().importRun.findUniqueOrThrow({ where: { id: view.id } })
    expect(run).toMatchObject({ status: 'done', created: 180, changed: 0, unchanged: 0, refused: 20 })
    expect(await prisma().event.count({ where: { noun: 'Student', verb: 'create' } })).toBe(180)
    expect(
      await prisma().event.findFirst({ where: { noun: 'ImportRun', verb: 'import', recordId: view.id } }),
    ).toMatchObject({
      after: { created: 180, refused: 20 },
      role: 'internship_officer',
    })
    const file = await prisma().storedFile.findFirstOrThrow({
      where: { ownerId: view.id, name: { contains: 'à corriger' } },
    })
    const failed = await read(await readBytes(file), file.name)
    expect(failed.headers.slice(-2)).toEqual(['ligne', 'erreur'])
    expect(failed.rows).toHaveLength(20)
    expect(failed.rows.map((row) => row.cells[9])).toContain('103')
  })

  test('was put right on the way: spaces, capitals of addresses, lost zeros, an Excel date, a formula that is a name', async () => {
    const of = (matricule: string) =>
      prisma().student.findUniqueOrThrow({ where: { matricule }, include: { person: true } })
    expect((await of('ST110017')).person).toMatchObject({ lastName: 'Sanou', phone: '075461104' })
    expect((await of('ST110018')).person.email).toBe('benedicte.ba@etu.horizon.example')
    expect((await of('ST110120')).person.birthDate?.toISOString().slice(0, 10)).toBe('2001-01-01')
    expect((await of('ST110140')).person.lastName).toBe('=HYPERLINK("http://example.invalid","OUÉDRAOGO")')
    expect((await of('ST110144')).person).toMatchObject({ lastName: 'OUÉDRAOGO', gender: 'male' })
  })

  test('sent again, changes nothing and says so', async () => {
    const before = await prisma().event.count({ where: { noun: { in: ['Student', 'Person'] } } })
    const view = await imported(officer, 'Student', 'etudiants.csv', dataFile('etudiants.csv'))
    expect(view.counts).toEqual({ new: 0, changed: 0, unchanged: 180, error: 20, warnings: 0 })
    expect(await prisma().student.count()).toBe(180)
    expect(await prisma().event.count({ where: { noun: { in: ['Student', 'Person'] } } })).toBe(before)
  })

  test('with two cells changed, shows them before and after, and writes only those', async () => {
    const changed = dataFile('etudiants.csv')
      .toString('latin1')
      .replace('070787820', '070000000')
      .replace(
        /ST110028;[^\r]*/,
        'ST110028;Somé;Inès;08/06/2003;M;Master Data science;2025;ines.some@etu.horizon.example;070000001',
      )
    const view = await checked(officer, 'Student', 'etudiants.csv', Buffer.from(changed, 'latin1'))
    expect(view.counts).toMatchObject({ new: 0, changed: 1, unchanged: 179 })
    expect(view.rows.find((row) => row.status === 'changed')).toMatchObject({
      line: 30,
      changes: [
        { label: 'Téléphone', before: '070787820', after: '070000001' },
        { label: 'Promotion', before: 'Master Data science 2024', after: 'Master Data science 2025' },
      ],
    })
    await confirmImport(officer, view.id, 'good')
    const event = await prisma().event.findFirstOrThrow({ where: { noun: 'Student', verb: 'update' } })
    expect(Object.keys(event.after ?? {}).sort()).toEqual(['cohortId', 'phone'])
  })
})

describe('The companies’ workbook', { timeout: 120_000 }, () => {
  test('58 go in; a headcount in words and a missing name are refused; one probable duplicate is shown, never merged', async () => {
    const view = await imported(officer, 'Company', 'entreprises.xlsx', dataFile('entreprises.xlsx'))
    expect(view.counts).toEqual({ new: 58, changed: 0, unchanged: 0, error: 2, warnings: 1 })
    expect(said(view)).toEqual([
      [24, 'Effectif', 'une vingtaine', expect.stringContaining('nombre entier')],
      [32, 'Raison sociale', '', expect.stringContaining('obligatoire')],
    ])
    const [twin] = view.rows.filter((row) => row.warnings.length > 0)
    expect(twin).toMatchObject({ line: 12, status: 'new', warnings: [{ why: expect.stringContaining('ligne 5') }] })
    expect(await prisma().company.count()).toBe(58)
    expect(await prisma().company.findFirst({ where: { name: 'Imprimerie du Faso' } })).toMatchObject({
      phone: '+22694842310',
      headcount: 109,
      website: 'https://www.imprimerie.du.faso.example',
    })
  })

  test('a company already recorded under another spelling is shown too', async () => {
    const view = await checked(
      officer,
      'Company',
      'f.csv',
      csv('Raison sociale;Ville', 'Imprimérie du FASO SARL;Lyon', 'Imprimerie du Faso;Thiès'),
    )
    expect(view.rows.map((row) => row.warnings[0]?.why ?? null)).toEqual([
      'Ressemble à « Imprimerie du Faso », déjà enregistré. Rien n’est fusionné : vérifiez avant de confirmer.',
      null,
    ])
  })
})

describe('The offers’ file', { timeout: 120_000 }, () => {
  test('does not start without the campaign that no column gives', async () => {
    const id = await startImport(officer, 'Offer', upload('offres.csv', dataFile('offres.csv')))
    await expect(checkImport(officer, id)).rejects.toMatchObject({
      sentence: { fr: expect.stringContaining('« Campagne »') },
    })
  })

  test('38 go in under that campaign; two companies do not exist; amounts say their unit', async () => {
    const constants = { campaignId: campaign }
    const view = await imported(officer, 'Offer', 'offres.csv', dataFile('offres.csv'), { constants })
    expect(view.counts).toMatchObject({ new: 38, error: 2 })
    expect(said(view).map(([line, column, value]) => [line, column, value])).toEqual([
      [24, 'Entreprise', 'Horizon Data 23'],
      [32, 'Entreprise', 'Inconnue'],
    ])
    const [hourly, monthly] = await Promise.all(
      ['Lyon', 'Abidjan'].map((city) =>
        prisma().offer.findFirstOrThrow({
          where: { city, company: { city } },
          include: { company: true },
          orderBy: { id: 'asc' },
        }),
      ),
    )
    expect(hourly).toMatchObject({ payUnit: 'hour', currency: 'EUR' })
    expect(String(hourly?.pay)).toBe('4.5')
    expect(String(monthly?.pay)).toBe('50000')
    const sites = await prisma().offer.findMany({
      where: { company: { name: 'BTP Boulgou SAS' } },
      include: { company: true },
    })
    expect(sites.map((offer) => offer.company.city === offer.city)).toEqual([true, true, true])
  })
})

describe('Whoever imports, the rights are those of the screens', { timeout: 120_000 }, () => {
  test('a student cannot start an import, nor see one', async () => {
    const student = await person('student')
    await expect(startImport(student, 'Student', upload('f.csv', dataFile('etudiants.csv')))).rejects.toMatchObject({
      status: 404,
    })
    const view = await checked(officer, 'Student', 'etudiants.csv', dataFile('etudiants.csv'))
    await expect(viewImport(student, view.id)).rejects.toMatchObject({ status: 404 })
  })

  test('another officer does not see my import, the administration does', async () => {
    const view = await checked(officer, 'Company', 'f.csv', csv('Nom;Ville', 'Neuve;Dakar'))
    await expect(viewImport(await person('internship_officer'), view.id)).rejects.toMatchObject({ status: 404 })
    await expect(viewImport(await person('admin'), view.id)).resolves.toMatchObject({ id: view.id })
  })

  test('a model that is not importable has no import', async () => {
    const admin = await person('admin')
    for (const model of ['Account', 'Event', 'RoleAssignment', 'Session'])
      await expect(startImport(admin, model, upload('f.csv', csv('a', 'b')))).rejects.toMatchObject({ status: 404 })
  })

  test('rows of another department are refused, one by one', async () => {
    const other = await prisma().department.create({ data: { code: 'ECO', name: 'Économie' } })
    const elsewhere = await person('internship_officer', other.id)
    const row = 'ST990001;Sow;Awa;Licence Statistique;2026'
    const view = await checked(elsewhere, 'Student', 'f.csv', csv('Matricule;Nom;Prénom;Filière;Promotion', row))
    expect(view.counts).toMatchObject({ new: 0, error: 1 })
    const home = await person('internship_officer', departmentId)
    expect(
      (await checked(home, 'Student', 'f.csv', csv('Matricule;Nom;Prénom;Filière;Promotion', row))).counts?.new,
    ).toBe(1)
  })
})

describe('Nothing is half written', { timeout: 120_000 }, () => {
  const header = 'Raison sociale;Ville;Effectif'
  const mixed = () => csv(header, `${randomUUID()};Dakar;12`, `${randomUUID()};Dakar;douze`)

  test('all or nothing: one bad row, and none goes in', async () => {
    const before = await prisma().company.count()
    const view = await checked(officer, 'Company', 'f.csv', mixed())
    await expect(confirmImport(officer, view.id, 'all')).rejects.toMatchObject({ code: 'import_refused' })
    expect(await prisma().company.count()).toBe(before)
    expect((await viewImport(officer, view.id)).step).toBe('check')
  })

  test('a double click imports once', async () => {
    const view = await checked(officer, 'Company', 'f.csv', mixed())
    const before = await prisma().company.count()
    await Promise.all([1, 2, 3].map(() => confirmImport(officer, view.id, 'good')))
    expect(await prisma().company.count()).toBe(before + 1)
    expect(await prisma().event.count({ where: { recordId: view.id, verb: 'import' } })).toBe(1)
  })

  test('a file that cannot be read leaves no import and no file', async () => {
    const before = [await prisma().importRun.count(), await prisma().storedFile.count()]
    await expect(startImport(officer, 'Company', upload('f.csv', Buffer.from('%PDF-1.7')))).rejects.toMatchObject({
      code: 'import_wrong_type',
    })
    expect([await prisma().importRun.count(), await prisma().storedFile.count()]).toEqual(before)
  })

  test('a value that the database refuses is said at its row, and the next rows go in', async () => {
    const email = 'stages@horizon.example'
    await prisma().person.create({ data: { lastName: 'Prise', firstName: 'Adresse', email } })
    const head = 'Matricule;Nom;Prénom;E-mail;Filière;Promotion'
    const row = (number: number, mail: string) => `ST98000${number};Fall;Awa;${mail};Licence Statistique;2026`
    const view = await imported(
      officer,
      'Student',
      'f.csv',
      csv(head, row(1, email), row(2, 'awa.fall@horizon.example')),
    )
    expect(view.counts).toMatchObject({ new: 1, error: 1 })
    expect(said(view)).toEqual([[2, 'E-mail', email, 'Cette valeur est déjà prise.']])
  })

  test('a mapping that is corrected is checked again', async () => {
    const id = await startImport(officer, 'Company', upload('f.csv', csv('Société;Lieu', `${randomUUID()};Mbour`)))
    const view = await viewImport(officer, id)
    expect(view).toMatchObject({ step: 'mapping', missing: ['city'], unused: ['Lieu'] })
    await checkImport(officer, id, { columns: ['name', 'city'], constants: {} })
    expect((await viewImport(officer, id)).counts?.new).toBe(1)
  })
})

describe('A large file is for the worker', { timeout: 120_000 }, () => {
  beforeAll(importJobs)
  const many = (count: number) =>
    csv(
      'Raison sociale;Ville',
      ...Array.from({ length: count }, (_, index) => `Grande entreprise ${index};Saint-Louis`),
      ';Saint-Louis',
    )

  test('700 rows are checked then written by jobs, five hundred at a time', async () => {
    const id = await startImport(officer, 'Company', upload('grand.csv', many(700)))
    await checkImport(officer, id)
    expect(await viewImport(officer, id)).toMatchObject({ step: 'checking', total: 701 })
    await drainQueue()
    expect(await viewImport(officer, id)).toMatchObject({
      step: 'check',
      counts: { new: 700, error: 1 },
    })
    await confirmImport(officer, id, 'good')
    expect((await viewImport(officer, id)).step).toBe('running')
    await drainQueue()
    expect(await viewImport(officer, id)).toMatchObject({
      step: 'done',
      counts: { new: 700, changed: 0, unchanged: 0, error: 1 },
    })
    expect(await prisma().company.count({ where: { city: 'Saint-Louis' } })).toBe(700)
  })

  test('stopped in the middle and started again, it finishes, and every row is in once', async () => {
    await prisma().company.deleteMany({ where: { city: 'Saint-Louis' } })
    const id = await startImport(officer, 'Company', upload('grand.csv', many(1_200)))
    await prisma().importRun.update({ where: { id }, data: { status: 'running' } })
    // The database goes away in the third slice
    await asOwner(STOP, [], databaseUrl())
    await expect(runLater(officer, id)).rejects.toThrow('gone')
    expect(await prisma().company.count({ where: { city: 'Saint-Louis' } })).toBe(1_000)
    expect(await viewImport(officer, id)).toMatchObject({ step: 'running', progress: 1_000, total: 1_201 })
    await asOwner('drop trigger stop on "Company"', [], databaseUrl())
    await Promise.all([runLater(officer, id), runLater(officer, id)])
    expect(await prisma().importRun.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'done',
      created: 1_200,
      changed: 0,
      unchanged: 0,
      refused: 1,
    })
    expect(await prisma().company.count({ where: { city: 'Saint-Louis' } })).toBe(1_200)
    expect(await prisma().importedRow.count({ where: { runId: id } })).toBe(1_200)
    const noun = 'Company'
    const made = await prisma().company.findMany({ where: { city: 'Saint-Louis' }, select: { id: true } })
    const events = { noun, verb: 'create', recordId: { in: made.map((one) => one.id) } } as const
    expect(await prisma().event.count({ where: events })).toBe(1_200)
    expect(await prisma().event.count({ where: { noun: 'ImportRun', recordId: id, verb: 'import' } })).toBe(1)
  })
})

const STOP = `
  create function stop() returns trigger language plpgsql as $$
  begin if new.name = 'Grande entreprise 1100' then raise exception 'gone'; end if; return new; end $$;
  create trigger stop before insert on "Company" for each row execute function stop()`

describe('The empty file to fill in', { timeout: 120_000 }, () => {
  test.each(['Student', 'Company', 'Offer'] as const)('of %s as a workbook comes back whole', async (model) => {
    const { bytes, name } = await importWorkbook(officer, model)
    const sheet = await read(bytes, name)
    expect(sheet.names).toEqual([expect.any(String), 'Valeurs acceptées'])
    expect(sheet.name).toBe(sheet.names[0])
    const { columns } = proposed(model, sheet.headers)
    expect(columns).not.toContain(null)
    expect(sheet.rows).toHaveLength(1)
    const accepted = await read(bytes, name, { sheet: 'Valeurs acceptées' })
    expect(accepted.rows.map((row) => row.cells[0])).toEqual(sheet.headers)
    expect(accepted.rows.some((row) => row.cells[1] === 'oui')).toBe(true)
  })

  test('types its cells, and names the records that a reference may point to', async () => {
    const { bytes, name } = await importWorkbook(officer, 'Student')
    const { headers, rows } = await read(bytes, name)
    const cell = (title: string) => rows[0]?.cells[headers.indexOf(title)]
    expect([cell('Date de naissance'), cell('Téléphone')]).toEqual(['2002-01-22', '0612345678'])
    const accepted = await read(bytes, name, { sheet: 'Valeurs acceptées' })
    const line = (title: string) => accepted.rows.find((row) => row.cells[0] === title)?.cells
    expect(line('Date de naissance')?.[2]).toBe('Date : JJ/MM/AAAA')
    expect(line('Sexe')?.[3]).toContain('Féminin')
    expect(line('Promotion — Filière')?.[3]).toContain('Licence Statistique')
  })

  test.each(['Student', 'Company', 'Offer'] as const)(
    'of %s has headers that its own import recognises',
    async (model) => {
      const { bytes } = importTemplate(officer, model)
      const sheet = await read(bytes, 'modele.csv')
      const { columns } = proposed(model, sheet.headers)
      expect(columns).not.toContain(null)
      expect(new Set(columns).size).toBe(columns.length)
    },
  )
})
