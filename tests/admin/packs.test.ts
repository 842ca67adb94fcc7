import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../../src/platform/db.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, openDesk } from './opened-desk.ts'

let door: Door
let officer: Inside
let tutor: Inside
let campaignId: string
const ADDRESS = '/admin/api/resources/Placement/actions/papers'

beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  officer = await inside(door, 'internship_officer')
  tutor = await inside(door, 'school_tutor')
  campaignId = (await placed(5)).id
  return door.close
})

/** So many internships over, each student with an account of their own. */
async function placed(many: number) {
  const company = await prisma().company.create({ data: { name: 'Hôte', city: 'Lomé' } })
  const students: string[] = []
  for (let i = 0; i < many; i++) students.push((await inside(door, 'student')).who.personId)
  const [first] = await prisma().student.findMany({
    where: { personId: { in: students } },
    include: { cohort: { include: { programme: true } } },
  })
  const departmentId = first?.cohort.programme.departmentId ?? ''
  const campaign = await prisma().campaign.create({ data: { name: 'Finie', academicYear: '2025-2026', departmentId } })
  for (const { id } of await prisma().student.findMany({ where: { personId: { in: students } } }))
    await prisma().placement.create({
      data: { studentId: id, companyId: company.id, campaignId: campaign.id, status: 'finished' },
    })
  return campaign
}

type Said = {
  preview?: { people: number; left: number; letters: { to: string; subject: string; text: string }[] }
  redirectUrl?: string
  notice?: { message: string }
}

const asked = async (who: Inside, values: Record<string, string>) => {
  const search = `filters.campaignId=${campaignId}`
  const { status, text } = await who.visitor.api(ADDRESS, form({ pieces: 'agreement,recap', search, ...values }))
  return { status, said: JSON.parse(text) as Said }
}

describe('The packs of a list', () => {
  test('are prepared for oneself as one file, and the export is written in the log', async () => {
    const { said } = await asked(officer, { to: 'me' })
    const [run] = await prisma().exportRun.findMany()
    expect(said.redirectUrl).toBe(`/admin/pages/exports?id=${run?.id}`)
    expect(run).toMatchObject({ format: 'zip', rows: 5, createdById: officer.who.personId })
    expect(await prisma().event.count({ where: { verb: 'export', actorId: officer.who.personId } })).toBe(1)
    const page = JSON.parse((await officer.visitor.api('/admin/api/pages/exports')).text) as {
      exports: { what: string; format: string }[]
    }
    expect(page.exports[0]).toMatchObject({ what: 'Dossiers de stage', format: 'Dossier ZIP' })
  })

  test('are looked at before they are sent: three letters at random, and nothing is written', async () => {
    const before = await prisma().exportRun.count()
    const { said } = await asked(officer, { to: 'students', preview: 'true' })
    expect(said.preview).toMatchObject({ people: 5, left: 0 })
    const letters = said.preview?.letters ?? []
    expect(new Set(letters.map((letter) => letter.to)).size).toBe(3)
    expect(letters[0]).toMatchObject({ subject: 'Votre dossier de stage est prêt' })
    expect(await prisma().exportRun.count()).toBe(before)
    expect(await prisma().mailDelivery.count({ where: { template: 'placement.sendPack' } })).toBe(0)
  })

  test('are sent to each their own, and belong to them', async () => {
    const before = await prisma().exportRun.count()
    const { said } = await asked(officer, { to: 'students' })
    expect(said.notice?.message).toContain('5 personnes')
    const runs = await prisma().exportRun.findMany({ skip: before, orderBy: { id: 'asc' } })
    expect(new Set(runs.map((run) => run.createdById)).size).toBe(5)
    expect(runs.map((run) => run.createdById)).not.toContain(officer.who.personId)
  })

  test('a tutor has those they follow, writes to nobody, and a student has no such screen', async () => {
    expect((await asked(tutor, { to: 'students' })).status).toBe(404)
    expect((await asked(tutor, { to: 'me' })).said).toMatchObject({ code: 'export_empty' })
    expect((await asked(await inside(door, 'student'), { to: 'me' })).status).toBe(404)
    expect((await asked(officer, { to: 'me', pieces: '' })).status).toBe(422)
    expect((await asked(officer, { to: 'me', pieces: 'agreement,secrets' })).status).toBe(422)
  })
})
