import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { CSV_START, csvLines, safe } from '../../src/kit/export/csv.ts'
import { allowExport, type ExportRequest, streamExport } from '../../src/kit/export/export.ts'
import { readCell } from '../../src/kit/import/cell.ts'
import { read } from '../../src/kit/import/read.ts'
import { prisma } from '../../src/platform/db.ts'
import { testDatabase } from '../support/database.ts'
import { checked, dataFile, imported, person, school } from './import-cast.ts'

let officer: Context

beforeAll(testDatabase)
beforeAll(async () => {
  const { campaign } = await school()
  officer = await person('internship_officer')
  await imported(officer, 'Student', 'etudiants.csv', dataFile('etudiants.csv'))
  await imported(officer, 'Company', 'entreprises.xlsx', dataFile('entreprises.xlsx'))
  await imported(officer, 'Offer', 'offres.csv', dataFile('offres.csv'), { constants: { campaignId: campaign } })
})

async function exported(ctx: Context, model: ModelName, request: ExportRequest): Promise<Buffer> {
  const parts: Buffer[] = []
  await allowExport(ctx, model, request)
  for await (const part of streamExport(ctx, model, request).chunks) parts.push(part)
  return Buffer.concat(parts)
}

describe('The list on screen as a file', { timeout: 120_000 }, () => {
  test('for French Excel: mark, semicolons, CRLF, JJ/MM/AAAA, labels, titles instead of ids', async () => {
    const columns = ['matricule', 'lastName', 'birthDate', 'gender', 'cohortId', 'status']
    const bytes = await exported(officer, 'Student', { format: 'csv', columns, where: { matricule: 'ST110120' } })
    expect(bytes.toString()).toBe(
      '\ufeffMatricule;Nom;Date de naissance;Sexe;Promotion;Situation\r\nST110120;Barry;01/01/2001;Féminin;Licence Statistique 2025;Inscrit\r\n',
    )
  })

  test('amounts with a decimal comma', async () => {
    const query = {
      where: { city: 'Lyon', payUnit: 'hour' },
      sort: { field: 'title', direction: 'asc' as const },
      limit: 1,
    }
    const text = (
      await exported(officer, 'Offer', { format: 'csv', columns: ['pay', 'payUnit', 'currency'], ...query })
    ).toString()
    expect(text.split('\r\n')[1]).toBe('4,50;Par heure;EUR')
  })

  test('the same rows in the same order as the list: filter, search and sort', async () => {
    const request = {
      format: 'csv' as const,
      columns: ['lastName', 'matricule'],
      search: 'kone',
      sort: { field: 'matricule', direction: 'desc' as const },
    }
    const rows = (await read(await exported(officer, 'Student', request), 'f.csv')).rows.map((row) => row.cells)
    expect(rows).toEqual([
      ['Koné', 'ST110091'],
      ['Koné', 'ST110052'],
      ['Koné', 'ST110022'],
    ])
  })

  test('a name that looks like a formula cannot run when the file is opened', async () => {
    const text = (
      await exported(officer, 'Student', { format: 'csv', columns: ['lastName'], where: { matricule: 'ST110140' } })
    ).toString()
    expect(text).toContain(`"'=HYPERLINK(""http://example.invalid"",""OUÉDRAOGO"")"`)
  })

  test('a column that this person may not read is refused by name, for good', async () => {
    const tutor = await person('school_tutor')
    await expect(exported(tutor, 'Student', { format: 'csv', columns: ['birthDate'] })).rejects.toMatchObject({
      code: 'unknown_column',
    })
    await expect(exported(officer, 'Account', { format: 'csv' })).rejects.toMatchObject({ status: 404 })
  })

  test('by default, every column this person may read and no plumbing', async () => {
    const text = (await exported(officer, 'Student', { format: 'csv', limit: 1 })).toString()
    const headers = text.slice(1).split('\r\n')[0]?.split(';')
    expect(headers).toEqual([
      'Matricule',
      'Nom',
      'Prénom(s)',
      'Sexe',
      'Date de naissance',
      'E-mail',
      'Téléphone',
      'Promotion',
      'Situation',
      'Dispensé de stage',
      'Créé le',
    ])
  })

  test('rows outside of the rights are not in the file', async () => {
    const other = await prisma().department.create({ data: { code: 'ECO', name: 'Économie' } })
    const text = (await exported(await person('internship_officer', other.id), 'Student', { format: 'csv' })).toString()
    expect(text.trim().split('\r\n')).toHaveLength(1)
  })

  test('each export is written in the event log: who, what, how many', async () => {
    await exported(officer, 'Company', { format: 'csv', columns: ['name'] })
    const event = await prisma().event.findFirstOrThrow({ where: { verb: 'export' }, orderBy: { id: 'desc' } })
    expect(event).toMatchObject({
      actorId: officer.actor.kind === 'person' ? officer.actor.personId : '',
      after: { model: 'Company', rows: 58 },
    })
  })

  test('a workbook keeps numbers and dates as such', async () => {
    const request = {
      format: 'xlsx' as const,
      columns: ['matricule', 'birthDate', 'lastName'],
      where: { matricule: { in: ['ST110120', 'ST110140'] } },
    }
    const sheet = await read(await exported(officer, 'Student', request), 'f.xlsx')
    expect(sheet.headers).toEqual(['Matricule', 'Date de naissance', 'Nom'])
    expect(sheet.rows.map((row) => row.cells)).toContainEqual(['ST110120', '2001-01-01', 'Barry'])
    expect(sheet.rows.map((row) => row.cells[2])).toContain('=HYPERLINK("http://example.invalid","OUÉDRAOGO")')
    const companies = await read(
      await exported(officer, 'Company', {
        format: 'xlsx',
        columns: ['name', 'headcount'],
        where: { name: 'Imprimerie du Faso' },
      }),
      'f.xlsx',
    )
    expect(companies.rows[0]?.cells).toEqual(['Imprimerie du Faso', 109])
  })
})

const TOTALS = { Student: 180, Company: 58, Offer: 38 }

describe('Nobody leaves with everything', { timeout: 120_000 }, () => {
  test('the 31st list in a day is refused, and says so', async () => {
    const busy = await person('internship_officer')
    const once = () => exported(busy, 'Department', { format: 'csv' })
    for (let index = 0; index < 30; index++) await once()
    await expect(once()).rejects.toMatchObject({ status: 429, sentence: { fr: expect.stringContaining('30 listes') } })
  })
})

describe('What was exported comes back unchanged', { timeout: 120_000 }, () => {
  test.each(['Student', 'Company', 'Offer'] as const)('%s, as CSV and as a workbook', async (model) => {
    for (const format of ['csv', 'xlsx'] as const) {
      const view = await checked(officer, model, `f.${format}`, await exported(officer, model, { format }))
      expect({ format, ...view.counts }).toMatchObject({ format, new: 0, changed: 0, error: 0 })
      expect(view.counts?.unchanged).toBe(TOTALS[model])
    }
  })
})

describe('Any text survives the trip', { timeout: 120_000 }, () => {
  const lastName = catalogue.models.Student.fields.find((field) => field.name === 'lastName')

  test('through CSV and back', async () => {
    const nasty = fc.constantFrom('=', '+', '-', '@', "'", "'=", '＝', '"', ';', ',', '\n', '\ufeff', 'é', '’', ' ')
    const text = fc
      .array(fc.oneof(nasty, fc.string({ maxLength: 6 }), fc.string({ unit: 'grapheme', maxLength: 4 })), {
        maxLength: 6,
      })
      .map((parts) =>
        parts
          .join('')
          .replace(/[\p{Cc}\s\u200b\u2060\ufeff]+/gu, ' ')
          .trim(),
      )
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (texts) => {
        const bytes = Buffer.from(
          CSV_START + csvLines([['n', 'texte', 'fin'], ...texts.map((one, index) => [index + 1, one, 'x'])]),
        )
        const { rows } = await read(bytes, 'f.csv')
        const back = rows.map((row) => {
          const found = lastName ? readCell(row.cells[1] ?? null, lastName) : { problem: { fr: '', en: '' } }
          return 'input' in found ? (found.input ?? '') : '?'
        })
        expect(back).toEqual(texts)
      }),
      { numRuns: 500 },
    )
  })

  test('no cell of ours starts like a formula', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(/^[=+\-@\t\r\n\0＝＋－＠]/u.test(safe(text))).toBe(false)
      }),
      { numRuns: 1_000 },
    )
  })
})
