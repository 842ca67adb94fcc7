import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { config } from '../../src/platform/config.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { readBytes, storeBytes, storeFile } from '../../src/platform/files.ts'
import type { Format } from '../../src/platform/upload/accept.ts'
import { testDatabase } from '../support/database.ts'
import { samplePdf, upload } from '../support/samples.ts'

beforeAll(testDatabase)

const store = (name: string, bytes: Buffer | string, accept: Format[], uploadedById?: string) =>
  transaction((tx) => storeFile(tx, upload(name, bytes), { accept, uploadedById }))

const kept = () => {
  const root = join(config.dataDir, 'files')
  return existsSync(root)
    ? readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    : []
}

async function refused(name: string, bytes: Buffer | string, accept: Format[], code: string, words: RegExp) {
  const before = { files: kept().length, rows: await prisma().storedFile.count() }
  const error = await store(name, bytes, accept).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toMatchObject({ code, sentence: { fr: expect.stringMatching(words) } })
  expect({ files: kept().length, rows: await prisma().storedFile.count() }).toEqual(before)
}

describe('what is kept', () => {
  test('a PDF is kept byte for byte, under a name nobody guesses, readable by us only', async () => {
    const file = await store('CV de Zoé.pdf', samplePdf(), ['pdf'])
    expect(file).toMatchObject({ name: 'CV de Zoé.pdf', mime: 'application/pdf', size: samplePdf().length })
    expect(file.storageKey).toMatch(/^[0-9a-f]{32}$/)
    expect((await readBytes(file)).equals(samplePdf())).toBe(true)
    const path = join(config.dataDir, 'files', file.storageKey.slice(0, 2), file.storageKey)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('a photo loses the place where it was taken, and stands upright', async () => {
    const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#c33' } })
      .jpeg()
      .withExif({ IFD0: { Copyright: 'CANARY' }, IFD3: { GPSLatitude: '14/1 41/1 0/1', GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .toBuffer()
    expect((await sharp(photo).metadata()).exif).toBeDefined()
    const file = await store('photo.jpg', photo, ['image'])
    const seen = await sharp(await readBytes(file)).metadata()
    expect(seen.exif).toBeUndefined()
    expect((await readBytes(file)).includes('CANARY')).toBe(false)
    expect([seen.width, seen.height]).toEqual([20, 40])
  })

  test('an image that carries a page inside keeps only the image', async () => {
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#000' } })
      .png()
      .toBuffer()
    const polyglot = Buffer.concat([png, Buffer.from('<svg onload="alert(1)"><script>alert(1)</script></svg>')])
    const file = await store('logo.png', polyglot, ['image'])
    expect((await readBytes(file)).includes('script')).toBe(false)
  })

  test('a name keeps its accents and loses its path, its tricks and its lie', async () => {
    const names = ['../../etc/passwd', 'C:\\temp\\rap\u202eport.exe', '  .htaccess', 'lettre\r\nX: y.PDF']
    const files = await Promise.all(names.map((name) => store(name, samplePdf(), ['pdf'])))
    expect(files.map((file) => file.name)).toEqual(['passwd.pdf', 'rapport.pdf', 'htaccess.pdf', 'lettreX y.pdf'])
  })

  test('a document we made is kept as it is', async () => {
    const file = await transaction((tx) =>
      storeBytes(tx, samplePdf(), { name: 'CONV-2026-00001-v1.pdf', mime: 'application/pdf' }),
    )
    expect(file.name).toBe('CONV-2026-00001-v1.pdf')
  })

  test('bytes that changed on the disk are not served as if nothing happened', async () => {
    const file = await store('a.pdf', samplePdf(), ['pdf'])
    await expect(readBytes({ ...file, sha256: '0'.repeat(64) })).rejects.toThrow('not those that were stored')
  })
})

describe('what is refused, with nothing kept', () => {
  test('a file that lies about its type', async () => {
    await refused(
      'cv.pdf',
      await sharp({ create: { width: 8, height: 8, channels: 3, background: '#000' } })
        .png()
        .toBuffer(),
      ['pdf'],
      'wrong_file_type',
      /n’est pas du type attendu/,
    )
    await refused(
      'photo.png',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      ['image'],
      'wrong_file_type',
      /JPEG, PNG ou WebP/,
    )
    await refused('etudiants.csv', '<!DOCTYPE html><script>alert(1)</script>', ['csv'], 'wrong_file_type', /CSV/)
    await refused('etudiants.csv', samplePdf(), ['csv', 'xlsx'], 'wrong_file_type', /CSV/)
    await refused('cv.pdf', 'Je suis motivée', ['pdf'], 'wrong_file_type', /Envoyez un PDF/)
  })

  test('an empty file', () => refused('cv.pdf', '', ['pdf'], 'empty_file', /vide/))

  test('a file of 40 MB', () =>
    refused(
      'cv.pdf',
      Buffer.concat([samplePdf(), Buffer.alloc(40 * 1_048_576, 32)]),
      ['pdf'],
      'file_too_large',
      /15 Mo/,
    ))

  test('a PDF cut in the middle', () =>
    refused('cv.pdf', samplePdf().subarray(0, samplePdf().length / 2), ['pdf'], 'broken_file', /incomplet/))

  test('a photo cut in the middle', async () => {
    const noise = Buffer.from(Array.from({ length: 30_000 }, (_, index) => (index * 7919) % 251))
    const photo = await sharp(noise, { raw: { width: 100, height: 100, channels: 3 } })
      .jpeg()
      .toBuffer()
    await refused('photo.jpg', photo.subarray(0, photo.length / 2), ['image'], 'broken_file', /abîmée/)
  })

  test('a picture of 196 million pixels, however small the file', async () => {
    const flood = await sharp({
      create: { width: 14_000, height: 14_000, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer()
    await refused('flood.png', flood, ['image'], 'file_too_large', /25 millions/)
  })

  test.each([
    '/OpenAction << /S /JavaScript /JS (app.alert) >>',
    '/OpenAction 5 0 R',
    '/AA << /S /Launch >>',
    '/Names << /EmbeddedFiles 4 0 R >>',
    '/A << /S /J#61vaScript >>',
  ])('a PDF that acts by itself: %s', (extra) =>
    refused('cv.pdf', samplePdf({ extra }), ['pdf'], 'active_file', /action automatique/),
  )

  test('a PDF whose script hides in a compressed object', () => {
    const packed = deflateSync(Buffer.from('7 0 << /S /JavaScript /JS (app.alert) >>'))
    const hidden = Buffer.concat([
      samplePdf().subarray(0, -6),
      Buffer.from(
        `\n9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
        'latin1',
      ),
      packed,
      Buffer.from('\nendstream\nendobj\nstartxref\n9\n%%EOF\n', 'latin1'),
    ])
    return refused('cv.pdf', hidden, ['pdf'], 'active_file', /script/)
  })

  test('a PDF of 201 pages, and not one of 200', async () => {
    await refused('these.pdf', samplePdf({ pages: 201 }), ['pdf'], 'file_too_large', /201 pages/)
    expect(await store('these.pdf', samplePdf({ pages: 200 }), ['pdf'])).toMatchObject({ mime: 'application/pdf' })
  })

  test('a PDF behind a password', () =>
    refused('cv.pdf', samplePdf({ extra: '/Encrypt 9 0 R' }), ['pdf'], 'locked_file', /mot de passe/))

  test('a workbook with macros, or that unpacks to more than it says', async () => {
    await refused('a.xlsx', workbook({ 'xl/vbaProject.bin': Buffer.from('x') }), ['xlsx'], 'active_file', /macros/)
    const bomb = workbook({ 'xl/worksheets/sheet1.xml': Buffer.alloc(120 * 1_048_576) }, { liar: true })
    await refused('a.xlsx', bomb, ['xlsx'], 'file_too_large', /100 Mo/)
    await refused('a.xlsx', workbook({}).subarray(0, -30), ['xlsx'], 'broken_file', /abîmé/)
  })

  test('the file after the five hundredth of one person', async () => {
    const person = await prisma().person.create({ data: { lastName: 'Diop', firstName: 'Awa' } })
    const row = (n: number) => ({
      name: `${n}.pdf`,
      mime: 'application/pdf',
      size: 10,
      sha256: 'x',
      storageKey: `quota-${n}`,
      uploadedById: person.id,
    })
    await prisma().storedFile.createMany({ data: Array.from({ length: 499 }, (_, n) => row(n)) })
    expect(await store('500.pdf', samplePdf(), ['pdf'], person.id)).toMatchObject({ uploadedById: person.id })
    await expect(store('501.pdf', samplePdf(), ['pdf'], person.id)).rejects.toMatchObject({
      code: 'quota',
      status: 413,
    })
  })
})

/** A workbook as small as it can be, with `parts` added; a liar declares that they unpack to one byte. */
function workbook(parts: Record<string, Buffer>, { liar = false } = {}): Buffer {
  const types = Buffer.from(
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
  )
  const all = Object.entries({ '[Content_Types].xml': types, 'xl/workbook.xml': Buffer.from('<workbook/>'), ...parts })
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of all) {
    const packed = deflateRawSync(content)
    const size = liar && content.length > 1_000_000 ? 1 : content.length
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(size, 22)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(8, 10)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(size, 24)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(offset, 42)
    locals.push(local, Buffer.from(name), packed)
    directory.push(central, Buffer.from(name))
    offset += 30 + name.length + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(all.length, 8)
  end.writeUInt16LE(all.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, list, end])
}
