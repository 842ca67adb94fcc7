import readXlsxFile from 'read-excel-file/node'
import { beforeAll, describe, expect, test } from 'vitest'
import { campaignReport } from '../../admin/report/campaign.ts'
import { registerJobs } from '../../jobs/main.ts'
import { runAs } from '../../src/access/actor.ts'
import { find } from '../../src/access/select.ts'
import { prisma } from '../../src/platform/db.ts'
import { readBytes } from '../../src/platform/files.ts'
import { closePdf } from '../../src/platform/pdf.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import { gradedSchool, internship } from '../domain/internships/finished.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, openDesk } from './opened-desk.ts'

let door: Door
let officer: Inside
let campaignId: string
let world: Awaited<ReturnType<typeof gradedSchool>>
beforeAll(testDatabase)
beforeAll(registerJobs)
beforeAll(async () => {
  door = await openDesk()
  officer = await inside(door, 'internship_officer')
  world = await gradedSchool()
  campaignId = world.campaign.id
  const data = { name: 'Fin', question: '?', audience: 'students', status: 'closed', campaignId } as const
  const survey = await prisma().survey.create({ data })
  for (let i = 0; i < 4; i++) {
    const { id } = await internship(world, { confirmedAt: world.campaign.opensOn })
    await prisma().finalGrade.create({
      data: { placementId: id, final: 11 + i, computed: 11 + i, status: 'published' },
    })
    await prisma().surveyAnswer.create({
      data: { surveyId: survey.id, placementId: id, score: 10, comment: '=Secret' },
    })
  }
  return async () => {
    await door.close()
    await closePdf()
  }
})

const ask = (who: Inside, format: string) =>
  who.visitor.api(`/admin/api/resources/Campaign/records/${campaignId}/report`, form({ format }))

const fileOf = async (format: string): Promise<Buffer> => {
  const answer = await ask(officer, format)
  const { run, redirectUrl } = JSON.parse(answer.text) as { run: string; redirectUrl: string }
  expect(redirectUrl).toBe(`/admin/pages/exports?id=${run}`)
  await drainQueue()
  const kept = await prisma().exportRun.findUniqueOrThrow({ where: { id: run }, include: { file: true } })
  expect([kept.status, kept.error]).toEqual(['done', null])
  if (!kept.file) throw new Error('no file')
  return readBytes(kept.file)
}

describe('The report of a campaign', () => {
  test('is the officer’s and the administrator’s', async () => {
    for (const role of ['school_tutor', 'company_tutor', 'student'] as const)
      expect((await ask(await inside(door, role), 'csv')).status).toBe(404)
    expect((await ask(officer, 'exe')).status).toBe(422)
  })

  test('says the same in CSV and in the workbook, column by column; its figures are defined, few answers are hidden', async () => {
    const csv = (await fileOf('csv')).toString('utf8')
    const [heading = '', ...lines] = csv.replace('\ufeff', '').trim().split('\r\n')
    const sheet = await readXlsxFile(await fileOf('xlsx'))
    const rows = sheet[0]?.data
    expect((rows?.[0] ?? []).join(';')).toBe(heading)
    expect(rows).toHaveLength(lines.length + 1)
    expect(heading).toBe('Partie;Chiffre;Portée;Valeur;Unité;Effectif;Définition et remarques')
    const line = (text: string) => lines.find((one) => one.includes(text)) ?? ''
    expect(line('Chiffres de la campagne;Note moyenne')).toContain(';12,5;/ 20;4;')
    expect(line('Chiffres de la campagne;Satisfaction des étudiants')).toMatch(/;;NPS;4;.*Masqué : moins de 5 réponses/)
    expect(line('Notes finales publiées;De 12 à moins de 14')).toContain(';2;étudiants;4;')
    expect(lines.filter((one) => one.startsWith('Entreprises d’accueil'))).toHaveLength(4)
    expect(lines.some((one) => one.startsWith('Par filière;Taux de placement'))).toBe(true)
    expect(csv).not.toContain('Secret')
  })

  test('is a paper too, made by the worker; every one is in the event log with its name', async () => {
    expect((await fileOf('pdf')).subarray(0, 5).toString()).toBe('%PDF-')
    const taken = await prisma().event.findMany({ where: { actorId: officer.who.personId, verb: 'export' } })
    expect(taken.map(({ after }) => after)).toContainEqual({
      ...{ model: 'Campaign', format: 'pdf', report: expect.stringContaining('Bilan de campagne — ') },
      rows: expect.any(Number),
    })
  })

  test('sees what its reader sees', async () => {
    const row = await find(world.officer.ctx(), 'Campaign', campaignId)
    if (!row) throw new Error('theirs')
    const ctx = world.officer.ctx()
    const { rows, columns } = await runAs(ctx, () => campaignReport(ctx, row))
    expect(rows.every((cells) => cells.length === columns.length)).toBe(true)
  })
})
