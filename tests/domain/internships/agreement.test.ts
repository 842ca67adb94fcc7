import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { find } from '../../../src/access/select.ts'
import { freezeAgreement } from '../../../src/domain/internships/agreement-document.ts'
import { updateRecord } from '../../../src/kit/record.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { readBytes } from '../../../src/platform/files.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { testDatabase } from '../../support/database.ts'
import { act, at, day, refusalOf, smallSchool, type World } from './world.ts'

beforeAll(testDatabase)
beforeEach(() => at('2026-02-02T10:00:00'))
afterAll(async () => {
  setClock(null)
  await closePdf()
})

const agreementNow = (id: string) => prisma().agreement.findUniqueOrThrow({ where: { id } })
const versions = (agreementId: string) =>
  prisma().agreementVersion.findMany({ where: { agreementId }, orderBy: { number: 'asc' }, include: { file: true } })

/** A confirmed placement and its fresh agreement. */
async function drafted(world: World) {
  const [student, house] = [await world.student(), await world.company()]
  const offer = await house.offer()
  const placement = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, companyId: house.id, campaignId: world.campaign.id, offerId: offer.id },
      ...{ contactId: house.contactId, schoolTutorId: world.schoolTutor.actor.personId, subject: 'Un outil' },
      ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28'), weeklyHours: 35, pay: 600, status: 'confirmed' },
    },
  })
  const id = (await act(student, 'Placement', 'draftAgreement', placement.id)).redirect?.id ?? ''
  return { id, student, house, placement }
}

async function approved(world: World) {
  const made = await drafted(world)
  await act(made.student, 'Agreement', 'submit', made.id)
  await act(world.schoolTutor, 'Agreement', 'approvePedagogy', made.id)
  await act(world.officer, 'Agreement', 'approve', made.id)
  return made
}

describe('Drafting an agreement', () => {
  it('fills it from the placement, with the school’s clauses, in a first version that keeps the names', async () => {
    const world = await smallSchool()
    const { id, house, placement } = await drafted(world)
    const agreement = await agreementNow(id)
    expect(agreement).toMatchObject({ status: 'draft', currentVersion: 1, number: null, subject: 'Un outil' })
    // 130 working days, no holiday on file for Senegal
    expect(agreement.totalHours?.toString()).toBe('910')
    const [first] = await versions(id)
    expect(first?.snapshot).toMatchObject({ company: { name: house.name }, presence: { totalHours: '910' } })
    expect((await refusalOf(act(world.officer, 'Placement', 'draftAgreement', placement.id))).code).toBe(
      'agreement_exists',
    )
  })

  it('is for the student concerned, not for another', async () => {
    const world = await smallSchool()
    const { placement } = await drafted(world)
    const other = await world.student()
    expect((await refusalOf(act(other, 'Placement', 'draftAgreement', placement.id))).status).toBe(404)
  })
})

describe('Submitting an agreement', () => {
  it('wants every mention of the law, and names the missing ones', async () => {
    const world = await smallSchool()
    const { id, student } = await drafted(world)
    await updateRecord(student.ctx(), 'Agreement', id, null, { activities: '' })
    const refusal = await refusalOf(act(student, 'Agreement', 'submit', id))
    expect(Object.keys(refusal.fields)).toEqual(['activities'])
    expect(refusal.fields.activities?.fr).toContain('Activités confiées')
    await prisma().agreement.update({ where: { id }, data: { pay: 0, activities: 'Développer' } })
    await act(student, 'Agreement', 'submit', id)
    expect((await agreementNow(id)).status).toBe('submitted')
  })

  it('closes it to editing', async () => {
    const world = await smallSchool()
    const { id, student } = await drafted(world)
    await act(student, 'Agreement', 'submit', id)
    for (const who of [student, world.officer, world.admin])
      expect((await refusalOf(updateRecord(who.ctx(), 'Agreement', id, null, { subject: 'Autre' }))).status).toBe(404)
  })
})

describe('Reviewing an agreement', () => {
  it('follows its order: the administration waits for the school tutor', async () => {
    const world = await smallSchool()
    const { id, student, house } = await drafted(world)
    await act(student, 'Agreement', 'submit', id)
    const early = await refusalOf(act(world.officer, 'Agreement', 'approve', id))
    expect(early).toMatchObject({ status: 409, code: 'illegal_transition' })
    const stranger = (await smallSchool()).schoolTutor
    for (const who of [student, house, stranger])
      expect((await refusalOf(act(who, 'Agreement', 'approvePedagogy', id))).status).toBe(404)
    await act(house, 'Agreement', 'checkFacts', id)
    await act(world.schoolTutor, 'Agreement', 'approvePedagogy', id)
    await act(world.officer, 'Agreement', 'approve', id)
    expect((await agreementNow(id)).status).toBe('approved')
  })

  it('asks for changes with a reason and the parts to fix, and clears the approval already given', async () => {
    const world = await smallSchool()
    const { id, student } = await drafted(world)
    await act(student, 'Agreement', 'submit', id)
    await act(world.schoolTutor, 'Agreement', 'approvePedagogy', id)
    const mute = await refusalOf(act(world.schoolTutor, 'Agreement', 'requestChanges', id))
    expect(mute).toMatchObject({ status: 422 })
    expect(mute.fields).toHaveProperty('reason')
    const wrong = await refusalOf(act(world.officer, 'Agreement', 'requestChanges', id, { fields: 'number' }, 'Non'))
    expect(wrong.fields).toHaveProperty('fields')

    await act(world.schoolTutor, 'Agreement', 'requestChanges', id, { fields: 'activities' }, 'Missions trop vagues')
    expect(await agreementNow(id)).toMatchObject({
      ...{ status: 'to_fix', changesRequested: 'Missions trop vagues', fieldsToFix: 'activities' },
      pedagogyApprovedAt: null,
    })
    const seen = await find(student.ctx(), 'Agreement', id)
    expect(seen?.values.changesRequested).toBe('Missions trop vagues')
    await updateRecord(student.ctx(), 'Agreement', id, null, { activities: 'Mesurer, modéliser, restituer' })
    await act(student, 'Agreement', 'submit', id)
    expect(await agreementNow(id)).toMatchObject({ status: 'submitted', currentVersion: 1, fieldsToFix: null })
  })

  it('refused for good, may be drafted again with the same words', async () => {
    const world = await smallSchool()
    const { id, student, placement } = await drafted(world)
    await updateRecord(student.ctx(), 'Agreement', id, null, { activities: 'Mes mots' })
    await act(student, 'Agreement', 'submit', id)
    await act(world.schoolTutor, 'Agreement', 'refuse', id, {}, 'Hors programme')
    const again = (await act(student, 'Placement', 'draftAgreement', placement.id)).redirect?.id ?? ''
    expect(again).not.toBe(id)
    expect(await agreementNow(again)).toMatchObject({ status: 'draft', activities: 'Mes mots' })
  })

  it('undone takes a reason and belongs to the role that approved', async () => {
    const world = await smallSchool()
    const { id } = await approved(world)
    expect((await refusalOf(act(world.schoolTutor, 'Agreement', 'undoApproval', id, {}, 'x'))).status).toBe(404)
    await act(world.officer, 'Agreement', 'undoApproval', id, {}, 'Erreur de dates')
    expect(await agreementNow(id)).toMatchObject({ status: 'pedagogy_approved', approvedAt: null })
  })
})

describe('The number of an agreement', () => {
  it('is given at approval, in a series without a hole, even when many are approved together', async () => {
    const world = await smallSchool()
    const made: string[] = []
    for (let i = 0; i < 6; i++) {
      const { id, student } = await drafted(world)
      await act(student, 'Agreement', 'submit', id)
      await act(world.schoolTutor, 'Agreement', 'approvePedagogy', id)
      made.push(id)
    }
    await Promise.all(made.map((id) => act(world.officer, 'Agreement', 'approve', id)))
    const numbers = (await prisma().agreement.findMany({ where: { number: { not: null } } })).map(
      (one) => one.number ?? '',
    )
    const counted = numbers.map((number) => Number(number.slice('C-2026-'.length))).sort((a, b) => a - b)
    expect(counted).toEqual(counted.map((_, i) => i + 1))
  })
})

describe('The frozen document', () => {
  it('is printed once: a renamed company and a second run change nothing, a new approval makes a new version', async () => {
    const world = await smallSchool()
    const { id, house } = await approved(world)
    await freezeAgreement(id)
    const [first] = await versions(id)
    expect(first?.sha256).toMatch(/^[0-9a-f]{64}$/)
    if (!first?.file) throw new Error('no document')
    expect((await readBytes(first.file)).subarray(0, 5).toString()).toBe('%PDF-')
    expect(first.file).toMatchObject({ ownerModel: 'AgreementVersion', ownerId: first.id, mime: 'application/pdf' })

    await prisma().company.update({ where: { id: house.id }, data: { name: `${house.name} devenue autre` } })
    await freezeAgreement(id)
    expect((await versions(id))[0]).toEqual(first)
    await expect(
      prisma().agreementVersion.update({ where: { id: first.id }, data: { sha256: 'autre' } }),
    ).rejects.toThrow(/frozen/)

    const { number } = await agreementNow(id)
    await act(world.officer, 'Agreement', 'undoApproval', id, {}, 'Nom de l’entreprise')
    await act(world.officer, 'Agreement', 'approve', id)
    await freezeAgreement(id)
    const [same, second] = await versions(id)
    expect(same).toEqual(first)
    expect(second?.number).toBe(2)
    expect(second?.sha256).not.toBe(first.sha256)
    expect(second?.snapshot).toMatchObject({ company: { name: `${house.name} devenue autre` } })
    expect(await agreementNow(id)).toMatchObject({ number, currentVersion: 2, status: 'approved' })
  })

  it('is not printed for an agreement whose approval was taken back meanwhile', async () => {
    const world = await smallSchool()
    const { id } = await approved(world)
    await act(world.officer, 'Agreement', 'undoApproval', id, {}, 'Trop tôt')
    await freezeAgreement(id)
    expect((await versions(id)).map((version) => version.sha256)).toEqual([null])
  })
})
