import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { registerJobs } from '../../../jobs/main.ts'
import { freezeAgreement } from '../../../src/domain/internships/agreement-document.ts'
import { freezeAmendment } from '../../../src/domain/internships/amendment-document.ts'
import { waysOf } from '../../../src/domain/internships/circuit.ts'
import { verified } from '../../../src/domain/internships/verify.ts'
import { updateRecord } from '../../../src/kit/record.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { readBytes } from '../../../src/platform/files.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { testDatabase } from '../../support/database.ts'
import { act, asRole, at, day, pdfOf, person, refusalOf, smallSchool, type World } from './world.ts'

beforeAll(testDatabase)
beforeAll(registerJobs)
beforeEach(() => at('2026-02-02T10:00:00'))
afterAll(async () => {
  setClock(null)
  await closePdf()
})

const agreementNow = (id: string) => prisma().agreement.findUniqueOrThrow({ where: { id } })
const placementNow = (id: string) => prisma().placement.findUniqueOrThrow({ where: { id } })
const lines = (agreementId: string) =>
  prisma().signatory.findMany({ where: { agreementId, status: { not: 'void' } }, orderBy: { order: 'asc' } })
const read = { read: true }

async function approved(world: World) {
  const [student, house] = [await world.student(), await world.company()]
  const placement = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, companyId: house.id, campaignId: world.campaign.id, contactId: house.contactId },
      ...{ schoolTutorId: world.schoolTutor.actor.personId, subject: 'Un outil', status: 'confirmed' },
      ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28'), weeklyHours: 35, pay: 600 },
    },
  })
  const id = (await act(student, 'Placement', 'draftAgreement', placement.id)).redirect?.id ?? ''
  await prisma().agreement.update({ where: { id }, data: { activities: 'Développer', skills: 'TypeScript' } })
  await approve(world, student, id)
  return { id, student, house, placement }
}

async function approve(world: World, student: Parameters<typeof act>[0], id: string) {
  await act(student, 'Agreement', 'submit', id)
  await act(world.schoolTutor, 'Agreement', 'approvePedagogy', id)
  await act(world.officer, 'Agreement', 'approve', id)
  await freezeAgreement(id)
}

async function signing(world: World, input = {}) {
  const made = await approved(world)
  await act(world.officer, 'Agreement', 'sendToSign', made.id, input)
  return made
}

describe('Sending an agreement to be signed', () => {
  it('belongs to the officer, makes a line for each capacity in order, and it is the first one’s turn', async () => {
    const world = await smallSchool()
    const { id, student, house } = await approved(world)
    for (const who of [student, house, world.schoolTutor])
      expect((await refusalOf(act(who, 'Agreement', 'sendToSign', id))).status).toBe(404)
    await act(world.officer, 'Agreement', 'sendToSign', id)
    const made = await lines(id)
    expect(made.map((line) => line.capacity)).toEqual(['student', 'school_tutor', 'company_tutor', 'company', 'school'])
    expect(made.map((line) => line.status)).toEqual(['turn', 'waiting', 'waiting', 'waiting', 'waiting'])
  })

  it('waits for the document, wants an address or a pen for each, and a representative beside a minor', async () => {
    const world = await smallSchool()
    const { id, student, house } = await approved(world)
    await prisma().person.update({ where: { id: student.personId }, data: { birthDate: day('2010-01-01') } })
    const minor = await refusalOf(act(world.officer, 'Agreement', 'sendToSign', id))
    expect(Object.keys(minor.fields)).toContain('legalRepresentativeName')
    await prisma().person.update({ where: { id: house.actor.personId }, data: { email: null } })
    const guardian = { legalRepresentativeName: 'Awa Ba', legalRepresentativeEmail: 'awa@test.example' }
    expect((await refusalOf(act(world.officer, 'Agreement', 'sendToSign', id, guardian))).code).toBe('no_address')
    await act(world.officer, 'Agreement', 'sendToSign', id, { ...guardian, paper: 'company' })
    expect((await lines(id)).map((line) => line.capacity)[1]).toBe('legal_representative')
    expect((await lines(id)).filter((line) => line.method === 'paper')).toHaveLength(2)
  })

  it('refuses a company that would sign from the student’s mailbox', async () => {
    const world = await smallSchool()
    const { id, student, house } = await approved(world)
    const { email } = await prisma().person.findUniqueOrThrow({ where: { id: student.personId } })
    const same = await person('Même')
    await prisma().person.update({ where: { id: same.id }, data: { email: null } })
    await prisma().$executeRawUnsafe('UPDATE "Person" SET email = $1 WHERE id = $2::uuid', ` ${email}`, same.id)
    const contact = await prisma().companyContact.create({ data: { personId: same.id, companyId: house.id } })
    const refusal = await refusalOf(
      act(world.officer, 'Agreement', 'sendToSign', id, { companySignatoryId: contact.id }),
    )
    expect(refusal.code).toBe('same_mailbox')
  })
})

describe('Rule 12: a tutor who handed over', () => {
  it('is not asked to sign any more: whoever stands in is, for the agreement and for its amendments', async () => {
    const world = await smallSchool()
    const { id, student, house, placement } = await approved(world)
    const next = await person('Relève')
    const contact = await prisma().companyContact.create({ data: { personId: next.id, companyId: house.id } })
    const standIn = asRole('company_tutor', next, { contactIds: [contact.id, house.contactId] })
    await act(world.officer, 'CompanyContact', 'handOver', house.contactId, { contactId: contact.id }, 'Parti')
    await prisma().companyContact.update({ where: { id: house.contactId }, data: { isActive: false } })
    await act(world.officer, 'Agreement', 'sendToSign', id)
    const company = (await lines(id)).filter((line) => line.capacity.startsWith('company'))
    expect(company.map((line) => line.personId)).toEqual([next.id, next.id])
    for (const who of [student, world.schoolTutor, standIn, standIn, world.officer])
      await act(who, 'Agreement', 'sign', id, read)
    expect((await agreementNow(id)).status).toBe('signed')

    // Later the colleague hands over in turn: an amendment goes to the third one
    const third = await person('Suite')
    const last = await prisma().companyContact.create({ data: { personId: third.id, companyId: house.id } })
    await act(world.officer, 'CompanyContact', 'handOver', contact.id, { contactId: last.id }, 'Partie')
    const chain = await prisma().companyContact.findUniqueOrThrow({ where: { id: house.contactId } })
    expect(chain.replacedById).toBe(last.id)
    const amendment = (await act(world.officer, 'Agreement', 'amend', id, { kind: 'pay' })).redirect?.id ?? ''
    await updateRecord(world.officer.ctx(), 'Amendment', amendment, null, { pay: '700' })
    await act(world.officer, 'Amendment', 'submit', amendment)
    await act(world.schoolTutor, 'Amendment', 'approvePedagogy', amendment)
    await act(world.officer, 'Amendment', 'approve', amendment)
    await freezeAmendment(amendment)
    await act(world.officer, 'Amendment', 'sendToSign', amendment)
    const asked = await prisma().signatory.findMany({ where: { amendmentId: amendment } })
    expect(asked.filter((one) => one.capacity.startsWith('company')).map((one) => one.personId)).toEqual([
      third.id,
      third.id,
    ])
    expect((await placementNow(placement.id)).contactId).toBe(house.contactId)
  })
})

describe('Example 15: the order of signatures and the frozen document', () => {
  it('says whose turn it is, refuses an edit under signature, starts again at 0/5 after a recall, and keeps its bytes', async () => {
    const world = await smallSchool()
    const { id, student, house, placement } = await signing(world)
    await drainQueue()
    const early = await refusalOf(act(house, 'Agreement', 'sign', id, read))
    expect(early).toMatchObject({ status: 409, code: 'not_your_turn' })
    expect(early.sentence.fr).toContain('pas encore votre tour')
    await act(student, 'Agreement', 'sign', id, read)
    expect((await refusalOf(act(student, 'Agreement', 'sign', id, read))).code).toBe('already_signed')
    await act(world.schoolTutor, 'Agreement', 'sign', id, read)
    expect((await lines(id)).filter((line) => line.status === 'signed')).toHaveLength(2)

    const edit = () => updateRecord(world.officer.ctx(), 'Agreement', id, null, { subject: 'Un autre sujet' })
    expect((await refusalOf(edit())).status).toBe(404)
    expect((await refusalOf(act(world.officer, 'Agreement', 'recall', id))).status).toBe(422)
    await act(world.officer, 'Agreement', 'recall', id, {}, 'Le sujet change')
    expect(await lines(id)).toEqual([])
    const voided = await prisma().signatory.findMany({ where: { agreementId: id, status: 'void' } })
    expect(voided.filter((line) => line.signedAt !== null)).toHaveLength(2)
    await drainQueue()
    const told = await prisma().mailDelivery.findMany({ where: { template: 'agreement.recall', recordId: id } })
    expect(told.map((mail) => mail.recipient)).toEqual(
      expect.arrayContaining([student.actor.email, world.schoolTutor.actor.email]),
    )

    await act(world.officer, 'Agreement', 'undoApproval', id, {}, 'Le sujet change')
    await act(world.officer, 'Agreement', 'requestChanges', id, {}, 'Le sujet change')
    await edit()
    await approve(world, student, id)
    const versions = await prisma().agreementVersion.findMany({
      where: { agreementId: id },
      orderBy: { number: 'asc' },
    })
    expect(versions.map((version) => version.number)).toEqual([1, 2])
    expect(voided.find((line) => line.capacity === 'student')?.sha256).toBe(versions[0]?.sha256)
    expect(versions[1]?.sha256).not.toBe(versions[0]?.sha256)
    const silent = await refusalOf(act(world.officer, 'Agreement', 'sendToSign', id))
    expect(silent.fields).toHaveProperty('again')
    await act(world.officer, 'Agreement', 'sendToSign', id, { again: true })
    expect((await lines(id)).map((line) => line.status)[0]).toBe('turn')
    const stale = await refusalOf(act(student, 'Agreement', 'sign', id, { ...read, sha256: versions[0]?.sha256 }))
    expect(stale).toMatchObject({ status: 409, code: 'stale_document' })

    for (const who of [student, world.schoolTutor, house, house, world.officer])
      await act(who, 'Agreement', 'sign', id, read)
    expect(await agreementNow(id)).toMatchObject({ status: 'signed', currentVersion: 2 })
    expect((await placementNow(placement.id)).status).toBe('ready')
    expect((await refusalOf(act(world.officer, 'Agreement', 'recall', id, {}, 'Trop tard'))).status).toBe(409)

    const document = async () => {
      const found = await prisma().agreementVersion.findMany({ where: { agreementId: id }, include: { file: true } })
      const file = found.find((version) => version.number === 2)?.file
      return file ? { sha256: file.sha256, bytes: (await readBytes(file)).length } : null
    }
    const before = await document()
    await prisma().company.update({ where: { id: house.id }, data: { name: 'Tout autre nom' } })
    await freezeAgreement(id)
    expect(await document()).toEqual(before)
    const code = (await prisma().agreementVersion.findMany({ where: { agreementId: id } })).map((one) => one.verifyCode)
    const page = JSON.stringify(await verified(code.find(Boolean) ?? ''))
    expect(page).not.toMatch(/Étudiant|Contact|Test/)
  })

  it('takes two signatures of one person in two capacities, and none from a stranger', async () => {
    const world = await smallSchool()
    const { id, student, house } = await signing(world)
    const stranger = await world.company()
    expect((await refusalOf(act(stranger, 'Agreement', 'sign', id, read))).status).toBe(404)
    expect((await refusalOf(act(world.admin, 'Agreement', 'sign', id, read))).status).toBe(404)
    expect((await refusalOf(act(student, 'Agreement', 'sign', id))).fields).toHaveProperty('read')
    for (const who of [student, world.schoolTutor, house]) await act(who, 'Agreement', 'sign', id, read)
    expect((await lines(id)).map((line) => line.status)).toEqual(['signed', 'signed', 'signed', 'turn', 'waiting'])
    await act(house, 'Agreement', 'sign', id, read)
    expect((await lines(id)).filter((line) => line.personId === house.actor.personId && line.signedAt)).toHaveLength(2)
  })

  it('gives one winner when two signatures or a recall come together', async () => {
    const world = await smallSchool()
    const { id, student } = await signing(world)
    const twice = await Promise.allSettled([1, 2].map(() => act(student, 'Agreement', 'sign', id, read)))
    expect(twice.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const both = await Promise.allSettled([
      act(world.schoolTutor, 'Agreement', 'sign', id, read),
      act(world.officer, 'Agreement', 'recall', id, {}, 'Une erreur'),
    ])
    expect(both[1].status).toBe('fulfilled')
    expect((await agreementNow(id)).status).toBe('approved')
    expect(await lines(id)).toEqual([])
  })
})

describe('Example 17: paper and mixed signatures', () => {
  it('refuses without a scan, takes the lines that are ticked with their day, and ends mixed at 5/5', async () => {
    const world = await smallSchool()
    const { id, student, placement } = await signing(world, { paper: 'company' })
    for (const who of [student, world.schoolTutor, world.officer]) await act(who, 'Agreement', 'sign', id, read)
    at('2026-02-13T10:00:00')
    const given = { signedOn: '2026-02-12', company_tutor: true, company: true }
    expect((await refusalOf(act(world.officer, 'Agreement', 'recordPaper', id, given))).fields).toHaveProperty(
      'scanFileId',
    )
    const scanFileId = await pdfOf(world.officer)
    const future = { ...given, scanFileId, signedOn: '2026-02-14' }
    expect((await refusalOf(act(world.officer, 'Agreement', 'recordPaper', id, future))).fields).toHaveProperty(
      'signedOn',
    )
    await act(world.officer, 'Agreement', 'recordPaper', id, { ...given, scanFileId })
    expect((await agreementNow(id)).status).toBe('signed')
    expect((await placementNow(placement.id)).status).toBe('ready')
    const signed = await lines(id)
    expect(waysOf(signed)).toBe('mixed')
    expect(signed.filter((line) => line.scanFileId === scanFileId).map((line) => line.signedAt)).toEqual([
      day('2026-02-12'),
      day('2026-02-12'),
    ])
    expect(await prisma().storedFile.findUnique({ where: { id: scanFileId } })).toMatchObject({
      ownerModel: 'Signatory',
    })
  })

  it('signed outside wants its scan and its day, and makes the internship ready', async () => {
    const world = await smallSchool()
    const { id, placement } = await approved(world)
    const refusal = await refusalOf(act(world.officer, 'Agreement', 'signOutside', id, { signedOn: '2026-02-01' }))
    expect(refusal.fields).toHaveProperty('scanFileId')
    await act(world.officer, 'Agreement', 'signOutside', id, {
      signedOn: '2026-02-01',
      scanFileId: await pdfOf(world.officer),
    })
    expect((await agreementNow(id)).status).toBe('signed')
    expect((await placementNow(placement.id)).status).toBe('ready')
    expect(waysOf(await lines(id))).toBe('paper')
  })
})

describe('Refusing to sign', () => {
  it('stops the circuit with its reason, alerts the officer, and a correction makes a new version', async () => {
    const world = await smallSchool()
    const { id, student, house } = await signing(world)
    for (const who of [student, world.schoolTutor]) await act(who, 'Agreement', 'sign', id, read)
    expect((await refusalOf(act(house, 'Agreement', 'refuseSignature', id))).status).toBe(422)
    await act(house, 'Agreement', 'refuseSignature', id, {}, 'La gratification est fausse')
    expect((await agreementNow(id)).status).toBe('signature_refused')
    expect((await refusalOf(act(house, 'Agreement', 'sign', id, read))).status).toBe(409)
    const alert = await prisma().alert.findFirst({ where: { recordId: id } })
    expect(alert).toMatchObject({ severity: 'critical', advice: 'La gratification est fausse' })
    await act(world.officer, 'Agreement', 'revise', id, {}, 'La gratification est fausse')
    await approve(world, student, id)
    expect(await agreementNow(id)).toMatchObject({ status: 'approved', currentVersion: 2 })
  })
})

describe('A delegate', () => {
  it('signs in the place of the signatory within the period, never before it', async () => {
    const world = await smallSchool()
    const { id, student } = await signing(world)
    await act(student, 'Agreement', 'sign', id, read)
    const other = (await smallSchool()).schoolTutor
    const line = (await lines(id)).find((one) => one.capacity === 'school_tutor')
    const period = { delegateId: other.actor.personId, from: '2026-02-10', until: '2026-02-20' }
    expect((await refusalOf(act(world.schoolTutor, 'Signatory', 'delegate', line?.id ?? '', period, 'x'))).status).toBe(
      404,
    )
    await act(world.officer, 'Signatory', 'delegate', line?.id ?? '', period, 'Congé')
    expect((await refusalOf(act(other, 'Agreement', 'sign', id, read))).status).toBe(404)
    at('2026-02-12T10:00:00')
    await act(other, 'Agreement', 'sign', id, read)
    expect((await lines(id))[1]).toMatchObject({ status: 'signed', personId: world.schoolTutor.actor.personId })
  })
})
