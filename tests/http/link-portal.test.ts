import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { mailPortal } from '../../jobs/internships/by-link.ts'
import { internshipReactions } from '../../jobs/internships/reactions.ts'
import { loadActor, system } from '../../src/access/actor.ts'
import '../../src/domain/index.ts'
import { issueLink } from '../../src/domain/internships/access-link.ts'
import { watchBounces } from '../../src/domain/internships/bounced.ts'
import { portalLink } from '../../src/domain/internships/portal-link.ts'
import { now, setClock } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { storeBytes } from '../../src/platform/files.ts'
import { act, at, day, refusalOf, smallSchool, type World } from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'
import { type Door, openDoor, Visitor } from './visitor.ts'

let door: Door
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDoor()
  return door.close
})
afterEach(() => setClock(null))
afterAll(() => setClock(null))

const MONDAY = '2026-06-01'
const SHA = 'a'.repeat(64)
type House = Awaited<ReturnType<World['company']>>

/** A trainee under way with everything to do: a week handed in, an evaluation open, an agreement to sign and one signed. */
async function trainee(world: World, house: House) {
  const student = await world.student()
  const placement = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, companyId: house.id, campaignId: world.campaign.id, contactId: house.contactId },
      ...{ schoolTutorId: world.schoolTutor.actor.personId, status: 'ongoing', weeklyHours: 35, weeklyDays: 5 },
      ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28') },
    },
  })
  const placementId = placement.id
  for (const on of ['2026-06-01', '2026-06-02'])
    await prisma().logbookEntry.create({
      data: {
        placementId,
        day: day(on),
        hours: 7,
        content: `Travail du ${on}`,
        status: 'submitted',
        submittedAt: now(),
      },
    })
  const evaluation = await prisma().evaluation.create({ data: { placementId, kind: 'company', status: 'open' } })
  return { student, placementId, evaluationId: evaluation.id, week: `${placementId}.${MONDAY}` }
}

async function agreementOf(placementId: string, status: 'submitted' | 'signing' | 'signed', house: House) {
  const agreement = await prisma().agreement.create({ data: { placementId, status, number: `C-${randomUUID()}` } })
  const file = await transaction((tx) =>
    storeBytes(tx, Buffer.from(`%PDF ${agreement.id}`), { name: 'c.pdf', mime: 'application/pdf' }),
  )
  const version = await prisma().agreementVersion.create({
    data: { agreementId: agreement.id, number: 1, snapshot: {}, sha256: SHA, fileId: file.id },
  })
  const line = await prisma().signatory.create({
    data: {
      ...{
        agreementId: agreement.id,
        versionId: version.id,
        personId: house.actor.personId,
        name: 'Tutrice',
        order: 1,
      },
      ...{ email: house.actor.email, capacity: 'company_tutor', status: status === 'signing' ? 'turn' : 'waiting' },
    },
  })
  return { id: agreement.id, versionId: version.id, lineId: line.id }
}

const pathTo = async (house: { contactId: string }) => {
  const href = await transaction((tx) => portalLink(tx, system('essai'), house.contactId))
  return (href ?? '').slice(config.publicUrl.length)
}
const opened = async () => {
  at('2026-06-05T18:00:00')
  const world = await smallSchool()
  const house = await world.company()
  const mine = await trainee(world, house)
  return { world, house, mine, link: await pathTo(house) }
}
const entryStates = async (placementId: string) =>
  (await prisma().logbookEntry.findMany({ where: { placementId } })).map((one) => one.status)
const evaluationNow = (id: string) => prisma().evaluation.findUniqueOrThrow({ where: { id } })

const tell = async (event: { noun: string; verb: string; recordId: string; after?: object }) => {
  const data = { at: now(), role: 'system', after: {}, requestId: randomUUID(), ...event }
  const made = await prisma().event.create({ data })
  for (const reaction of internshipReactions[`${event.noun}.${event.verb}`] ?? []) await reaction(made)
}

const everything = async () =>
  JSON.stringify(
    await Promise.all([
      prisma().accessLink.findMany({ orderBy: { id: 'asc' } }),
      prisma().signatory.findMany({ orderBy: { id: 'asc' } }),
      prisma().logbookEntry.findMany({ orderBy: { id: 'asc' } }),
      prisma().evaluation.findMany({ orderBy: { id: 'asc' } }),
      prisma().agreement.findMany({ orderBy: { id: 'asc' } }),
      prisma().event.count(),
    ]),
  )

describe('the link of a contact to their trainees', () => {
  test('opens no trainee of another contact, of the same company or of another one', async () => {
    const { world, house, mine, link } = await opened()
    const other = await world.company()
    const person = await prisma().person.create({
      data: { lastName: 'Voisine', firstName: 'Test', email: 'v@test.example' },
    })
    const mate = await prisma().companyContact.create({ data: { personId: person.id, companyId: house.id } })
    const foreign = await trainee(world, other)
    const neighbour = await trainee(world, { ...house, contactId: mate.id })
    const signed = await agreementOf(foreign.placementId, 'signed', other)
    const signing = await agreementOf(foreign.placementId, 'signing', other)
    const asked = await agreementOf(neighbour.placementId, 'submitted', other)
    const visitor = new Visitor(door)
    const home = await visitor.get(link)
    for (const one of [foreign, neighbour]) {
      expect(home.text).not.toContain(one.placementId)
      for (const step of [`week/${one.week}`, `evaluate/${one.evaluationId}`]) {
        expect((await visitor.get(`${link}/${step}`)).status).toBe(404)
        const sent = { does: 'approve', grade: '15', read: 'true', sha256: SHA }
        expect((await visitor.submit(`${link}/week/${mine.week}`, sent, `${link}/${step}`)).status).toBe(404)
        expect(
          (await visitor.submit(`${link}/week/${mine.week}`, { ...sent, does: 'submit' }, `${link}/${step}`)).status,
        ).toBe(404)
      }
      expect(await entryStates(one.placementId)).toEqual(['submitted', 'submitted'])
      expect((await evaluationNow(one.evaluationId)).status).toBe('open')
    }
    const closed = [
      `sign/${signing.lineId}`,
      `check/${asked.id}`,
      `agreement/${signed.versionId}`,
      'agenda/x',
      'week/x',
    ]
    for (const step of closed)
      for (const path of [`${link}/${step}`, `${link}/${step}/document`])
        expect((await visitor.get(path)).status, path).toBe(404)
  })

  test('looked at fifty times by scanners, with whatever in its address, changes nothing', async () => {
    const { house, mine, link } = await opened()
    const signing = await agreementOf(mine.placementId, 'signing', house)
    const before = await everything()
    const scanner = new Visitor(door)
    const steps = ['', `/week/${mine.week}`, `/evaluate/${mine.evaluationId}`, `/sign/${signing.lineId}`, '?page=9']
    for (let i = 0; i < 25; i += 1)
      for (const method of ['GET', 'HEAD'])
        await scanner.send(
          `${link}${steps[i % steps.length]}${i % 2 ? '' : '?does=approve&reason=x&grade=20&read=true'}`,
          { method },
        )
    expect(await everything()).toBe(before)
    const bare = await fetch(`${door.url}${link}/week/${mine.week}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ does: 'approve' }),
    })
    expect(bare.status).toBe(403)
    expect(await everything()).toBe(before)
  })

  test('lists every trainee with what each waits for, in both languages, in less than 14 kB and without a script', async () => {
    const { world, house, mine, link } = await opened()
    await agreementOf(mine.placementId, 'signing', house)
    for (let i = 0; i < 11; i += 1) await trainee(world, house)
    const visitor = new Visitor(door)
    const first = await visitor.get(link)
    const second = await visitor.get(`${link}?page=2`)
    const english = await visitor.get(`${link}?lang=en`)
    for (const page of [first, second, english]) {
      expect(page.status).toBe(200)
      expect(Buffer.byteLength(page.text)).toBeLessThan(14_000)
      expect(page.text).not.toContain('<script')
    }
    const cards = (text: string) => (text.match(/class="card trainee"/g) ?? []).length
    expect(cards(first.text) + cards(second.text)).toBe(12)
    expect(first.text).toContain('25 choses vous attendent')
    expect(first.text + second.text).toContain('Signer la convention (tuteur en entreprise)')
    expect(first.text).toContain('Valider la semaine du 01/06/2026 (14\u00a0h)')
    expect(english.text).toContain('Approve the week of 01/06/2026 (14\u00a0h)')
    expect(english.text).not.toContain('stagiaires')
  })

  test('approves a week by its form, once; the second time it says that it is answered', async () => {
    const { house, mine, link } = await opened()
    const visitor = new Visitor(door)
    const page = `${link}/week/${mine.week}`
    expect((await visitor.get(page)).text).toContain('Travail du 2026-06-02')
    expect((await visitor.submit(page, { does: 'reject', reason: ' ' })).status).toBe(422)
    expect(await entryStates(mine.placementId)).toEqual(['submitted', 'submitted'])
    const done = await visitor.submit(page, { does: 'approve' })
    expect([done.status, done.location]).toEqual([303, `${link}?done=approved`])
    expect(await entryStates(mine.placementId)).toEqual(['approved', 'approved'])
    expect(
      (await prisma().placement.findUniqueOrThrow({ where: { id: mine.placementId } })).approvedHours.toString(),
    ).toBe('14')
    const event = await prisma().event.findFirst({ where: { recordId: mine.placementId, verb: 'approveWeek' } })
    expect(event).toMatchObject({ actorId: house.actor.personId, role: 'company_tutor' })
    expect((await visitor.submit(`${link}/evaluate/${mine.evaluationId}`, { does: 'approve' }, page)).status).toBe(409)
    expect((await visitor.get(`${link}?done=approved`)).text).toContain('ces heures sont acquises')
  })

  test('rejects a week with words that its trainee will read', async () => {
    const { mine, link } = await opened()
    const page = `${link}/week/${mine.week}`
    expect((await new Visitor(door).submit(page, { does: 'reject', reason: 'Mardi : 6 h' })).status).toBe(303)
    const entries = await prisma().logbookEntry.findMany({ where: { placementId: mine.placementId } })
    expect(entries.map((one) => [one.status, one.comment])).toEqual([
      ['rejected', 'Mardi : 6 h'],
      ['rejected', 'Mardi : 6 h'],
    ])
  })

  test('keeps a draft of the evaluation, wants a grade, keeps what was typed, then hands it in for good', async () => {
    const { mine, link } = await opened()
    const visitor = new Visitor(door)
    const page = `${link}/evaluate/${mine.evaluationId}`
    expect((await visitor.submit(page, { does: 'draft', skills: '14,5', comment: 'Sérieuse' })).location).toBe(
      `${page}?saved=1`,
    )
    expect(await evaluationNow(mine.evaluationId)).toMatchObject({ status: 'draft', comment: 'Sérieuse' })
    expect((await visitor.get(page)).text).toContain('value="14.5"')
    const blank = await visitor.submit(page, { does: 'submit', comment: 'Très sérieuse' })
    expect(blank.status).toBe(422)
    expect(blank.text).toContain('Donnez une note sur 20')
    expect(blank.text).toContain('Très sérieuse')
    expect((await visitor.submit(page, { does: 'submit', grade: '25' })).status).toBe(422)
    const done = await visitor.submit(page, { does: 'submit', grade: '15', comment: 'Très sérieuse' })
    expect(done.location).toBe(`${link}?done=evaluate`)
    const given = await evaluationNow(mine.evaluationId)
    expect([given.status, String(given.grade), String(given.skills)]).toEqual(['submitted', '15', '14.5'])
    expect((await visitor.get(page)).text).toContain('Évaluation soumise le')
    const week = `${link}/week/${mine.week}`
    expect((await visitor.submit(week, { does: 'submit', grade: '3' }, page)).status).toBe(409)
    expect(String((await evaluationNow(mine.evaluationId)).grade)).toBe('15')
  })

  test('checks and signs an agreement, then hands over what was signed', async () => {
    const { world, house, mine, link } = await opened()
    const visitor = new Visitor(door)
    const other = await trainee(world, house)
    const asked = await agreementOf(other.placementId, 'submitted', house)
    expect((await visitor.get(`${link}/check/${asked.id}`)).text).toContain('Tous mes stagiaires')
    expect((await visitor.submit(`${link}/check/${asked.id}`, { does: 'check' })).status).toBe(303)
    expect((await prisma().agreement.findUniqueOrThrow({ where: { id: asked.id } })).status).toBe('company_checked')
    const { id, lineId, versionId } = await agreementOf(mine.placementId, 'signing', house)
    const page = `${link}/sign/${lineId}`
    expect((await visitor.get(`${link}/agreement/${versionId}/document`)).status).toBe(404)
    expect((await visitor.get(`${page}/document`)).text).toContain(`%PDF ${id}`)
    expect((await visitor.submit(page, { does: 'sign', read: 'true', sha256: SHA })).status).toBe(303)
    expect(await prisma().signatory.findUniqueOrThrow({ where: { id: lineId } })).toMatchObject({
      status: 'signed',
      method: 'link',
    })
    const paper = await visitor.get(`${link}/agreement/${versionId}/document`)
    expect([paper.status, paper.text]).toEqual([200, `%PDF ${id}`])
    expect((await visitor.get(link)).text).toContain(`${link}/agreement/${versionId}/document`)
  })

  test('is the same in every mail as long as it lives, and only its hash is kept', async () => {
    const { house, link } = await opened()
    expect(await pathTo(house)).toBe(link)
    expect(JSON.stringify(await prisma().accessLink.findMany())).not.toContain(link.slice('/link/'.length))
    await prisma().person.update({ where: { id: house.actor.personId }, data: { email: 'neuve@test.example' } })
    expect(await pathTo(house)).not.toBe(link)
    expect((await new Visitor(door).get(link)).status).toBe(404)
  })

  test('expired, is renewed by mail while a trainee is hosted, and no more once everything is done', async () => {
    const { house, mine, link } = await opened()
    at('2026-09-05T10:00:00')
    const visitor = new Visitor(door)
    expect((await visitor.get(`${link}/week/${mine.week}`)).status).toBe(410)
    expect((await visitor.submit(link, {})).text).toContain('Regardez vos messages')
    const mail = await prisma().mailDelivery.findFirstOrThrow({
      where: { recipient: house.actor.email, template: 'accessLink.renew' },
    })
    const fresh = new RegExp(`${config.publicUrl}(/link/[\\w-]{43})`).exec(mail.text)?.[1] ?? ''
    expect((await visitor.get(fresh)).status).toBe(200)
    await prisma().placement.update({ where: { id: mine.placementId }, data: { status: 'closed' } })
    at('2026-09-05T11:00:00')
    expect((await visitor.submit(link, {})).status).toBe(409)
  })
})

describe('Rule 12: a tutor who leaves, or whose mail never arrives', () => {
  test('is the officer’s to settle: nobody else sends, revokes or passes on a link', async () => {
    const { world, house } = await opened()
    for (const who of [house, world.schoolTutor, await world.student()])
      for (const verb of ['sendPortal', 'sharePortal', 'revokePortal', 'handOver', 'takeBack'])
        expect((await refusalOf(act(who, 'CompanyContact', verb, house.contactId, {}, 'x'))).status).toBe(404)
  })

  test('revoked, every link of the contact is the page of a dead link', async () => {
    const { world, house, mine, link } = await opened()
    const asked = { purpose: 'evaluate', contactId: house.contactId, recipient: house.actor.email, days: 30 } as const
    const evaluation = { noun: 'Evaluation', recordId: mine.evaluationId } as const
    const url = await transaction((tx) => issueLink(tx, system('essai'), { ...asked, ...evaluation }))
    const narrow = url.slice(config.publicUrl.length)
    const visitor = new Visitor(door)
    expect((await visitor.get(narrow)).status).toBe(200)
    expect((await refusalOf(act(world.officer, 'CompanyContact', 'revokePortal', house.contactId))).status).toBe(422)
    await act(world.officer, 'CompanyContact', 'revokePortal', house.contactId, {}, 'Téléphone perdu')
    for (const path of [link, `${link}/week/${mine.week}`, narrow]) {
      expect((await visitor.get(path)).status).toBe(404)
      expect((await visitor.submit('/login', { does: 'approve' }, path)).status).toBe(404)
    }
    expect(await entryStates(mine.placementId)).toEqual(['submitted', 'submitted'])
    expect(await pathTo(house)).not.toBe(link)
  })

  test('hands over to another contact of the company: the former opens nothing, the new one sees, signs and approves', async () => {
    const { world, house, mine, link } = await opened()
    const { lineId } = await agreementOf(mine.placementId, 'signing', house)
    const person = await prisma().person.create({
      data: { lastName: 'Relève', firstName: 'Test', email: `r${randomUUID()}@test.example` },
    })
    const next = await prisma().companyContact.create({ data: { personId: person.id, companyId: house.id } })
    const stranger = await world.company()
    const to = (contactId: string) =>
      act(world.officer, 'CompanyContact', 'handOver', house.contactId, { contactId }, 'Partie')
    for (const id of [stranger.contactId, house.contactId])
      expect((await refusalOf(to(id))).fields).toHaveProperty('contactId')
    await prisma().person.update({ where: { id: mine.student.personId }, data: { email: null } })
    await prisma().$executeRawUnsafe(
      'UPDATE "Person" SET email = upper($1) WHERE id = $2::uuid',
      person.email,
      mine.student.personId,
    )
    expect((await refusalOf(to(next.id))).code).toBe('same_mailbox')
    await prisma().person.update({ where: { id: mine.student.personId }, data: { email: mine.student.actor.email } })

    await to(next.id)
    const visitor = new Visitor(door)
    expect((await visitor.get(link)).status).toBe(404)
    expect((await prisma().signatory.findUniqueOrThrow({ where: { id: lineId } })).personId).toBe(person.id)
    const event = await prisma().event.findFirstOrThrow({ where: { recordId: house.contactId, verb: 'handOver' } })
    await mailPortal(event)
    await mailPortal(event)
    const mails = await prisma().mailDelivery.findMany({ where: { recipient: person.email ?? '' } })
    expect(mails.map((mail) => mail.template)).toEqual(['companyContact.sendPortal'])
    const fresh = await pathTo({ contactId: next.id })
    expect(mails[0]?.text).toContain(fresh)
    expect((await visitor.get(fresh)).text).toContain(`${fresh}/sign/${lineId}`)
    expect((await visitor.submit(`${fresh}/week/${mine.week}`, { does: 'approve' })).status).toBe(303)
    const approved = await prisma().event.findFirst({ where: { recordId: mine.placementId, verb: 'approveWeek' } })
    expect(approved?.actorId).toBe(person.id)

    // Mails follow, and with an account they would see the same on the desk
    await tell({ noun: 'Placement', verb: 'remindWeek', recordId: mine.placementId, after: { week: MONDAY } })
    const reminder = { recipient: person.email ?? '', template: 'placement.remindWeek' }
    expect(await prisma().mailDelivery.count({ where: reminder })).toBe(1)
    const owner = { personId: person.id, email: person.email ?? '', status: 'active', passwordHash: 'x' } as const
    const account = await prisma().account.create({ data: owner })
    expect((await loadActor(account.id))?.contactIds.sort()).toEqual([house.contactId, next.id].sort())

    await act(world.officer, 'CompanyContact', 'takeBack', house.contactId)
    expect((await loadActor(account.id))?.contactIds).toEqual([next.id])
    expect((await visitor.get(fresh)).text).not.toContain(mine.placementId)
    expect((await visitor.get(await pathTo(house))).text).toContain(`evaluate/${mine.evaluationId}`)
  })

  test('whose mail never arrives raises one alert, which closes when somebody else takes over', async () => {
    const { world, house } = await opened()
    const person = await prisma().person.create({
      data: { lastName: 'Suite', firstName: 'Test', email: 's@test.example' },
    })
    const next = await prisma().companyContact.create({ data: { personId: person.id, companyId: house.id } })
    const mail = { template: 'placement.submitWeek', subject: 'x', html: 'x', text: 'x' }
    const lost = {
      eventKey: randomUUID(),
      messageId: randomUUID(),
      recipient: house.actor.email,
      status: 'failed',
    } as const
    await prisma().mailDelivery.create({ data: { ...mail, ...lost, createdAt: now() } })
    await watchBounces()
    await watchBounces()
    const alerts = () => prisma().alert.findMany({ where: { noun: 'CompanyContact', recordId: house.contactId } })
    expect(await alerts()).toMatchObject([{ status: 'open', severity: 'critical', departmentId: world.department.id }])
    await act(world.officer, 'CompanyContact', 'handOver', house.contactId, { contactId: next.id }, 'Courriel refusé')
    await watchBounces()
    expect(await alerts()).toMatchObject([{ status: 'closed' }])
  })

  test('gets a message for their telephone, never twice the same mail within a quarter of an hour, never the trainee’s mailbox', async () => {
    const { world, house, mine } = await opened()
    const send = () => act(world.officer, 'CompanyContact', 'sendPortal', house.contactId)
    await send()
    expect((await refusalOf(send())).code).toBe('link_cooldown')
    await prisma().person.update({
      where: { id: house.actor.personId },
      data: { email: null, phone: '+221 77 000 00 00' },
    })
    at('2026-06-05T19:00:00')
    expect((await refusalOf(send())).code).toBe('no_mailbox')
    await act(world.officer, 'CompanyContact', 'sharePortal', house.contactId)
    expect((await new Visitor(door).get(await pathTo(house))).text).toContain(`week/${mine.week}`)
    const audited = await prisma().event.findMany({ where: { recordId: house.contactId }, orderBy: { at: 'asc' } })
    expect(audited.map((one) => [one.verb, one.actorId])).toEqual([
      ['sendPortal', world.officer.actor.personId],
      ['sharePortal', world.officer.actor.personId],
    ])
    await prisma().companyContact.update({ where: { id: house.contactId }, data: { isActive: false } })
    expect((await refusalOf(act(world.officer, 'CompanyContact', 'sharePortal', house.contactId))).code).toBe(
      'inactive',
    )
  })
})

describe('a mail to a company without an account', () => {
  const letters = (recipient: string) =>
    prisma().mailDelivery.findMany({ where: { recipient }, orderBy: { createdAt: 'asc' } })

  test('leads to the week or the evaluation itself; with an account, to the desk', async () => {
    const { house, mine, link } = await opened()
    await tell({ noun: 'Placement', verb: 'submitWeek', recordId: mine.placementId, after: { week: '2026-06-03' } })
    await tell({ noun: 'Evaluation', verb: 'open', recordId: mine.evaluationId })
    const [week, evaluation] = (await letters(house.actor.email)).toSorted((a, b) =>
      b.template.localeCompare(a.template),
    )
    expect(week?.text).toContain(`${config.publicUrl}${link}/week/${mine.week}`)
    expect(week?.text).not.toContain('/admin/pages/weeks')
    const narrow = new RegExp(`${config.publicUrl}(/link/[\\w-]{43})`).exec(evaluation?.text ?? '')?.[1] ?? ''
    expect(narrow).not.toBe(link)
    const page = await new Visitor(door).submit(narrow, { does: 'submit', grade: '12' })
    expect([page.status, page.location]).toEqual([303, narrow])
    expect((await evaluationNow(mine.evaluationId)).status).toBe('submitted')
    expect((await new Visitor(door).get(`${narrow}/week/${mine.week}`)).status).toBe(404)

    const { personId } = house.actor
    at('2026-06-06T09:00:00')
    await prisma().account.create({ data: { personId, email: house.actor.email, status: 'active', passwordHash: 'x' } })
    await tell({ noun: 'Placement', verb: 'submitWeek', recordId: mine.placementId, after: { week: MONDAY } })
    const desk = (await letters(house.actor.email)).findLast((one) => one.template === 'placement.submitWeek')
    expect(desk?.text).toContain('/admin/pages/weeks')
    expect(desk?.text).not.toContain('/link/')
  })
})
