import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '../../src/access/actor.ts'
import { issueLink } from '../../src/domain/internships/access-link.ts'
import { dateOfDay } from '../../src/platform/clock.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { smallSchool } from '../domain/internships/world.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, openDesk } from './opened-desk.ts'

let door: Door
let officer: Inside
let made: Awaited<ReturnType<typeof agreement>>
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  officer = await inside(door, 'internship_officer')
  made = await agreement()
  return door.close
})

const SHA = 'd'.repeat(64)
const day = dateOfDay

/** An agreement signed on paper by the company and online by the student, the school’s turn come; recalled once before. */
async function agreement() {
  const world = await smallSchool()
  const [student, house] = [await world.student(), await world.company()]
  const placement = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, companyId: house.id, campaignId: world.campaign.id, contactId: house.contactId },
      ...{
        startsOn: day('2026-03-02'),
        endsOn: day('2026-08-28'),
        weeklyHours: 35,
        weeklyDays: 5,
        status: 'confirmed',
      },
    },
  })
  const placementId = placement.id
  const { id } = await prisma().agreement.create({ data: { placementId, status: 'signing', number: 'C-PANELS-1' } })
  const version = await prisma().agreementVersion.create({
    data: { agreementId: id, number: 1, snapshot: {}, sha256: SHA, verifyCode: '22222-22222-22222-22222' },
  })
  const base = { agreementId: id, versionId: version.id }
  const line = (order: number, capacity: 'student' | 'company' | 'school', more: object) =>
    prisma().signatory.create({ data: { ...base, order, capacity, name: `Signataire ${capacity}`, ...more } })
  await line(1, 'student', { status: 'void', signedAt: day('2026-01-10'), createdAt: day('2026-01-09') })
  await line(1, 'student', {
    status: 'signed',
    method: 'account',
    signedAt: day('2026-02-10'),
    personId: student.personId,
  })
  await line(2, 'company', { status: 'signed', method: 'paper', signedAt: day('2026-02-12') })
  const turn = await line(3, 'school', { status: 'turn', email: 'ecole@test.example' })
  const asked = { purpose: 'sign', recipient: 'ecole@test.example', noun: 'Signatory', recordId: turn.id } as const
  await transaction((tx) => issueLink(tx, system('essai'), { ...asked, days: 30 }))
  return { world, student, house, placementId, id, turn }
}

const ask = (who: Inside, model: string, id: string, action: string) =>
  who.visitor.api(`/admin/api/resources/${model}/records/${id}/${action}`)

describe('The signatures of an agreement', () => {
  test('are missing for a company and a student who have no part in it', async () => {
    for (const role of ['company_tutor', 'student'] as const)
      expect((await ask(await inside(door, role), 'Agreement', made.id, 'circuit')).status).toBe(404)
  })

  test('say who, how and when, whose turn it is, the state of their link; the ways are mixed, the recalled circuit is kept', async () => {
    const { circuit } = JSON.parse((await ask(officer, 'Agreement', made.id, 'circuit')).text)
    expect(circuit).toMatchObject({ ways: 'mixed', signed: 2, total: 3, document: { version: 1, sha256: SHA } })
    expect(circuit.lines.map((one: { method: string; signedAt: string }) => [one.method, one.signedAt])).toEqual([
      ['Compte personnel', '10/02/2026 à 00:00'],
      ['Papier', '12/02/2026'],
      [null, null],
    ])
    expect(circuit.lines[2]).toMatchObject({
      ...{ status: { value: 'turn', label: 'Son tour' }, capacity: 'Établissement', capacityName: 'school' },
      ...{ link: { label: 'Lien envoyé' }, verbs: ['delegate', 'reissueLink'], onPaper: true },
    })
    expect(circuit.lines[0]).toMatchObject({ link: null, verbs: [], onPaper: false })
    expect(circuit.previous).toHaveLength(1)
    expect(circuit.previous[0].lines[0].status.value).toBe('void')
  })

  test('a link is not sent twice within a quarter of an hour', async () => {
    const again = () =>
      officer.visitor.api(`/admin/api/resources/Signatory/records/${made.turn.id}/reissueLink`, form({}))
    expect((await again()).status).toBe(200)
    const second = await again()
    expect(second.status).toBe(409)
    expect(second.text).toContain('laissez passer un quart d’heure')
  })

  test('tell a student neither addresses nor links', async () => {
    const trainee = await inside(door, 'student')
    const own = await prisma().student.findUniqueOrThrow({ where: { personId: trainee.who.personId } })
    await prisma().placement.update({ where: { id: made.placementId }, data: { studentId: own.id } })
    const answer = await ask(trainee, 'Agreement', made.id, 'circuit')
    await prisma().placement.update({ where: { id: made.placementId }, data: { studentId: made.student.id } })
    expect(answer.status).toBe(200)
    expect(answer.text).not.toContain('ecole@test.example')
    expect(JSON.parse(answer.text).circuit.lines[2]).toMatchObject({ link: null, verbs: [], onPaper: false })
  })
})

describe('The situation in force', () => {
  test('is told on the day asked for, from the agreement and from the internship, and to no stranger', async () => {
    for (const [model, id] of [
      ['Agreement', made.id],
      ['Placement', made.placementId],
    ] as const) {
      const { inForce } = JSON.parse((await ask(officer, model, id, 'inForce?on=10%2F04%2F2026')).text)
      expect(inForce).toMatchObject({ on: '2026-04-10', agreement: 'C-PANELS-1' })
      expect(inForce.lines).toContainEqual({ field: 'endsOn', label: 'Fin', value: '28/08/2026', first: null })
      expect((await ask(await inside(door, 'student'), model, id, 'inForce')).status).toBe(404)
    }
    expect((await ask(officer, 'Agreement', made.id, 'inForce?on=jamais')).status).toBe(422)
  })
})

describe('The links of a contact', () => {
  const contact = () => made.house.contactId

  test('are the officer’s to see; a message for a telephone is written down before it is shown', async () => {
    for (const role of ['company_tutor', 'school_tutor'] as const)
      expect((await ask(await inside(door, role), 'CompanyContact', contact(), 'portal')).status).toBe(404)
    const read = JSON.parse((await ask(officer, 'CompanyContact', contact(), 'portal')).text).portal
    expect(read).toMatchObject({ active: true, may: true, links: [] })
    expect(read.trainees).toHaveLength(1)
    expect(await prisma().accessLink.count({ where: { contactId: contact() } })).toBe(0)
    const path = `/admin/api/resources/CompanyContact/records/${contact()}/portal`
    const { portal } = JSON.parse((await officer.visitor.api(path, form({}))).text)
    expect(portal.message.text).toMatch(/Bonjour Test[\s\S]*\/link\/[\w-]{43}\n/)
    expect(portal.links).toHaveLength(1)
    const event = await prisma().event.findFirst({ where: { recordId: contact(), verb: 'sharePortal' } })
    expect(event?.actorId).toBe(officer.who.personId)
    expect(JSON.stringify(event)).not.toContain('/link/')
  })
})
