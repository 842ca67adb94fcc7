import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { registerJobs } from '../../../jobs/main.ts'
import { dossierPack } from '../../../src/domain/internships/dossier/pack.ts'
import { stateAt } from '../../../src/domain/internships/dossier/state-at.ts'
import { updateRecord } from '../../../src/kit/record.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { sha256 } from '../../../src/platform/crypto.ts'
import { prisma } from '../../../src/platform/db.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { inflate, listEntries } from '../../../src/platform/zip.ts'
import { testDatabase } from '../../support/database.ts'
import { act, asRole, at, day, person, refusalOf, smallSchool, type World } from './world.ts'

beforeAll(testDatabase)
beforeAll(registerJobs)
afterAll(async () => {
  setClock(null)
  await closePdf()
})

let world: World
let placementId: string
let agreementId: string
let student: Awaited<ReturnType<World['student']>>
beforeAll(async () => {
  at('2026-02-02T10:00:00')
  world = await smallSchool()
  const house = await world.company()
  student = await world.student()
  const created = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, companyId: house.id, campaignId: world.campaign.id, contactId: house.contactId },
      ...{ schoolTutorId: world.schoolTutor.actor.personId, subject: 'Premier sujet', status: 'confirmed', pay: 600 },
      ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28'), weeklyHours: 35, createdAt: day('2026-02-01') },
    },
  })
  placementId = created.id
  at('2026-02-03T10:00:00')
  agreementId = (await act(world.officer, 'Placement', 'draftAgreement', placementId)).redirect?.id ?? ''
  await prisma().agreement.update({
    where: { id: agreementId },
    data: { activities: 'Développer', skills: 'TypeScript' },
  })
  at('2026-02-10T10:00:00')
  await updateRecord(world.officer.ctx(), 'Placement', placementId, null, { subject: 'Second sujet' })
  await act(world.officer, 'Agreement', 'submit', agreementId)
  at('2026-02-12T10:00:00')
  await act(world.schoolTutor, 'Agreement', 'approvePedagogy', agreementId)
  await act(world.officer, 'Agreement', 'approve', agreementId)
  await drainQueue()
})
beforeEach(() => at('2026-03-12T10:00:00'))

const fact = async (on: string, noun: string, label: string) =>
  (await stateAt(placementId, on)).find((one) => one.noun === noun)?.facts.find((one) => one.label === label)

describe('What the school knew on a day', () => {
  it('is each record walked back through what was done since, and nothing that did not exist yet', async () => {
    expect(await fact('2026-02-09', 'Affectation', 'Sujet')).toMatchObject({
      past: 'Premier sujet',
      now: 'Second sujet',
    })
    expect(await fact('2026-02-10', 'Affectation', 'Sujet')).toMatchObject({
      past: 'Second sujet',
      now: 'Second sujet',
    })
    expect((await stateAt(placementId, '2026-02-02')).map(({ noun }) => noun)).toEqual(['Affectation'])
    const states = await Promise.all(
      ['2026-02-09', '2026-02-10', '2026-02-12'].map((on) => fact(on, 'Convention de stage', 'État')),
    )
    expect(states.map((one) => one?.past)).toEqual(['Brouillon', 'Soumise', 'Validée par l’administration'])
  })

  it('reads like people speak: names for references, days for dates', async () => {
    expect((await fact('2026-02-12', 'Affectation', 'Tuteur école'))?.past).toMatch(/^Tuteur/)
    expect((await fact('2026-02-12', 'Affectation', 'Début'))?.past).toBe('02/03/2026')
    const all = JSON.stringify(await stateAt(placementId, '2026-02-12'))
    expect(all).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/)
  })
})

describe('The complete file of an internship', () => {
  it('is for the officer and the administrator, with a reason that the history keeps', async () => {
    for (const who of [student, world.schoolTutor])
      expect((await refusalOf(act(who, 'Placement', 'pack', placementId, {}, 'Litige'))).status).toBe(404)
    expect((await refusalOf(act(world.officer, 'Placement', 'pack', placementId))).fields).toHaveProperty('reason')
    await act(world.officer, 'Placement', 'pack', placementId, {}, 'Recours du 10 mars')
    const event = await prisma().event.findFirstOrThrow({ where: { recordId: placementId, verb: 'pack' } })
    expect(event).toMatchObject({ reason: 'Recours du 10 mars', actorId: world.officer.actor.personId })
  })

  it('holds every event in words, each document with its true fingerprint, each mail with its proof', async () => {
    const run = await prisma().exportRun.findFirstOrThrow({ where: { format: 'zip' } })
    const { chunks, name } = await dossierPack(world.officer.ctx(), run)
    expect(name).toMatch(/^dossier-.*\.zip$/)
    const parts: Buffer[] = []
    for await (const chunk of chunks) parts.push(chunk)
    const files = new Map<string, Buffer>()
    for (const entry of listEntries(Buffer.concat(parts))) files.set(entry.name, await inflate(entry))
    expect(files.get('dossier.pdf')?.subarray(0, 5).toString()).toBe('%PDF-')
    const lines = (files.get('empreintes-sha256.txt')?.toString() ?? '').trim().split('\n')
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) {
      const [digest = '', path = ''] = line.split('  ')
      expect(sha256(files.get(path) ?? Buffer.from(''))).toBe(digest)
    }
  })

  it('is not made for an officer who lost the department in between', async () => {
    const run = await prisma().exportRun.findFirstOrThrow({ where: { format: 'zip' } })
    const roles = [{ role: 'internship_officer' as const, departmentId: (await smallSchool()).department.id }]
    const elsewhere = asRole('internship_officer', await person('Chargée'), { roles })
    expect((await refusalOf(dossierPack(elsewhere.ctx(), run))).status).toBe(404)
  })
})
