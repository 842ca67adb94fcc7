import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import '../../src/domain/index.ts'
import { config } from '../../src/platform/config.ts'
import { sha256 } from '../../src/platform/crypto.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { storeBytes } from '../../src/platform/files.ts'
import { testDatabase } from '../support/database.ts'
import { samplePdf } from '../support/samples.ts'
import { type Door, openDoor, SEED, type Someone, someone, Visitor } from './visitor.ts'

let door: Door
let awa: Someone
let hugo: Someone
let officer: Someone
let cv: { id: string; sha256: string }
let letter: { id: string }
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDoor()
  ;[awa, hugo, officer] = [
    await someone(['student']),
    await someone(['student']),
    await someone(['internship_officer'], { seed: SEED }),
  ]
  const department = await prisma().department.create({ data: { code: 'INF', name: 'Informatique' } })
  const cohort = await prisma().cohort.create({
    data: { year: 2027, programme: { create: { name: 'Génie logiciel', departmentId: department.id } } },
  })
  const campaign = await prisma().campaign.create({
    data: { name: 'Stages 2026', academicYear: '2026-2027', departmentId: department.id },
  })
  const company = await prisma().company.create({ data: { name: 'Baobab', city: 'Dakar' } })
  const offer = await prisma().offer.create({
    data: { title: 'Stage', campaignId: campaign.id, companyId: company.id },
  })
  const candidatures = await Promise.all(
    [awa, hugo].map(async ({ personId }, index) => {
      const student = await prisma().student.create({
        data: { personId, matricule: `M${index}`, cohortId: cohort.id },
      })
      return prisma().candidature.create({ data: { studentId: student.id, offerId: offer.id } })
    }),
  )
  const [mine, his] = candidatures.map((candidature) => candidature.id)
  cv = await attach(mine ?? '', 'CV été.pdf')
  letter = await attach(his ?? '', 'lettre.pdf')
  return door.close
})

async function attach(candidatureId: string, name: string) {
  return transaction(async (tx) => {
    const owner = { model: 'Candidature', id: candidatureId }
    const file = await storeBytes(tx, samplePdf(), { name, mime: 'application/pdf', owner })
    await tx.candidature.update({ where: { id: candidatureId }, data: { cvFileId: file.id } })
    return file
  })
}

async function inside(who: Someone): Promise<Visitor> {
  const visitor = new Visitor(door)
  await visitor.logIn(who)
  return visitor
}

const bytesOf = async (visitor: Visitor, id: string): Promise<Buffer> => {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return Buffer.from(await (await fetch(`${door.url}/files/${id}`, { headers: { cookie } })).arrayBuffer())
}

describe('a file', () => {
  test('is handed to its owner as it came, to be kept and not to be run', async () => {
    const visitor = await inside(awa)
    const { status, headers } = await visitor.get(`/files/${cv.id}`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/pdf')
    expect(headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''CV%20%C3%A9t%C3%A9\.pdf/)
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(sha256(await bytesOf(visitor, cv.id))).toBe(cv.sha256)
  })

  test('of somebody else is a file that does not exist: the same answer to the letter', async () => {
    const visitor = await inside(awa)
    const plain = (text: string) => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
    const [foreign, missing] = [
      await visitor.get(`/files/${letter.id}`),
      await visitor.get('/files/0190a000-0000-7000-8000-000000000000'),
    ]
    expect([foreign.status, plain(foreign.text)]).toEqual([missing.status, plain(missing.text)])
    expect(foreign.status).toBe(404)
    expect(foreign.text.length).toBe(missing.text.length)
  })

  test('asked by a visitor leads to the login page and back', async () => {
    const answer = await new Visitor(door).get(`/files/${cv.id}`)
    expect([answer.status, answer.location]).toEqual([303, `/login?next=%2Ffiles%2F${cv.id}`])
  })

  test('is not reached by a path, a table name, or an id that is not one', async () => {
    const visitor = await inside(awa)
    for (const id of ['..%2f..%2fmaster.key', '%2e%2e/x', '1', "' or 1=1--", `${cv.id}%00`, `${cv.id}.pdf`]) {
      expect((await visitor.get(`/files/${id}`)).status).toBe(404)
    }
  })

  test('named in somebody else’s record does not become readable by it', async () => {
    const stolen = await prisma().candidature.findFirstOrThrow({ where: { cvFileId: cv.id } })
    await prisma().candidature.updateMany({ where: { id: stolen.id }, data: { letterFileId: letter.id } })
    expect((await (await inside(awa)).get(`/files/${letter.id}`)).status).toBe(404)
  })

  test('not referred to any more by its record is closed', async () => {
    const own = await prisma().candidature.findFirstOrThrow({ where: { cvFileId: cv.id } })
    const former = await attach(own.id, 'ancien.pdf')
    await prisma().candidature.update({ where: { id: own.id }, data: { cvFileId: cv.id } })
    expect((await (await inside(awa)).get(`/files/${former.id}`)).status).toBe(404)
  })

  test('of a model that does not exist, or of none, is only for the one who sent it', async () => {
    const bytes = samplePdf()
    const [loose, odd] = await transaction(async (tx) => [
      await storeBytes(tx, bytes, { name: 'a.pdf', mime: 'application/pdf' }),
      await storeBytes(tx, bytes, {
        name: 'b.pdf',
        mime: 'application/pdf',
        owner: { model: 'constructor', id: cv.id },
      }),
    ])
    await prisma().storedFile.update({ where: { id: loose?.id ?? '' }, data: { uploadedById: awa.personId } })
    expect((await (await inside(awa)).get(`/files/${loose?.id}`)).status).toBe(200)
    expect((await (await inside(hugo)).get(`/files/${loose?.id}`)).status).toBe(404)
    expect((await (await inside(awa)).get(`/files/${odd?.id}`)).status).toBe(404)
  })

  test('whose bytes changed on the disk is not handed over', async () => {
    const visitor = await inside(hugo)
    expect((await visitor.get(`/files/${letter.id}`)).status).toBe(200)
    const { storageKey } = await prisma().storedFile.findUniqueOrThrow({ where: { id: letter.id } })
    const path = everyFile(config.dataDir).find((file) => file.endsWith(storageKey))
    writeFileSync(path ?? '', samplePdf({ pages: 2 }))
    const damaged = await visitor.get(`/files/${letter.id}`)
    expect(damaged.status).toBe(500)
    expect(damaged.text).toContain('Ce fichier est abîmé')
  })

  test('of a student of another department is closed to an officer', async () => {
    await prisma().roleAssignment.updateMany({
      where: { personId: officer.personId },
      data: { departmentId: (await prisma().department.create({ data: { code: 'GEO', name: 'Géomatique' } })).id },
    })
    expect((await (await inside(officer)).get(`/files/${cv.id}`)).status).toBe(404)
  })
})

const everyFile = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? everyFile(path) : [path]
  })
