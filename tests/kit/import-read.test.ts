import { randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { packedSlices } from '../../src/kit/import/pack.ts'
import { read } from '../../src/kit/import/read.ts'
import { readAside } from '../../src/kit/import/read-aside.ts'
import { Refusal } from '../../src/platform/errors.ts'
import { csv, dataFile, sheetOf } from './import-cast.ts'
import { workbook, zip } from './import-zip.ts'

const codeOf = async (bytes: Buffer, name = 'fichier.csv'): Promise<string> => {
  try {
    await read(bytes, name)
    return 'accepted'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    expect(error.sentence.fr).toMatch(/[.!]$/)
    expect(error.sentence.en).toMatch(/[.!]$/)
    return error.code
  }
}

describe('The files of the school are read as they come', () => {
  test('students: Windows-1252, semicolons, CRLF, 200 rows under nine headers', async () => {
    const sheet = await sheetOf('etudiants.csv')
    expect(sheet).toMatchObject({ format: 'csv', encoding: 'windows-1252', separator: ';' })
    expect(sheet.headers).toEqual([
      'N° matricule',
      'Nom',
      'Prénom(s)',
      'Né(e) le',
      'Sexe',
      'Filière',
      'Promotion',
      'E-mail',
      'Téléphone',
    ])
    expect(sheet.rows).toHaveLength(200)
    expect(sheet.rows[0]?.line).toBe(2)
    expect(sheet.rows[140]?.cells[1]).toBe('=HYPERLINK("http://example.invalid","OUÉDRAOGO")')
  })

  test('companies: a workbook whose phones and headcounts are numbers, 60 rows', async () => {
    const sheet = await sheetOf('entreprises.xlsx')
    expect(sheet).toMatchObject({ format: 'xlsx', name: 'Entreprises', notices: [] })
    expect(sheet.rows).toHaveLength(60)
    expect(sheet.rows[0]?.cells).toEqual(expect.arrayContaining(['Imprimerie du Faso', 109, 22694842310]))
    expect(sheet.rows.at(-1)?.line).toBe(61)
  })

  test('offers: UTF-8 with a mark, commas, commas inside quotes, 40 rows', async () => {
    const sheet = await sheetOf('offres.csv')
    expect(sheet).toMatchObject({ encoding: 'utf-8', separator: ',' })
    expect(sheet.headers[0]).toBe('Entreprise')
    expect(sheet.rows).toHaveLength(40)
    expect(sheet.rows[0]?.cells[4]).toBe('4,50 €/h')
    expect(sheet.rows[2]?.cells[3]).toBe('SQL; Python')
  })
})

describe('Whoever saved the file, it is read', () => {
  const text = 'Nom;Ville\r\nÉcole d’été;Thiès\r\n'

  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 as Excel writes it', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le')],
    ['UTF-16, the other end first', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('%s', async (_name, bytes) => {
    const sheet = await read(bytes, 'ecoles.csv')
    expect(sheet.headers).toEqual(['Nom', 'Ville'])
    expect(sheet.rows.map((row) => row.cells)).toEqual([['École d’été', 'Thiès']])
  })

  test('a line that only names the separator is not a header', async () => {
    const sheet = await read(csv('sep=|', 'Nom|Ville', 'A;B|Dakar'), 'f.csv')
    expect(sheet.rows[0]).toMatchObject({ line: 3, cells: ['A;B', 'Dakar'] })
  })

  test('tabs, and a title above the headers', async () => {
    const sheet = await read(csv('Liste des écoles 2026', '', 'Nom\tVille\tPays', 'A\tDakar\tSénégal'), 'f.csv')
    expect(sheet.headers).toEqual(['Nom', 'Ville', 'Pays'])
    expect(sheet.rows[0]?.line).toBe(4)
    expect(sheet.notices.map((notice) => notice.fr).join(' ')).toContain('ligne 3')
  })

  test('lines are counted as the owner of the file counts them, breaks inside cells included', async () => {
    const sheet = await read(csv('Nom;Notes', 'A;"deux', 'lignes"', '', 'B;rien'), 'f.csv')
    expect(sheet.rows.map((row) => row.line)).toEqual([2, 5])
  })

  test('a quote in the middle of a name is only a quote', async () => {
    const sheet = await read(csv('Nom;Ville', 'Le "Soleil";Dakar', '"Le Soleil" SA;Dakar'), 'f.csv')
    expect(sheet.rows.map((row) => row.cells[0])).toEqual(['Le "Soleil"', '"Le Soleil" SA'])
  })
})

/** As Excel keeps it: the old container, with the encrypted workbook inside under its name. */
const lockedWorkbook = () =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from('EncryptedPackage', 'utf16le')])

describe('What is odd is said, and left to the person', () => {
  const noticesOf = async (bytes: Buffer) => (await read(bytes, 'f.csv')).notices.map((one) => one.fr).join(' ')

  test('two columns with one title are both shown, and named', async () => {
    const sheet = await read(csv('Nom;Ville;Nom', 'A;Dakar;B'), 'f.csv')
    expect(sheet.headers).toEqual(['Nom', 'Ville', 'Nom'])
    expect(await noticesOf(csv('Nom;Ville;Nom', 'A;Dakar;B'))).toContain(
      'Plusieurs colonnes portent le même titre : « Nom »',
    )
  })

  test('a separator that nobody knows leaves one column, and the person is told what to do', async () => {
    expect(await noticesOf(csv('Nom~Ville', 'A~Dakar', 'B~Thiès'))).toContain('Une seule colonne a été trouvée')
    expect(await noticesOf(csv('Nom;Ville', 'A;Dakar'))).not.toContain('Une seule colonne')
  })

  test('an encoding chosen by mistake is corrected by choosing the right one', async () => {
    const bytes = Buffer.from('Société;Ville\r\nÉcole d’été;Thiès', 'utf8')
    expect((await read(bytes, 'f.csv', { encoding: 'windows-1252' })).headers[0]).toBe('SociÃ©tÃ©')
    const right = await read(bytes, 'f.csv', { encoding: 'utf-8' })
    expect([right.headers[0], right.rows[0]?.cells[0]]).toEqual(['Société', 'École d’été'])
  })
})

describe('A bad file gets a sentence that says what to do', () => {
  test.each<[string, string, Buffer, string]>([
    ['an empty file', 'import_empty', Buffer.alloc(0), 'f.csv'],
    ['blank lines only', 'import_empty', csv('', ';;', ''), 'f.csv'],
    ['headers without a row', 'import_no_rows', csv('Nom;Ville', ''), 'f.csv'],
    ['a file of 40 MB', 'import_too_large', Buffer.alloc(40 * 1024 * 1024, 'a;b\n'), 'f.csv'],
    ['a PDF', 'import_wrong_type', Buffer.from('%PDF-1.7 …'), 'f.pdf'],
    ['a picture renamed', 'import_wrong_type', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'f.csv'],
    [
      'a web page renamed',
      'import_wrong_type',
      Buffer.from('<html><table><tr><td>Nom</td></tr></table></html>'),
      'f.csv',
    ],
    [
      'noise renamed',
      'import_wrong_type',
      Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256)),
      'f.csv',
    ],
    ['an old workbook', 'import_old_excel', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'f.xls'],
    ['a workbook with a password', 'import_locked', lockedWorkbook(), 'f.xlsx'],
    ['10 MB of garbage', 'import_wrong_type', randomBytes(10 * 1024 * 1024 - 1), 'f.csv'],
    ['a workbook with macros by its name', 'import_macros', dataFile('entreprises.xlsx'), 'f.xlsm'],
    ['a workbook cut in the middle', 'import_cut', dataFile('entreprises.xlsx').subarray(0, 4000), 'f.xlsx'],
    ['a quote never closed', 'import_open_quote', csv('Nom;Ville', 'A;Dakar', 'B;"Thi'), 'f.csv'],
    ...[101, 300].map((columns): [string, string, Buffer, string] => [
      `${columns} columns`,
      'import_too_many_columns',
      csv(Array.from({ length: columns }, (_, i) => `c${i}`).join(';'), 'x'),
      'f.csv',
    ]),
    ['more than 50,000 rows', 'import_too_many_rows', Buffer.from(`Nom\n${'x\n'.repeat(50_001)}`), 'f.csv'],
    ['a zip that is no workbook', 'import_wrong_type', zip({ 'a.txt': 'hello' }), 'f.xlsx'],
    ['a LibreOffice table', 'import_open_document', zip({ mimetype: 'x', 'content.xml': '<x/>' }), 'f.ods'],
    ['macros inside', 'import_macros', workbook('<sheetData/>', { 'xl/vbaProject.bin': 'x' }), 'f.xlsx'],
    [
      'links to other workbooks',
      'import_external_links',
      workbook('<sheetData/>', { 'xl/externalLinks/externalLink1.xml': '<x/>' }),
      'f.xlsx',
    ],
    [
      'a cell far to the right',
      'import_too_many_columns',
      workbook('<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>'),
      'f.xlsx',
    ],
    [
      'a row far below',
      'import_too_many_rows',
      workbook('<sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'),
      'f.xlsx',
    ],
    [
      'entities that expand',
      'import_wrong_type',
      workbook('<sheetData/>', { 'xl/styles.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x/>' }),
      'f.xlsx',
    ],
  ])('%s', async (_what, code, bytes, name) => {
    expect(await codeOf(bytes, name)).toBe(code)
  })

  test('the sentence of an open quote names the line where it opens', async () => {
    await expect(read(csv('Nom;Ville', 'A;"deux', 'lignes"', 'B;"Thi'), 'f.csv')).rejects.toMatchObject({
      sentence: { fr: expect.stringContaining('ligne 4') },
    })
  })

  test('a file cut in the middle of a row says so at that row, and keeps the others', async () => {
    const whole = dataFile('etudiants.csv')
    const sheet = await read(whole.subarray(0, 5_010), 'etudiants.csv')
    expect(sheet.rows.at(-1)?.problem?.fr).toContain('coupé')
    expect(sheet.rows.slice(0, -1).every((row) => row.problem === undefined)).toBe(true)
  })

  test('a row with more cells than headers is a problem of that row alone', async () => {
    const sheet = await read(csv('Nom;Ville', 'A;Dakar', 'B;Thiès;Mbour', 'C;Lomé;;'), 'f.csv')
    expect(sheet.rows.map((row) => row.problem?.fr.includes('3 cases') ?? false)).toEqual([false, true, false])
  })
})

describe('A zip bomb is refused before anything is inflated', () => {
  const zeros = 'a'.repeat(3 * 1024 * 1024)

  test('by its ratio', async () => {
    await expect(read(zip({ 'xl/workbook.xml': zeros }), 'a.xlsx')).rejects.toMatchObject({ code: 'import_bomb' })
  })

  test('by what it claims to hold', async () => {
    const packed = { bytes: deflateRawSync(Buffer.alloc(2_000_000, 'ab')), size: 200 * 1024 * 1024 }
    await expect(read(zip({ 'xl/workbook.xml': packed }), 'a.xlsx')).rejects.toMatchObject({ code: 'import_bomb' })
  })

  test('by its number of entries', async () => {
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`e${index}`, 'x']))
    await expect(read(zip(many), 'a.xlsx')).rejects.toMatchObject({ code: 'import_bomb' })
  })

  test('also when its directory lies about a size', async () => {
    const liar = { bytes: deflateRawSync(Buffer.from(zeros)), size: 1000 }
    expect(await codeOf(workbook('<sheetData/>', { 'xl/styles.xml': liar }), 'f.xlsx')).toBe('import_bomb')
  })
})

describe('A workbook with several sheets', () => {
  const cell = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`
  const advice = `<sheetData><row r="1">${cell('A1', 'Mode d’emploi')}</row><row r="2">${cell('A2', 'Une ligne par école')}</row></sheetData>`

  test('instructions that come first are not taken for the table', async () => {
    const sheet = await read(workbook(advice, {}, ['Lisez-moi', 'Liste']), 'f.xlsx')
    expect(sheet).toMatchObject({ name: 'Liste', headers: ['Nom', 'Ville'] })
  })

  const two = workbook('<sheetData/>', {}, ['Lisez-moi', 'Liste'])

  test('reads the first that holds something, and says which', async () => {
    const sheet = await read(two, 'f.xlsx')
    expect(sheet).toMatchObject({ name: 'Liste', names: ['Lisez-moi', 'Liste'] })
    expect(sheet.notices[0]?.fr).toBe(
      'Le classeur a 2 feuilles : seule « Liste » est lue. Vous pouvez en choisir une autre.',
    )
  })

  test('reads the one that was chosen, or says that it does not exist', async () => {
    await expect(read(two, 'f.xlsx', { sheet: 'Liste' })).resolves.toMatchObject({ name: 'Liste' })
    await expect(read(two, 'f.xlsx', { sheet: 'Autre' })).rejects.toMatchObject({ code: 'import_no_sheet' })
  })

  test('a formula is never computed: its last value is read, and an error is empty and said', async () => {
    const rows =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>Nom</t></is></c><c r="B1" t="inlineStr"><is><t>Effectif</t></is></c></row>' +
      '<row r="2"><c r="A2" t="str"><f>HYPERLINK("x")</f><v>Sahel</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    const sheet = await read(workbook(`<sheetData>${rows}</sheetData>`), 'f.xlsx')
    expect(sheet.rows[0]?.cells).toEqual(['Sahel', null])
    expect(sheet.notices.map((notice) => notice.fr).join()).toContain('1 case(s) contiennent une erreur')
  })
})

describe('A large file is read beside everybody’s requests', () => {
  const large = (end: string) => Buffer.from(`Nom;Ville\n${'Horizon;Dakar\n'.repeat(45_000)}${end}`)

  test('with the same answer', async () => {
    const sheet = await readAside(large('Fin;Thiès'), 'f.csv')
    const rows = [...packedSlices(sheet)].flat()
    expect([sheet.total, rows.length]).toEqual([45_001, 45_001])
    expect(rows.at(-1)).toEqual({ line: 45_002, cells: ['Fin', 'Thiès'] })
  })

  test('and the same refusal, words included', async () => {
    await expect(readAside(large('"Fin'), 'f.csv')).rejects.toMatchObject({
      code: 'import_open_quote',
      sentence: { fr: expect.stringContaining('ligne 45002') },
    })
  })
})
