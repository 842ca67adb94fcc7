import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { figuresOf } from '../../../admin/indicators/page.ts'
import { archiveAgreements } from '../../../jobs/internships/clock.ts'
import { registerJobs } from '../../../jobs/main.ts'
import { system } from '../../../src/access/actor.ts'
import { raiseAlert } from '../../../src/domain/internships/alert.ts'
import { accessPack } from '../../../src/domain/internships/retention/access-pack.ts'
import { dueOf, listDue } from '../../../src/domain/internships/retention/due.ts'
import { inventoryOf } from '../../../src/domain/internships/retention/inventory.ts'
import { createRecord, removeRecord, updateRecord } from '../../../src/kit/record.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { config } from '../../../src/platform/config.ts'
import { databaseUrl, prisma, transaction } from '../../../src/platform/db.ts'
import { sealEvents, verifyChain } from '../../../src/platform/event-chain.ts'
import { storeBytes } from '../../../src/platform/files.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { inflate, listEntries } from '../../../src/platform/zip.ts'
import { asOwner, testDatabase } from '../../support/database.ts'
import { samplePdf } from '../../support/samples.ts'
import { type Actress, act, asRole, at, day, person, refusalOf, smallSchool, type World } from './world.ts'

beforeAll(testDatabase)
beforeAll(registerJobs)
beforeEach(() => at('2036-11-02T10:00:00'))
afterAll(async () => {
  setClock(null)
  await closePdf()
})

const years = { paid: 10, other: 2 }
const stay = (endsOn: string, pay: number, signed = true) => ({
  ...{ endsOn: day(endsOn), brokenOn: null, pay, agreements: signed ? [{}] : [] },
})

describe('The end of retention (rule 33)', () => {
  it('is ten years after a paid internship that was signed, two after any other, the longest of them', () => {
    const last = day('2026-12-31')
    const on = (...stays: ReturnType<typeof stay>[]) => dueOf(stays, last, years).on.toISOString().slice(0, 10)
    expect(on(stay('2026-08-28', 600))).toBe('2036-08-28')
    expect(on(stay('2026-08-28', 0))).toBe('2028-08-28')
    expect(on(stay('2026-08-28', 600, false))).toBe('2028-08-28')
    expect(on(stay('2026-08-28', 600), stay('2027-08-28', 0))).toBe('2036-08-28')
    expect(on()).toBe('2028-12-31')
    expect(dueOf([{ ...stay('2026-08-28', 600), brokenOn: day('2026-05-04') }], last, years).basis).toBe(
      'Stage gratifié terminé le 04/05/2026 + 10 ans',
    )
  })

  it('lists at night who graduated or left and is over, nobody else, and takes off who is not any more', async () => {
    const world = await smallSchool()
    const student = async (status: 'graduated' | 'enrolled' | 'left', stayStatus: 'closed' | 'ongoing' = 'closed') => {
      const { id } = await world.student()
      await prisma().student.update({ where: { id }, data: { status } })
      const house = await world.company()
      await prisma().placement.create({
        data: {
          studentId: id,
          campaignId: world.campaign.id,
          companyId: house.id,
          status: stayStatus,
          endsOn: day('2030-08-28'),
        },
      })
      return id
    }
    const [graduated, left, enrolled, under] = [
      await student('graduated'),
      await student('left'),
      await student('enrolled'),
      await student('graduated', 'ongoing'),
    ]
    await listDue()
    await listDue()
    const listed = await prisma().erasure.findMany({ where: { studentId: { in: [graduated, left, enrolled, under] } } })
    expect(listed.map(({ studentId }) => studentId).sort()).toEqual([graduated, left].sort())
    expect(listed[0]?.basis).toBe('Stage non gratifié terminé le 28/08/2030 + 2 ans')
    await prisma().placement.updateMany({ where: { studentId: left }, data: { endsOn: day('2036-06-01') } })
    await listDue()
    expect(await prisma().erasure.count({ where: { studentId: left } })).toBe(0)
    await prisma().erasure.deleteMany({ where: { studentId: graduated } })
  })

  it('archives a signed agreement whose internship has been closed for a year, and no other', async () => {
    const world = await smallSchool()
    const make = async (endsOn: string, status: 'closed' | 'finished') => {
      const [{ id: studentId }, house] = [await world.student(), await world.company()]
      const placement = await prisma().placement.create({
        data: { studentId, campaignId: world.campaign.id, companyId: house.id, status, endsOn: day(endsOn) },
      })
      return (
        await prisma().agreement.create({
          data: { placementId: placement.id, status: 'signed', number: `C-${endsOn}-${status}` },
        })
      ).id
    }
    const ids = [
      await make('2035-10-01', 'closed'),
      await make('2036-03-01', 'closed'),
      await make('2035-10-01', 'finished'),
    ]
    await archiveAgreements()
    const states = await Promise.all(ids.map((id) => prisma().agreement.findUniqueOrThrow({ where: { id } })))
    expect(states.map(({ status }) => status)).toEqual(['archived', 'signed', 'signed'])
  })
})

/** The same person, who just gave their password again. */
const proven = ({ actor, ctx }: Actress): Actress => ({ actor, ctx: () => ({ ...ctx(), provedAt: ctx().now }) })

const C = 'Kanarienvogel'

async function pdf(who: Actress, name: string) {
  const owner = { uploadedById: who.actor.personId }
  return transaction((tx) =>
    storeBytes(tx, samplePdf(), { name: `${C}-${name}.pdf`, mime: 'application/pdf', ...owner }),
  )
}

/** A student whose every word is a canary, with a life at the school: commands, direct rows, mails, notices, things thrown away. */
async function wholeLife(world: World) {
  const [student, house] = [await world.student(), await world.company()]
  const email = `${C.toLowerCase()}@etu.example`
  const who = { ...student, actor: { ...student.actor, email } }
  await updateRecord(world.officer.ctx(), 'Student', student.id, null, {
    lastName: C,
    firstName: `${C}-prénom`,
    email,
    phone: '+221770000001',
    birthDate: '2003-03-14',
    matricule: `${C}-M`,
  })
  await prisma().account.create({ data: { personId: student.personId, email, status: 'active', passwordHash: 'x' } })
  const offer = await house.offer()
  const [cv, letter] = [await pdf(who, 'cv'), await pdf(who, 'lettre')]
  await prisma().candidature.create({
    data: {
      studentId: student.id,
      offerId: offer.id,
      cvFileId: cv.id,
      letterFileId: letter.id,
      message: C,
      notes: C,
      status: 'accepted',
    },
  })
  const { id } = await createRecord(world.officer.ctx(), 'Placement', {
    ...{ studentId: student.id, campaignId: world.campaign.id, companyId: house.id, contactId: house.contactId },
    ...{ schoolTutorId: world.schoolTutor.actor.personId, subject: `${C} sujet`, notes: `${C} notes` },
    ...{ startsOn: '2026-03-02', endsOn: '2026-08-28', weeklyHours: '35', pay: '600' },
  })
  await prisma().placement.update({ where: { id }, data: { status: 'confirmed' } })
  const agreementId = (await act(world.officer, 'Placement', 'draftAgreement', id)).redirect?.id ?? ''
  await updateRecord(world.officer.ctx(), 'Agreement', agreementId, null, {
    activities: `${C} missions`,
    skills: 'Kanarienvogel',
  })
  await act(world.officer, 'Agreement', 'submit', agreementId)
  await act(world.schoolTutor, 'Agreement', 'approvePedagogy', agreementId)
  await act(world.officer, 'Agreement', 'approve', agreementId)
  await drainQueue()
  await act(world.officer, 'Agreement', 'sendToSign', agreementId)
  await act(who, 'Agreement', 'sign', agreementId, { read: true })
  await prisma().agreement.update({ where: { id: agreementId }, data: { status: 'archived' } })
  await prisma().placement.update({ where: { id }, data: { status: 'closed', confirmedAt: day('2026-02-02') } })
  const on = { placementId: id }
  await prisma().logbookEntry.create({
    data: { ...on, day: day('2026-03-02'), hours: 7, content: C, comment: C, status: 'approved' },
  })
  await prisma().interruption.create({
    data: { ...on, kind: 'health', startsOn: day('2026-04-01'), endsOn: day('2026-04-02'), reason: C },
  })
  const deliverable = await prisma().deliverable.create({
    data: { ...on, kind: 'report', dueOn: day('2026-09-04'), comment: C, status: 'approved', grade: 14 },
  })
  const report = await pdf(who, 'rapport')
  await prisma().deliverableVersion.create({
    data: { deliverableId: deliverable.id, number: 1, fileId: report.id, depositedAt: day('2026-09-01') },
  })
  await prisma().tutorVisit.create({ data: { ...on, visitedOn: day('2026-05-04'), report: C } })
  await prisma().evaluation.create({ data: { ...on, kind: 'self', comment: C, grade: 15, status: 'locked' } })
  await prisma().defense.create({ data: { ...on, status: 'held', grade: 15, remarks: C } })
  await prisma().finalGrade.create({
    data: { ...on, final: 15, status: 'published', isValidated: true, adjustmentReason: C },
  })
  await prisma().certificate.create({
    data: {
      ...on,
      number: `A-${id}`,
      sha256: 'a'.repeat(64),
      snapshot: { student: { name: C }, subject: C, pay: '3 906,00 €' },
    },
  })
  const raised = { ...on, key: id, title: C, advice: C, noun: 'Placement', recordId: id }
  await transaction((tx) => raiseAlert(tx, raised))
  const note = await createRecord(world.officer.ctx(), 'SupportingDocument', { ...on, kind: 'other' })
  await removeRecord(world.officer.ctx(), 'SupportingDocument', note.id, null)
  await prisma().comment.create({
    data: { noun: 'Placement', recordId: id, authorId: world.officer.actor.personId, body: `${C} arrive tard` },
  })
  const event = await prisma().event.findFirstOrThrow({ where: { recordId: id } })
  await prisma().notification.create({
    data: { personId: world.officer.actor.personId, eventId: event.id, title: `${C} attend`, body: C },
  })
  await prisma().mailDelivery.create({
    data: {
      eventKey: `x:${email}`,
      recipient: email,
      subject: C,
      template: 'x',
      text: C,
      html: C,
      messageId: `<${id}>`,
    },
  })
  await drainQueue()
  return { student: who, house, placementId: id, agreementId, files: [cv, letter, report] }
}

/** Every row of every table as text: whatever still says the word is a leak. */
async function tablesSaying(word: string): Promise<string[]> {
  const tables = await asOwner<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`,
    [],
    databaseUrl(),
  )
  const saying: string[] = []
  for (const { name } of tables) {
    const rows = await asOwner<{ row: string }>(
      `select t::text as row from ${name} t where t::text ilike $1`,
      [`%${word}%`],
      databaseUrl(),
    )
    saying.push(...rows.map(({ row }) => `${name}: ${row.slice(0, 200)}`))
  }
  return saying
}

/** What the school counts, whoever it was: the indicators of the year, figure by figure. */
async function figures(world: World): Promise<string> {
  const selection = { year: '2025-2026', campaign: null, programme: null }
  const offered = { years: [], campaigns: [], programmes: [] }
  return JSON.stringify(await figuresOf(world.officer.ctx(), { selection, by: 'campaign', offered }))
}

describe('Erasing a student', () => {
  let world: World
  let life: Awaited<ReturnType<typeof wholeLife>>
  let bystander: Awaited<ReturnType<World['student']>>
  let erasureId: string
  let proved: Actress

  beforeAll(async () => {
    at('2026-02-02T10:00:00')
    world = await smallSchool()
    life = await wholeLife(world)
    bystander = await world.student()
    await updateRecord(world.officer.ctx(), 'Student', bystander.id, null, { lastName: 'Voisine' })
    await prisma().student.update({ where: { id: life.student.id }, data: { status: 'graduated' } })
    proved = proven(asRole('admin', await person('Administratrice')))
    await sealEvents()
    at('2036-11-02T10:00:00')
    await listDue()
    erasureId = (await prisma().erasure.findUniqueOrThrow({ where: { studentId: life.student.id } })).id
  })

  it('is counted before it is confirmed: nothing is written', async () => {
    const inventory = await inventoryOf(life.student.id)
    const nouns = new Map(inventory.nouns.map(({ label, records, emptied }) => [label.fr, [records, emptied]]))
    expect(nouns.get('Journal de stage')).toEqual([1, 1])
    expect(nouns.get('Candidatures')).toEqual([1, 1])
    expect(inventory.files).toBe(4)
    expect(inventory.events).toBeGreaterThan(5)
    expect((await tablesSaying(C)).length).toBeGreaterThan(20)
  })

  it('is an administrator’s, with a reason and a fresh proof of who they are', async () => {
    expect((await refusalOf(act(world.officer, 'Erasure', 'erase', erasureId, {}, 'Terme atteint'))).status).toBe(404)
    expect((await refusalOf(act(world.admin, 'Erasure', 'erase', erasureId, {}, 'Terme atteint'))).code).toBe('step_up')
    expect((await refusalOf(act(proved, 'Erasure', 'erase', erasureId))).fields).toHaveProperty('reason')
  })

  it('waits while somebody keeps the record longer, with a reason', async () => {
    expect(
      (await refusalOf(act(proved, 'Erasure', 'keep', erasureId, { until: '2036-11-02' }, 'Litige'))).fields,
    ).toHaveProperty('until')
    await act(proved, 'Erasure', 'keep', erasureId, { until: '2037-01-15' }, 'Litige en cours')
    expect((await refusalOf(act(proved, 'Erasure', 'erase', erasureId, {}, 'Terme'))).code).toBe('kept_longer')
    at('2037-01-16T10:00:00')
    await listDue()
    expect(await prisma().erasure.findUnique({ where: { id: erasureId } })).toMatchObject({
      status: 'due',
      keptUntil: null,
    })
  })

  it('leaves their name, words and files nowhere, the figures as they were, and the chain of events whole', async () => {
    at('2037-01-16T10:00:00')
    const [before, sealed] = [await figures(world), await prisma().eventSeal.findMany({ orderBy: { seq: 'asc' } })]
    const stored = await prisma().storedFile.findMany({ where: { id: { in: life.files.map(({ id }) => id) } } })
    const onDisk = (key: string) =>
      existsSync(join(config.dataDir, 'files', key.slice(0, 2), key)) || existsSync(join(config.dataDir, 'files', key))
    expect(stored.every((file) => onDisk(file.storageKey))).toBe(true)
    await act(proved, 'Erasure', 'erase', erasureId, {}, 'Dix ans après la fin')
    await drainQueue()
    expect(await tablesSaying(C)).toEqual([])
    expect(await figures(world)).toEqual(before)
    expect(stored.filter((file) => onDisk(file.storageKey))).toEqual([])
    expect(await prisma().eventSeal.findMany({ orderBy: { seq: 'asc' }, take: sealed.length })).toEqual(sealed)
    await sealEvents()
    expect(await verifyChain()).toMatchObject({ ok: true })
    const [name] = await prisma().person.findMany({ where: { id: bystander.personId } })
    expect(name?.lastName).toBe('Voisine')
  })

  it('keeps of the agreement what the law wants: number, dates, pay, host, fingerprint', async () => {
    const agreement = await prisma().agreement.findUniqueOrThrow({
      where: { id: life.agreementId },
      include: { versions: true },
    })
    expect(agreement).toMatchObject({
      status: 'archived',
      number: expect.stringMatching(/^C-2026-/),
      startsOn: day('2026-03-02'),
    })
    expect(agreement.pay?.toString()).toBe('600')
    expect(agreement.versions[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(agreement.versions[0]?.snapshot).toMatchObject({
      company: { name: life.house.name },
      student: { name: '[effacé]' },
    })
  })

  it('is told by its own event, and one word changed afterwards breaks the chain again', async () => {
    const told = await prisma().event.findFirstOrThrow({ where: { noun: 'Erasure', verb: 'erase' } })
    expect(told).toMatchObject({ actorId: proved.actor.personId, reason: 'Dix ans après la fin' })
    expect(told.after).toMatchObject({ redactions: expect.stringMatching(/^[0-9a-f]{64}$/), files: 4 })
    const { eventId } = await prisma().eventRedaction.findFirstOrThrow({ where: { batch: erasureId } })
    const intrude = (sql: string) => asOwner(`set session_replication_role = replica; ${sql}`, [], databaseUrl())
    await intrude(`update "Event" set reason = 'autre' where id = '${eventId}'`)
    expect(await verifyChain()).toMatchObject({ ok: false, broken: { eventId, why: 'edited' } })
    // Noting the forged words beside does not help: the sealed event of the erasure says another digest
    await intrude(`update "EventRedaction" set hash = 'x' where "eventId" = '${eventId}'`)
    expect(await verifyChain()).toMatchObject({ ok: false })
  })

  it('is not a door for anybody else: the application changes no sealed event, nor a frozen document, without an erasure under way', async () => {
    const { id } = await prisma().event.findFirstOrThrow({ where: { noun: 'Erasure' } })
    await expect(
      prisma().$queryRawUnsafe(`select preau_redact_event('${erasureId}', '${id}', null, null, null, null)`),
    ).rejects.toThrow(/not under way/)
    const forced = transaction(async (tx) => {
      await tx.$queryRawUnsafe(`select set_config('preau.erasing', 'on', true)`)
      await tx.agreementVersion.updateMany({ where: { agreementId: life.agreementId }, data: { snapshot: {} } })
    })
    await expect(forced).rejects.toThrow(/frozen/)
    await expect(prisma().$executeRawUnsafe(`update "Event" set reason = 'x' where id = '${id}'`)).rejects.toThrow(
      /permission denied/,
    )
  })
})

describe('The right of access', () => {
  it('hands an administrator everything about one person and nothing of another, without what proves who they are', async () => {
    at('2026-02-02T10:00:00')
    const world = await smallSchool()
    const life = await wholeLife(world)
    const other = await world.student()
    await updateRecord(world.officer.ctx(), 'Student', other.id, null, { lastName: 'Étrangère' })
    const admin = asRole('admin', await person('Déléguée'))
    expect((await refusalOf(act(world.officer, 'Student', 'access', life.student.id, {}, 'Demande'))).status).toBe(404)
    expect((await refusalOf(act(admin, 'Student', 'access', life.student.id, {}, 'Demande'))).code).toBe('step_up')
    const asked = await act(proven(admin), 'Student', 'access', life.student.id, {}, 'Demande écrite')
    const run = await prisma().exportRun.findFirstOrThrow({ where: { createdById: admin.actor.personId } })
    expect(asked.id).toBe(life.student.id)
    const { chunks } = await accessPack(system('essai'), run)
    const parts: Buffer[] = []
    for await (const chunk of chunks) parts.push(chunk)
    const files = new Map<string, string>()
    for (const entry of listEntries(Buffer.concat(parts))) files.set(entry.name, (await inflate(entry)).toString())
    const names = [...files.keys()]
    expect(names).toEqual(
      expect.arrayContaining([
        'LISEZ-MOI.txt',
        'donnees.json',
        'historique.csv',
        'courriels.csv',
        'tableaux/Journal de stage.csv',
      ]),
    )
    expect(names.filter((name) => name.startsWith('documents/'))).toHaveLength(4)
    const data = files.get('donnees.json') ?? ''
    expect(data).toContain('Kanarienvogel sujet')
    expect(data).not.toContain('passwordHash')
    expect([...files.values()].join('')).not.toContain('Étrangère')
  })
})
