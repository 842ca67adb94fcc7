import { inflateSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { registerJobs } from '../../../jobs/main.ts'
import { smallPdf } from '../../../prisma/seeds/paper.ts'
import type { Context, Role } from '../../../src/access/actor.ts'
import { handedTo } from '../../../src/domain/internships/papers/hand-out.ts'
import { packOf } from '../../../src/domain/internships/papers/pack.ts'
import { PIECES } from '../../../src/domain/internships/papers/pieces.ts'
import { presenceSheet, presenceWords } from '../../../src/domain/internships/papers/presence-sheet.ts'
import { recapWords } from '../../../src/domain/internships/papers/recap.ts'
import { exportedFile } from '../../../src/kit/export/kept.ts'
import { askForPaper } from '../../../src/kit/export/paper.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { sha256 } from '../../../src/platform/crypto.ts'
import { prisma, transaction } from '../../../src/platform/db.ts'
import { readBytes, storeBytes } from '../../../src/platform/files.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { inflate, listEntries } from '../../../src/platform/zip.ts'
import { testDatabase } from '../../support/database.ts'
import { type Graded, gradedSchool, internship } from './finished.ts'
import { type Actress, act, asRole, at, day, person, refusalOf } from './world.ts'

const SECRET = 'Canari moteur à hydrogène'
const LONG = 'Ouédraogo-N’Guessan de la Villardière-Coulibaly'

let world: Graded
let one: Awaited<ReturnType<typeof internship>>

beforeAll(testDatabase)
beforeAll(registerJobs)
beforeAll(async () => {
  at('2026-09-20T10:00:00')
  world = await gradedSchool()
  one = await internship(world, { subject: SECRET, isConfidential: true, approvedHours: 28.5, plannedHours: 868 })
  await prisma().person.update({
    where: { id: one.student.personId },
    data: { lastName: LONG, firstName: 'Anne-Élise' },
  })
  await keep(one.id)
})
beforeEach(() => at('2026-09-20T10:00:00'))
afterAll(async () => {
  setClock(null)
  await closePdf()
})

const frozen = async (model: string, id: string, words: string) =>
  (
    await transaction((tx) =>
      storeBytes(tx, smallPdf([words, id]), { name: `${words}.pdf`, mime: 'application/pdf', owner: { model, id } }),
    )
  ).id

/** A logbook of two months, an agreement signed, an amendment, minutes, a grade published. */
async function keep(placementId: string): Promise<void> {
  const days = [
    ...['2026-03-02', '2026-03-03', '2026-03-05'].map((on) => ({ on, hours: 7, status: 'approved' as const })),
    { on: '2026-04-01', hours: 7.5, status: 'approved' as const },
    { on: '2026-04-02', hours: 7, status: 'submitted' as const },
    { on: '2026-04-03', hours: 7, status: 'draft' as const },
  ]
  for (const { on, hours, status } of days)
    await prisma().logbookEntry.create({ data: { placementId, day: day(on), hours, content: 'Travail', status } })
  const absent = { hours: 0, isAbsent: true, content: 'Malade', status: 'approved' as const }
  await prisma().logbookEntry.create({ data: { placementId, day: day('2026-03-04'), ...absent } })
  const agreement = await prisma().agreement.create({
    data: { placementId, status: 'signed', number: 'C-2026-00001', currentVersion: 2, subject: SECRET },
  })
  for (const number of [1, 2]) {
    const { id } = await prisma().agreementVersion.create({ data: { agreementId: agreement.id, number, snapshot: {} } })
    const fileId = await frozen('AgreementVersion', id, `convention-v${number}`)
    await prisma().agreementVersion.update({ where: { id }, data: { fileId, sha256: 'x' } })
  }
  const amendment = await prisma().amendment.create({
    data: { agreementId: agreement.id, kind: 'interruption', number: 1, status: 'signed' },
  })
  await prisma().amendment.update({
    where: { id: amendment.id },
    data: { fileId: await frozen('Amendment', amendment.id, 'avenant') },
  })
  const defense = await prisma().defense.create({ data: { placementId, status: 'held', grade: 15 } })
  const minutesFileId = await frozen('Defense', defense.id, 'pv')
  await prisma().defense.update({ where: { id: defense.id }, data: { minutesFileId } })
  await prisma().finalGrade.create({ data: { placementId, status: 'incomplete', company: 14, missing: 'soutenance' } })
}

async function opened(ctx: Context, pieces: readonly string[] = PIECES, ids = [one.id]) {
  const { chunks, held } = await packOf(ctx, { ids, pieces: [...pieces] })
  const parts: Buffer[] = []
  for await (const chunk of chunks) parts.push(chunk)
  const entries = listEntries(Buffer.concat(parts))
  return { names: entries.map((entry) => entry.name.split('/').at(-1) ?? ''), entries, held }
}

/** Somebody of the test with an account, so that a job may act with their rights of that moment. */
async function withAccount(who: Actress, role: Role): Promise<Actress> {
  const { personId, email } = who.actor
  const account = await prisma().account.create({ data: { personId, email, status: 'active' } })
  await prisma().roleAssignment.create({ data: { personId, role, startsOn: day('2026-01-01') } })
  return { ...who, ctx: () => ({ ...who.ctx(), actor: { ...who.actor, accountId: account.id } }) }
}

/** What a PDF shows, without the hour it was made at. */
const drawn = (pdf: Buffer): string[] =>
  [...pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body = '']) => {
    const bytes = Buffer.from(body, 'latin1')
    try {
      return sha256(inflateSync(bytes))
    } catch {
      return sha256(bytes)
    }
  })

describe('The attendance sheet', () => {
  it('holds approved days and no other, month by month, with the legal duration', async () => {
    const { words } = await presenceWords(one.student.ctx(), one.id, {})
    expect(words.months.map((month) => [month.name, month.hours, month.days.length])).toEqual([
      ['mars 2026', '21', 4],
      ['avril 2026', '7,5', 1],
    ])
    expect(words.months[0]?.days[2]).toEqual({ name: 'mercredi 4 mars', hours: null, approvedOn: null })
    expect(words.total).toMatchObject({ hours: '28,5', present: 4, absent: 1, legal: '4 jours' })
    expect(words.waiting).toBe(1)
  })

  it('of a month holds that month alone; a month without an approved day is refused with what to do', async () => {
    const { words } = await presenceWords(one.student.ctx(), one.id, { from: '2026-04-01', until: '2026-04-30' })
    expect([words.total.hours, words.period]).toEqual(['7,5', { from: '01/04/2026', until: '30/04/2026' }])
    const may = { from: '2026-05-01', until: '2026-05-31' }
    const refusal = await refusalOf(act(one.student, 'Placement', 'printPresence', one.id, may))
    expect(refusal.code).toBe('no_approved_day')
    const reversed = { from: '2026-05-01', until: '2026-04-01' }
    expect((await refusalOf(act(one.student, 'Placement', 'printPresence', one.id, reversed))).fields).toHaveProperty(
      'until',
    )
  })

  it('is for the student, both tutors and the officer, and nobody else', async () => {
    const stranger = asRole('school_tutor', await person('Ailleurs'))
    for (const who of [stranger, await world.student()])
      expect((await refusalOf(act(who, 'Placement', 'printPresence', one.id))).status).toBe(404)
    for (const who of [one.student, one.house, world.schoolTutor, world.officer])
      expect((await presenceWords(who.ctx(), one.id, {})).words.total.hours).toBe('28,5')
  })

  it('made twice from the same days is the same document, an A4 with its title, its language and its marks', async () => {
    const made = [await presenceSheet(one.student.ctx(), one.id), await presenceSheet(one.student.ctx(), one.id)]
    const [first = [], second] = made.map(({ bytes }) => drawn(bytes))
    expect(first.length).toBeGreaterThan(2)
    expect(second).toEqual(first)
    const text = made[0]?.bytes.toString('latin1') ?? ''
    expect(text).toMatch(/\/MediaBox \[0 0 59[45]\.\d+ 84[12]/)
    expect(text).toContain('/Lang (fr)')
    expect(text).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/)
    expect(text).toContain('/Title')
  })
})

describe('The pack of an internship', () => {
  it('holds for the officer the last version of the agreement, amendments, minutes, sheet, summary, and their list', async () => {
    const { names, entries } = await opened(world.officer.ctx())
    expect(names).toEqual([
      ...['convention-v2.pdf', 'avenant.pdf', 'pv.pdf'],
      ...[expect.stringMatching(/^feuille-de-presence-/), expect.stringMatching(/^recapitulatif-/), 'bordereau.pdf'],
    ])
    expect(entries[0]?.name).toContain(LONG.toLocaleUpperCase('fr'))
    for (const entry of entries) expect((await inflate(entry)).subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('holds for each other what they may read on the screen: no minutes for the student, no grade for the company', async () => {
    expect((await opened(one.student.ctx(), ['agreement', 'amendment', 'minutes'])).names).toEqual([
      ...['convention-v2.pdf', 'avenant.pdf', 'bordereau.pdf'],
    ])
    expect((await recapWords(one.house.ctx(), one.id)).words.grade).toBeNull()
    expect((await recapWords(one.student.ctx(), one.id)).words.grade).toBeNull()
    expect((await recapWords(world.officer.ctx(), one.id)).words.grade).toMatchObject({ company: '14' })
    const { words } = await recapWords(one.student.ctx(), one.id)
    expect(words.defenses).toEqual([expect.objectContaining({ grade: null })])
  })

  it('never prints a confidential subject in what is made to be handed on', async () => {
    for (const who of [one.student, one.house, world.schoolTutor, world.officer]) {
      const all = [(await recapWords(who.ctx(), one.id)).words, (await presenceWords(who.ctx(), one.id, {})).words]
      expect(JSON.stringify(all)).not.toContain(SECRET)
      expect(all[0]?.subject).toBe('Confidentiel')
    }
  })

  it('is nothing to whoever does not read the internship', async () => {
    const strangers = [await world.student(), await world.company(), asRole('school_tutor', await person('Juré'))]
    for (const who of strangers)
      expect((await refusalOf(packOf(who.ctx(), { ids: [one.id], pieces: ['recap'] }))).status).toBe(404)
  })

  it('leaves out of a selection the internships of others, without a word about them', async () => {
    const tutor = asRole('school_tutor', await person('Autre tuteur'))
    const other = await internship(world, { schoolTutorId: tutor.actor.personId })
    const { entries, held } = await opened(tutor.ctx(), ['recap'], [one.id, other.id])
    expect(entries.map((entry) => entry.name.split('/').length)).toEqual([2, 1])
    expect(held.filter(({ model }) => model === 'Placement')).toEqual([
      { model: 'Placement', id: other.id, column: 'studentId' },
    ])
  })
})

describe('A pack that waits to be taken', () => {
  it('is made by the worker, announced, taken once ready, and over after a week', async () => {
    const student = await withAccount(one.student, 'student')
    const { redirect } = await act(student, 'Placement', 'preparePack', one.id)
    expect(redirect?.model).toBe('ExportRun')
    const id = redirect?.id ?? ''
    await expect(exportedFile(student.ctx(), id)).rejects.toMatchObject({ code: 'export_over' })
    await drainQueue()
    const file = await exportedFile(student.ctx(), id)
    expect(file).toMatchObject({ mime: 'application/zip', name: expect.stringMatching(/^dossier-.*\.zip$/) })
    expect(listEntries(await readBytes(file)).length).toBeGreaterThan(3)
    const notice = await prisma().notification.findFirstOrThrow({ where: { personId: student.actor.personId } })
    expect(notice.title).toContain('dossiers de stage')
    await expect(exportedFile(world.officer.ctx(), id)).rejects.toMatchObject({ status: 404 })
    at('2026-09-28T10:00:00')
    await expect(exportedFile(student.ctx(), id)).rejects.toMatchObject({ code: 'export_over' })
  })

  it('is closed to whoever lost the right to what it holds since it was made', async () => {
    const tutor = await withAccount(asRole('school_tutor', await person('Relayée')), 'school_tutor')
    const other = await internship(world, { schoolTutorId: tutor.actor.personId })
    const id = (await act(tutor, 'Placement', 'preparePack', other.id)).redirect?.id ?? ''
    await drainQueue()
    expect((await exportedFile(tutor.ctx(), id)).mime).toBe('application/zip')
    await prisma().placement.update({
      where: { id: other.id },
      data: { schoolTutorId: world.schoolTutor.actor.personId },
    })
    await expect(exportedFile(tutor.ctx(), id)).rejects.toMatchObject({ status: 404 })
  })
})

describe('Packs handed out by mail', () => {
  it('go to each their own; whoever has no open account is named, never written to', async () => {
    const [first, second] = [await internship(world), await internship(world)]
    const student = await withAccount(first.student, 'student')
    const { people, unreachable } = await handedTo('students', [first.id, second.id])
    expect(people.map((each) => [each.personId, each.ids])).toEqual([[student.actor.personId, [first.id]]])
    expect(unreachable).toEqual([expect.stringContaining('Étudiant')])
    const tutors = await handedTo('schoolTutors', [first.id, second.id])
    expect(tutors).toMatchObject({ people: [], unreachable: [expect.stringContaining('Tuteur')] })
  })

  it('are made with the rights of those who get them, and one mail leaves when the file is there', async () => {
    const made = await internship(world)
    const student = await withAccount(made.student, 'student')
    const [reached] = (await handedTo('students', [made.id])).people
    if (!reached) throw new Error('Nobody is reached')
    const asked = { ids: reached.ids, pieces: ['recap'], sent: world.officer.actor.personId }
    const id = await transaction((tx) =>
      askForPaper(tx, reached, { paper: 'pack', model: 'Placement', asked, rows: 1 }),
    )
    expect(await prisma().mailDelivery.count({ where: { template: 'placement.sendPack' } })).toBe(0)
    await drainQueue()
    const mails = await prisma().mailDelivery.findMany({ where: { template: 'placement.sendPack' } })
    expect(mails.map((mail) => [mail.recipient, mail.subject])).toEqual([
      [student.actor.email, 'Votre dossier de stage est prêt'],
    ])
    expect(mails[0]?.text).toContain(`/admin/pages/exports?id=${id}`)
    expect((await exportedFile(student.ctx(), id)).mime).toBe('application/zip')
  })
})
