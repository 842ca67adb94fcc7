import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { actionsOf, pages } from '../../admin/verbs.ts'
import { registerJobs } from '../../jobs/main.ts'
import { loadActor } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import { models } from '../../src/access/model.ts'
import { subscribe } from '../../src/domain/core/calendar-feed.ts'
import { freezeAgreement } from '../../src/domain/internships/agreement-document.ts'
import { openCertificate } from '../../src/domain/internships/certificate.ts'
import { minutesWords } from '../../src/domain/internships/defense-minutes.ts'
import { perform } from '../../src/kit/command.ts'
import { later, now } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { closePdf } from '../../src/platform/pdf.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import { inflate, listEntries } from '../../src/platform/zip.ts'
import { form, type Inside, openDesk } from '../admin/opened-desk.ts'
import { day, smallSchool } from '../domain/internships/world.ts'
import { type Door, SEED, someone, Visitor } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'

vi.setConfig({ testTimeout: 120_000 })
beforeAll(testDatabase)

/** One word that stands nowhere else: whoever meets it met the subject. */
const WORD = 'hydrogene-canari-7741'
/** What people may search for: an answer that finds it would say the rest. */
const SEARCHED = 'prototypemoteur'
const SUBJECT = `${SEARCHED} ${WORD}`

let door: Door
let outsiders: Record<string, Inside>
let insiders: Record<string, Inside>
let ids: Partial<Record<ModelName, string>>
let parties: Set<string>

beforeAll(async () => {
  door = await openDesk()
  registerJobs()
  const [school, other] = [await smallSchool(), await smallSchool()]
  const [house, neighbour] = [await school.company(), await school.company()]
  const enter = async (
    role: 'school_tutor' | 'company_tutor' | 'internship_officer' | 'student',
    departmentId?: string,
  ): Promise<Inside> => {
    const who = await someone([role], role === 'student' || role === 'company_tutor' ? {} : { seed: SEED })
    if (departmentId)
      await prisma().roleAssignment.updateMany({ where: { personId: who.personId }, data: { departmentId } })
    return { who, visitor: new Visitor(door) }
  }
  const [student, classmate] = [await enter('student'), await enter('student')]
  const studentIds = await Promise.all(
    [student, classmate].map(
      async ({ who }, i) =>
        (
          await prisma().student.create({
            data: { matricule: `CF-${i}`, personId: who.personId, cohortId: school.cohort.id },
          })
        ).id,
    ),
  )
  const [host, colleague, rival] = [
    await enter('company_tutor'),
    await enter('company_tutor'),
    await enter('company_tutor'),
  ]
  const contact = (who: Inside, companyId: string) =>
    prisma().companyContact.create({ data: { personId: who.who.personId, companyId } })
  const hostContact = await contact(host, house.id)
  await contact(colleague, house.id)
  await contact(rival, neighbour.id)
  const [tutor, juror, tutorElsewhere] = [
    await enter('school_tutor'),
    await enter('school_tutor'),
    await enter('school_tutor'),
  ]
  const officer = await enter('internship_officer', school.department.id)
  const officerElsewhere = await enter('internship_officer', other.department.id)
  outsiders = { classmate, colleague, rival, juror, tutorElsewhere, officerElsewhere }
  insiders = { student, host, tutor, officer }
  parties = new Set(await mailboxes(Object.values(insiders)))

  const offer = await house.offer({ contactId: hostContact.id })
  const placement = await prisma().placement.create({
    data: {
      ...{ studentId: studentIds[0] ?? '', campaignId: school.campaign.id, companyId: house.id, offerId: offer.id },
      ...{ contactId: hostContact.id, schoolTutorId: tutor.who.personId, status: 'confirmed', subject: SUBJECT },
      ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28'), weeklyHours: 35, pay: 600, isConfidential: true },
    },
  })
  const ctx = school.officer.ctx()
  const agreementId = (await perform(ctx, 'Placement', 'draftAgreement', placement.id)).redirect?.id ?? ''
  await prisma().agreement.update({ where: { id: agreementId }, data: { activities: SUBJECT, skills: SUBJECT } })
  for (const [who, verb] of [
    [ctx, 'submit'],
    [school.admin.ctx(), 'approvePedagogy'],
    [ctx, 'approve'],
  ] as const)
    await perform(who, 'Agreement', verb, agreementId, {}, { reason: 'À la place du tuteur' })
  await freezeAgreement(agreementId)
  const version = await prisma().agreementVersion.findFirstOrThrow({ where: { agreementId } })
  const room = await prisma().room.create({ data: { name: 'Salle du secret' } })
  const defense = await prisma().defense.create({ data: { placementId: placement.id } })
  const startsAt = later(now(), { days: 9 })
  const slot = {
    startsAt: startsAt.toISOString(),
    minutes: 45,
    roomId: room.id,
  }
  await perform(ctx, 'Defense', 'plan', defense.id, { ...slot, chairId: juror.who.personId })
  await perform(ctx, 'Defense', 'confirm', defense.id)
  const deliverable = await prisma().deliverable.create({
    data: { placementId: placement.id, kind: 'report', dueOn: day('2026-09-04') },
  })
  await drainQueue()
  ids = {
    ...{ Placement: placement.id, Agreement: agreementId, AgreementVersion: version.id, Defense: defense.id },
    ...{
      Deliverable: deliverable.id,
      Offer: offer.id,
      Company: house.id,
      Campaign: school.campaign.id,
      Student: studentIds[0] ?? '',
    },
    ...{ StoredFile: version.fileId ?? '' },
  }
  for (const { who, visitor } of [...Object.values(outsiders), ...Object.values(insiders)]) {
    await visitor.logIn(who)
    await visitor.get('/admin')
  }
  return door.close
})
afterAll(closePdf)

const mailboxes = async (people: Inside[]): Promise<string[]> =>
  (await prisma().person.findMany({ where: { id: { in: people.map(({ who }) => who.personId) } } })).flatMap(
    ({ email }) => email ?? [],
  )

const says = (text: string): boolean => text.toLowerCase().includes(WORD)

/** Every door that answers a GET about these records or their lists: taken from what the desk declares, so that a new one is tried too. */
function addresses(): string[] {
  const api = '/admin/api/resources'
  const found: string[] = []
  for (const { name } of models.filter((model) => !model.internal)) {
    for (const action of actionsOf(name).filter(({ methods }) => methods.includes('GET'))) {
      const id = ids[name]
      if (action.routes.includes('record') && id) found.push(`${api}/${name}/records/${id}/${action.name}`)
      if (action.routes.includes('resource') && ids[name]) found.push(`${api}/${name}/actions/${action.name}`)
      if (action.routes.includes('resource') && id)
        found.push(`${api}/${name}/actions/${action.name}?query=${SEARCHED}`)
    }
  }
  for (const [name, { methods }] of pages) if (methods.includes('GET')) found.push(`/admin/api/pages/${name}`)
  found.push(`/admin/api/pages/palette?q=${SEARCHED}`, '/admin/api/dashboard', '/admin', `/files/${ids.StoredFile}`)
  return found
}

async function exported({ visitor }: Inside, model: ModelName): Promise<string> {
  let all = ''
  for (const format of ['csv', 'xlsx']) {
    const answer = await visitor.api(`/admin/api/resources/${model}/actions/export`, form({ format }))
    const { href } = JSON.parse(answer.text) as { href?: string }
    all += answer.text
    if (!href) continue
    const file = await fetch(`${door.url}${href}`, {
      headers: { cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    const bytes = Buffer.from(await file.arrayBuffer())
    all +=
      format === 'csv'
        ? bytes.toString()
        : (await Promise.all(listEntries(bytes).map(async (entry) => (await inflate(entry)).toString()))).join('')
  }
  return all
}

describe('A confidential subject (rule 32)', () => {
  it('is behind no door of the desk for whoever is no party: lists, pages, tabs, history, palette, agenda, pop-over', async () => {
    const doors = addresses()
    expect(doors.length).toBeGreaterThan(150)
    for (const [name, { visitor }] of Object.entries(outsiders)) {
      const leaks: string[] = []
      for (const path of doors) if (says((await visitor.api(path)).text)) leaks.push(path)
      expect([name, leaks]).toEqual([name, []])
    }
  })

  it('is in no file they take out, CSV or workbook', async () => {
    for (const [name, who] of Object.entries(outsiders))
      for (const model of ['Placement', 'Agreement', 'Defense', 'Deliverable', 'Student', 'Company', 'Offer'] as const)
        expect([name, model, says(await exported(who, model))]).toEqual([name, model, false])
  })

  it('is in no mail and no notice to them, in no appointment, and not in their calendar', async () => {
    const letters = await prisma().mailDelivery.findMany()
    const strange = letters.filter(({ recipient }) => !parties.has(recipient))
    expect(strange.length).toBeGreaterThan(0)
    expect(strange.filter((one) => says(JSON.stringify(one))).map(({ template }) => template)).toEqual([])
    const insiderIds = Object.values(insiders).map(({ who }) => who.personId)
    const notices = await prisma().notification.findMany({ where: { personId: { notIn: insiderIds } } })
    expect(notices.filter((one) => says(JSON.stringify(one)))).toEqual([])
    for (const { who } of Object.values(outsiders)) {
      const actor = await loadActor(who.accountId)
      if (!actor) throw new Error('no open account')
      const token = await subscribe({ actor, now: now(), requestId: 'test', ip: null, readOnly: false })
      expect(says(await (await fetch(`${door.url}/calendar/${token}.ics`)).text())).toBe(false)
    }
  })

  it('is not on the page that checks the document, nor on a certificate or minutes that others will read', async () => {
    const { verifyCode } = await prisma().agreementVersion.findUniqueOrThrow({
      where: { id: ids.AgreementVersion ?? '' },
    })
    const visitor = new Visitor(door)
    const page = await visitor.get(`/verify/${verifyCode}`)
    expect(page.text).toContain('Document authentique')
    expect(says(page.text)).toBe(false)
    const placementId = ids.Placement ?? ''
    await openCertificate(placementId)
    const certificate = await prisma().certificate.findUniqueOrThrow({ where: { placementId } })
    expect(says(JSON.stringify(certificate.snapshot))).toBe(false)
    expect(says(JSON.stringify(await minutesWords(ids.Defense ?? '')))).toBe(false)
  })

  it('is read by its student, its two tutors and the officer of the department', async () => {
    for (const [name, { visitor }] of Object.entries(insiders)) {
      const { text } = await visitor.api(`/admin/api/resources/Placement/records/${ids.Placement}/show`)
      expect([name, says(text)]).toEqual([name, true])
    }
  })
})
