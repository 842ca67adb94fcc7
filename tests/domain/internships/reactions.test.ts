import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { internshipReactions } from '../../../jobs/internships/reactions.ts'
import { tellings } from '../../../jobs/internships/tellings.ts'
import { registerJobs } from '../../../jobs/main.ts'
import { isModel } from '../../../src/access/model.ts'
import { flowOf } from '../../../src/kit/flow.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { drainQueue } from '../../../src/platform/queue.ts'
import { renderMail } from '../../../src/platform/render.ts'
import { testDatabase } from '../../support/database.ts'
import { act, applied, at, candidature, day, forwarded, smallSchool } from './world.ts'

beforeAll(testDatabase)
beforeAll(registerJobs)
beforeEach(() => at('2026-01-05T10:00:00'))
afterAll(async () => {
  setClock(null)
  await closePdf()
})

const mails = (to: string) =>
  prisma().mailDelivery.findMany({ where: { recipient: to }, orderBy: { createdAt: 'asc' } })
const notices = (personId: string) => prisma().notification.findMany({ where: { personId } })
const templates = async (to: string) => (await mails(to)).map((mail) => mail.template).sort()

describe('Each mail that is promised', () => {
  const promised = Object.entries(tellings).filter(([, list]) => list.some((telling) => telling.mail))

  it.each(promised.map(([event]) => [event]))('for %s is written in French and in English', (event) => {
    const name = event.charAt(0).toLowerCase() + event.slice(1)
    for (const file of [`${name}.hbs`, `${name}.en.hbs`])
      expect(existsSync(fileURLToPath(new URL(`../../../templates/emails/${file}`, import.meta.url))), file).toBe(true)
  })

  it.each(promised.map(([event]) => [event]))(
    'for %s reads well with everything known, and with the least',
    (event) => {
      const name = event.charAt(0).toLowerCase() + event.slice(1)
      for (const locale of ['fr', 'en'] as const) {
        for (const words of [known(event), unknown(event)]) {
          const { subject, text } = renderMail(name, words, locale)
          expect(`${subject}\n${text}`).not.toMatch(/undefined|null|\[object|\{\{/)
          expect(subject.length).toBeGreaterThan(10)
          expect(text).toContain('/admin/resources/')
        }
      }
    },
  )

  it('bears the name of a verb that exists', () => {
    const unknown = Object.keys(internshipReactions).filter((event) => {
      const [noun = '', verb = ''] = event.split('.')
      return (
        !isModel(noun) || (!['create', 'update', 'delete', 'restore'].includes(verb) && !flowOf(noun)?.verbs.has(verb))
      )
    })
    expect(unknown).toEqual([])
  })
})

/** What facts.ts knows of each noun; the least is what is never empty. */
const NAMES = {
  student: 'Awa',
  offer: 'Dev web',
  company: 'Alpha',
  campaign: 'Printemps',
  seats: 2,
  number: 'C-2026-00001',
  amendment: 1,
  ...{ stageFr: 'finale', stageEn: 'final' },
  ...{ kindFr: 'Rapport', kindEn: 'Report', dueOn: '2026-06-12', week: '2026-06-01' },
}
const DETAILS = {
  ...{
    reason: 'Trop tard',
    rank: 2,
    until: '2026-01-12T23:59:59Z',
    interviewAt: '2026-01-08T14:00:00Z',
    version: 1,
    daysLate: 1,
  },
  ...{
    subject: 'Un outil',
    startsOn: '2026-03-02',
    endsOn: '2026-08-28',
    schoolTutor: 'M. Cissé',
    companyTutor: 'M. Fall',
  },
  ...{ startsAt: '2026-09-14T09:00:00Z', room: 'B12', building: 'Bâtiment B', jury: 'M. Cissé, Mme Sow' },
  ...{ changesFr: 'Fin : 28/08/2026 → 11/09/2026', changesEn: 'Ends on : …', effectiveOn: '2026-07-01' },
  ...{ fieldsFr: 'Sujet', fieldsEn: 'Subject', description: 'Six mois', closesOn: '2026-01-15' },
}
const known = (event: string) => ({ ...NAMES, ...DETAILS, firstName: 'Awa', href: `/admin/resources/${event}` })
const unknown = (event: string) => ({
  ...NAMES,
  ...Object.fromEntries(Object.keys(DETAILS).map((name) => [name, null])),
  ...{ firstName: 'Awa', href: `/admin/resources/${event}` },
})

describe('A candidature', () => {
  it('tells its student of each step and the company only once the school forwards it', async () => {
    const world = await smallSchool()
    const [awa, house] = [await world.student(), await world.company()]
    const id = await applied(awa, (await house.offer()).id)
    await drainQueue()
    expect(await templates(awa.actor.email)).toEqual(['candidature.submit'])
    expect(await templates(house.actor.email)).toEqual([])

    await act(world.officer, 'Candidature', 'shortlist', id)
    await act(world.officer, 'Candidature', 'forward', id)
    await drainQueue()
    const [letter] = await mails(house.actor.email)
    expect(letter).toMatchObject({ template: 'candidature.forward', noun: 'Candidature', recordId: id })
    expect(letter?.text).toContain(`/admin/resources/Candidature/records/${id}/show`)
    expect((await notices(awa.personId)).map((notice) => notice.title)).toContain(
      `Votre dossier est chez ${house.name}`,
    )
  })

  it('is forwarded by itself when its campaign says so', async () => {
    const world = await smallSchool({ forwardsOnShortlist: true })
    const [awa, house] = [await world.student(), await world.company()]
    const id = await applied(awa, (await house.offer()).id)
    await act(world.officer, 'Candidature', 'shortlist', id)
    await drainQueue()
    expect((await candidature(id)).status).toBe('forwarded')
    expect(await templates(house.actor.email)).toEqual(['candidature.forward'])
  })

  it('tells once, however often the job runs', async () => {
    const world = await smallSchool()
    const [awa, house] = [await world.student(), await world.company()]
    const id = await applied(awa, (await house.offer()).id)
    await drainQueue()
    const event = await prisma().event.findFirstOrThrow({ where: { recordId: id, verb: 'submit' } })
    for (const reaction of internshipReactions['Candidature.submit'] ?? []) await reaction(event)
    expect(await templates(awa.actor.email)).toHaveLength(1)
    expect(await notices(awa.personId)).toHaveLength(1)
  })

  it('accepted tells the companies of the three others, not those who never had the file', async () => {
    const world = await smallSchool()
    const awa = await world.student()
    const houses = [await world.company(), await world.company(), await world.company()]
    const [chosen, other, neverKnew] = houses
    if (!chosen || !other || !neverKnew) throw new Error('three companies')
    const id = await forwarded(world, awa, (await chosen.offer()).id)
    await forwarded(world, awa, (await other.offer()).id)
    await applied(awa, (await neverKnew.offer()).id)
    await act(chosen, 'Candidature', 'propose', id)
    await act(awa, 'Candidature', 'accept', id)
    await drainQueue()
    expect(await templates(chosen.actor.email)).toEqual(['candidature.accept', 'candidature.forward'])
    expect(await templates(other.actor.email)).toEqual(['candidature.forward', 'candidature.withdrawAuto'])
    expect(await templates(neverKnew.actor.email)).toEqual([])
  })
})

describe('A student who leaves the school', () => {
  it('frees the seat proposed to them, and leaves the officer to decide about an internship', async () => {
    const world = await smallSchool()
    const [awa, hugo, house] = [await world.student(), await world.student(), await world.company()]
    const offer = await house.offer({ seats: 1 })
    const [mine, next] = [await forwarded(world, awa, offer.id), await forwarded(world, hugo, offer.id)]
    await act(house, 'Candidature', 'propose', mine)
    await act(house, 'Candidature', 'waitlist', next)
    const base = { studentId: awa.id, companyId: house.id, campaignId: world.campaign.id }
    const placement = await prisma().placement.create({ data: { ...base, status: 'ongoing' } })
    await act(world.officer, 'Student', 'leave', awa.id, {}, 'Abandon')
    await drainQueue()
    expect((await candidature(mine)).status).toBe('closed')
    expect((await candidature(next)).status).toBe('proposed')
    expect(await prisma().alert.count({ where: { placementId: placement.id, status: 'open' } })).toBe(1)
    expect((await prisma().placement.findUniqueOrThrow({ where: { id: placement.id } })).status).toBe('ongoing')
  })
})

describe('Every mail to a student, a company and a tutor', () => {
  it('can be written in both languages: a whole story is played, then replayed for English readers', async () => {
    const world = await smallSchool()
    const [awa, house] = [await world.student(), await world.company()]
    for (const locale of ['fr', 'en']) {
      const offer = await house.offer({ seats: 2 })
      await prisma().account.deleteMany({ where: { personId: awa.personId } })
      const email = `${awa.actor.email}.${locale}`
      await prisma().account.create({ data: { personId: awa.personId, email, locale, status: 'active' } })
      const id = await forwarded(world, awa, offer.id)
      await act(house, 'Candidature', 'interview', id, { interviewAt: '2026-01-08T14:00:00Z' })
      await act(house, 'Candidature', 'waitlist', id)
      await act(house, 'Candidature', 'propose', id)
      const placementId = (await act(awa, 'Candidature', 'accept', id)).redirect?.id ?? ''
      const dates = { startsOn: day('2026-03-02'), endsOn: day('2026-08-28'), weeklyHours: 35 }
      const schoolTutorId = world.schoolTutor.actor.personId
      await prisma().placement.update({ where: { id: placementId }, data: { ...dates, schoolTutorId } })
      await act(world.officer, 'Placement', 'prevalidate', placementId)
      await act(world.officer, 'Placement', 'confirm', placementId)
      const agreementId = (await act(awa, 'Placement', 'draftAgreement', placementId)).redirect?.id ?? ''
      await act(awa, 'Agreement', 'submit', agreementId)
      await act(house, 'Agreement', 'requestChanges', agreementId, { fields: 'activities' }, 'Missions trop vagues')
      await act(awa, 'Agreement', 'submit', agreementId)
      await act(world.schoolTutor, 'Agreement', 'approvePedagogy', agreementId)
      await act(world.officer, 'Agreement', 'approve', agreementId)
      await drainQueue()
      await act(world.officer, 'Agreement', 'undoApproval', agreementId, {}, 'Date')
      await act(world.officer, 'Placement', 'cancel', placementId, {}, 'Projet abandonné')
      await drainQueue()
    }
    const sent = await mails(awa.actor.email)
    const subjects = sent.map((mail) => mail.subject)
    expect(subjects).toContain(`${house.name} vous propose un stage`)
    expect(subjects).toContain(`${house.name} offers you an internship`)
    const changes = sent.find((mail) => mail.template === 'agreement.requestChanges')
    expect(changes?.text).toContain('Missions trop vagues')
    expect(changes?.text).toContain('Activités confiées')
    const failed = await prisma().$queryRaw<
      { n: bigint }[]
    >`SELECT count(*) AS n FROM pgboss.job WHERE state = 'failed'`
    expect(Number(failed[0]?.n)).toBe(0)
    const frozen = await prisma().agreementVersion.findMany({ where: { sha256: { not: null } } })
    expect(frozen).toHaveLength(2)
  })
})
