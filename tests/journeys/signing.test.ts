import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerJobs } from '../../jobs/main.ts'
import { smallPdf } from '../../prisma/seeds/paper.ts'
import { createWeb } from '../../src/application.ts'
import { freezeAgreement } from '../../src/domain/internships/agreement-document.ts'
import { freezeAmendment } from '../../src/domain/internships/amendment-document.ts'
import { updateRecord } from '../../src/kit/record.ts'
import { setClock } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { sha256 } from '../../src/platform/crypto.ts'
import { prisma } from '../../src/platform/db.ts'
import { closePdf } from '../../src/platform/pdf.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import { act, asRole, at, day, smallSchool, type World } from '../domain/internships/world.ts'
import { codeOf, PASSWORD, SEED, someone } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { type Hands, sitDown } from './hands.ts'

const HOLIDAYS = ['2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25', '2026-07-14']
const PHONE = 360

let base: string
let officer: Hands
let phone: Hands
let boss: ReturnType<typeof asRole>
let world: World
let story: Awaited<ReturnType<typeof openStory>>
/** The page of the tutor’s trainees, as their officer gave it to them. */
let page = ''

beforeAll(async () => {
  const close = await testDatabase()
  registerJobs()
  at('2026-06-15T10:00:00')
  const server = await createWeb()
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  story = await openStory()
  officer = await officerAtDesk()
  phone = await sitDown(base, PHONE)
  return async () => {
    server.closeAllConnections()
    await closePdf()
    await close()
  }
}, 300_000)
afterAll(() => setClock(null))

/** An internship in France, 02/03 to 28/08, its agreement handed in by the student; its tutor has no account. */
async function openStory() {
  const holidays = { create: HOLIDAYS.map((one) => ({ day: day(one), name: one })) }
  await prisma().holidayCalendar.create({ data: { country: 'France', year: 2026, holidays } })
  world = await smallSchool()
  const [student, house] = [await world.student(), await world.company()]
  await prisma().company.update({ where: { id: house.id }, data: { country: 'France' } })
  const next = await prisma().person.create({
    data: { firstName: 'Rokia', lastName: 'Relève', email: 'rokia@test.example' },
  })
  const standIn = await prisma().companyContact.create({ data: { personId: next.id, companyId: house.id } })
  const placement = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, companyId: house.id, campaignId: world.campaign.id, contactId: house.contactId },
      ...{ schoolTutorId: world.schoolTutor.actor.personId, subject: 'Un outil', status: 'confirmed', payUnit: 'hour' },
      ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28'), weeklyHours: 35, weeklyDays: 5, pay: 4.5 },
    },
  })
  const id = (await act(student, 'Placement', 'draftAgreement', placement.id)).redirect?.id ?? ''
  await prisma().agreement.update({ where: { id }, data: { activities: 'Développer', skills: 'TypeScript' } })
  await act(student, 'Agreement', 'submit', id)
  return { student, house, placementId: placement.id, id, standInId: standIn.id }
}

async function officerAtDesk(): Promise<Hands> {
  const who = await someone(['internship_officer'], { seed: SEED })
  boss = asRole('internship_officer', { id: who.personId, email: who.email })
  const hands = await sitDown(base)
  await hands.goTo('/login')
  await hands.page.locator('input[name=email]').fill(who.email)
  await hands.page.locator('input[name=password]').fill(PASSWORD)
  await Promise.all([hands.page.waitForNavigation(), hands.page.keyboard.press('Enter')])
  await hands.page.locator('input[name=code]').fill(codeOf(SEED))
  await Promise.all([hands.page.waitForNavigation(), hands.page.keyboard.press('Enter')])
  return hands
}

async function approved(): Promise<void> {
  await act(world.schoolTutor, 'Agreement', 'approvePedagogy', story.id)
  await act(boss, 'Agreement', 'approve', story.id)
  await freezeAgreement(story.id)
}
const record = (model: string, id: string, query = '') => `/admin/resources/${model}/records/${id}/show${query}`
const agreementNow = () => prisma().agreement.findUniqueOrThrow({ where: { id: story.id } })
const lines = () =>
  prisma().signatory.findMany({
    where: { agreementId: story.id, amendmentId: null, status: { not: 'void' } },
    orderBy: { order: 'asc' },
  })
const lineOf = async (capacity: string) => (await lines()).find((line) => line.capacity === capacity)?.id ?? ''
const signsItself = (who: typeof boss) => act(who, 'Agreement', 'sign', story.id, { read: true })

/** Ticks the box and signs, on the page that the telephone shows. */
async function signs(): Promise<void> {
  await phone.page.locator('input[name=read]').click()
  await phone.press('Signer')
  await phone.reads('Vous avez signé le')
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds serious at WCAG 2.2 AA; a run that checked nothing is a fault of its own. */
async function seriousIn(shown: Page): Promise<unknown> {
  await shown.evaluate(axe)
  return shown.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then(({ passes, violations }) =>
      passes.length < 10 ? ['nothing was checked'] : violations.filter((one) => ['serious', 'critical'].includes(one.impact))
        .map((one) => one.id + ' ' + one.nodes[0].html.slice(0, 160)))`,
  )
}

describe('an agreement signed by a company that has no account', { timeout: 240_000 }, () => {
  test('the officer gives the tutor one link, written down in the history; the tutor checks the facts from a telephone', async () => {
    await officer.goTo(record('CompanyContact', story.house.contactId, '?tab=portal'))
    await officer.press('Préparer un message (WhatsApp, SMS)')
    await officer.reads('Sa préparation est au journal')
    const text = await officer.page.$eval('.portal-message textarea', (one) => (one as HTMLTextAreaElement).value)
    page = /\/link\/[\w-]{43}/.exec(text)?.[0] ?? ''
    await phone.goTo(page)
    await phone.reads('1 chose vous attend')
    expect(await phone.fits()).toBe(true)
    await phone.press('Vérifier la convention')
    await phone.press('Tout est exact')
    await phone.reads('vous avez confirmé ces informations')
    await approved()
    await phone.goTo(page)
    await phone.reads('Convention validée : la signature vient ensuite.')
  })

  test('example 15: out of turn it says so; once recalled, the page that was open signs nothing', async () => {
    await officer.goTo(record('Agreement', story.id))
    await officer.press('Envoyer à la signature')
    await officer.press('Envoyer à la signature')
    await officer.reads('Le premier signataire est prévenu')
    const early = `${page}/sign/${await lineOf('company_tutor')}`
    await phone.goTo(early)
    await phone.reads('Ce n’est pas encore votre tour')
    await signsItself(story.student)
    await signsItself(world.schoolTutor)
    await phone.goTo(page)
    await phone.press('Signer la convention (tuteur en entreprise)')
    await phone.reads('Signatures : 2/5')
    await officer.goTo(record('Agreement', story.id).replace(/show$/, 'recall'))
    await officer.fill('Motif', 'Le sujet change')
    await officer.press('Rappeler la convention')
    await officer.reads('Convention rappelée')
    await phone.page.locator('input[name=read]').click()
    await phone.press('Signer')
    await phone.reads('Ce lien n’ouvre plus rien')
    expect(await lines()).toEqual([])
    await act(boss, 'Agreement', 'undoApproval', story.id, {}, 'Le sujet change')
    await act(boss, 'Agreement', 'requestChanges', story.id, {}, 'Le sujet change')
    await updateRecord(boss.ctx(), 'Agreement', story.id, null, { subject: 'Un autre outil' })
    await act(story.student, 'Agreement', 'submit', story.id)
    await approved()
    expect((await agreementNow()).currentVersion).toBe(2)
  })

  test('example 17: by link, on paper with its scan, at the desk: five of five, mixed, and the paper never changes', async () => {
    await act(boss, 'Agreement', 'sendToSign', story.id, { again: true })
    await signsItself(story.student)
    await signsItself(world.schoolTutor)
    await phone.goTo(page)
    await phone.press('Signer la convention (tuteur en entreprise)')
    await phone.reads('Version 2')
    await signs()
    // Twice is refused: the page has no form any more, and a form kept from before says so
    expect(await phone.page.$('input[name=read]')).toBeNull()

    await officer.goTo(record('Agreement', story.id, '?tab=circuit'))
    await officer.reads('3 signatures sur 5')
    await officer.reads('Circuits précédents, sans effet (1)')
    await officer.press(`Signé sur papier — ${(await lines()).find((one) => one.capacity === 'company')?.name ?? ''}`)
    const path = join(config.dataDir, 'signee.pdf')
    writeFileSync(path, smallPdf(['Signée']))
    await officer.attach('Document signé, numérisé', path)
    await officer.fill('Signé le', '12/06/2026')
    await officer.press(`Enregistrer des signatures papier — ${(await lines())[3]?.name ?? ''}`)
    await officer.reads('4 signatures sur 5')
    await officer.press('Signer')
    await officer.page.locator('dialog[open] input[type=checkbox]').click()
    await officer.press('Signer')
    await officer.reads('5 signatures sur 5')
    await officer.reads('Mixte')
    expect((await agreementNow()).status).toBe('signed')

    const version = { agreementId_number: { agreementId: story.id, number: 2 } }
    const before = await prisma().agreementVersion.findUniqueOrThrow({ where: version, include: { file: true } })
    await prisma().company.update({ where: { id: story.house.id }, data: { name: 'Tout autre nom' } })
    await freezeAgreement(story.id)
    await phone.goTo(page)
    await phone.reads('Exemplaire papier (PDF)')
    const href = await phone.page.$$eval(
      '.papers a',
      (all) =>
        all.find((one) => (one as HTMLElement).innerText.startsWith('Convention signée'))?.getAttribute('href') ?? '',
    )
    const handed = Buffer.from(await (await fetch(base + href)).arrayBuffer())
    expect(sha256(handed)).toBe(before.file?.sha256)
    const after = await prisma().agreementVersion.findUniqueOrThrow({ where: version })
    expect(after.sha256).toBe(before.sha256)
  })

  test('example 19: an amendment signed by the same link, and the situation in force before and after it', async () => {
    await prisma().placement.update({ where: { id: story.placementId }, data: { status: 'ongoing' } })
    const amendment = (await act(boss, 'Agreement', 'amend', story.id, { kind: 'interruption' })).redirect?.id ?? ''
    const away = { interruptedFrom: '2026-08-03', interruptedUntil: '2026-08-14' }
    await updateRecord(boss.ctx(), 'Amendment', amendment, null, away)
    await act(boss, 'Amendment', 'submit', amendment)
    await act(world.schoolTutor, 'Amendment', 'approvePedagogy', amendment)
    await act(boss, 'Amendment', 'approve', amendment)
    await freezeAmendment(amendment)
    await act(boss, 'Amendment', 'sendToSign', amendment)
    const sign = (who: typeof boss) => act(who, 'Amendment', 'sign', amendment, { read: true })
    await sign(story.student)
    await sign(world.schoolTutor)
    for (const as of ['tuteur en entreprise', 'représentant de l’entreprise']) {
      await phone.goTo(page)
      await phone.press(`Signer l’avenant n° 1 (${as})`)
      await phone.reads('Avenant à la convention')
      await signs()
    }
    await sign(boss)
    await officer.goTo(record('Amendment', amendment, '?tab=circuit'))
    await officer.reads('5 signatures sur 5')
    await officer.goTo(record('Agreement', story.id, '?tab=inForce'))
    await officer.reads('114 jours de présence, 798 h')
    await officer.reads('Avenant n° 1 : interruption')
    await officer.fill('Situation au', '14/06/2026')
    await officer.press('Afficher')
    await officer.reads('Pas en vigueur à cette date')
    await officer.reads('124 jours de présence, 868 h')
    await phone.goTo(page)
    await phone.reads('Avenant n° 1 (PDF)')
  })

  test('each page of the link is within everybody’s reach, in the light and in the dark', async () => {
    const { placementId } = story
    const entry = { hours: 7, content: 'Écran de saisie', status: 'submitted', submittedAt: day('2026-06-12') } as const
    await prisma().logbookEntry.create({ data: { ...entry, placementId, day: day('2026-06-08') } })
    const form = await prisma().evaluation.create({ data: { placementId, kind: 'company', status: 'open' } })
    const steps = [
      '',
      `/week/${placementId}.2026-06-08`,
      `/evaluate/${form.id}`,
      `/sign/${await lineOf('company_tutor')}`,
    ]
    for (const value of ['light', 'dark']) {
      await phone.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])
      for (const step of steps) {
        await phone.goTo(page + step)
        expect(await seriousIn(phone.page), `${value} ${step}`).toEqual([])
        expect(await phone.fits(), step).toBe(true)
      }
    }
    await phone.goTo(`${page}/week/${placementId}.2026-06-08`)
    await phone.press('Valider la semaine')
    await phone.reads('ces heures sont acquises')
    await phone.press('Remplir l’évaluation finale')
    await phone.fill('Note', '15')
    await phone.press('Soumettre l’évaluation')
    await phone.reads('Merci : l’évaluation est soumise.')
  })

  test('rule 12: the tutor leaves, another contact takes over by mail; rule 13: an expired page offers its renewal', async () => {
    await officer.goTo(record('CompanyContact', story.house.contactId).replace(/show$/, 'handOver'))
    await officer.choose('À qui', 'Relève')
    await officer.fill('Motif', 'La tutrice a quitté l’entreprise')
    await officer.press('Passer le relais à un autre contact')
    await officer.reads('Le relais est passé')
    await phone.goTo(page)
    await phone.reads('Ce lien n’ouvre plus rien')
    await drainQueue()
    const mailed = async (template: string) => {
      const mail = await prisma().mailDelivery.findFirst({ where: { recipient: 'rokia@test.example', template } })
      return /\/link\/[\w-]{43}/.exec(mail?.text ?? '')?.[0] ?? ''
    }
    const fresh = await mailed('companyContact.sendPortal')
    await phone.goTo(fresh)
    await phone.reads('Bonjour Rokia')
    await phone.reads('Convention signée (PDF)')
    at('2026-08-20T10:00:00')
    await phone.goTo(fresh)
    await phone.reads('Ce lien a expiré')
    await phone.press('Recevoir un nouveau lien')
    await phone.reads('Regardez vos messages')
    await phone.goTo(await mailed('accessLink.renew'))
    await phone.reads('Bonjour Rokia')
    expect(await phone.fits()).toBe(true)
  })
})
