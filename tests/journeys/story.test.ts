import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { registerJobs } from '../../jobs/main.ts'
import { seedDemo } from '../../prisma/seed.ts'
import { cast } from '../../prisma/seeds/cast.ts'
import { smallPdf } from '../../prisma/seeds/paper.ts'
import { act } from '../../prisma/seeds/stage.ts'
import { type Context, loadActor } from '../../src/access/actor.ts'
import { createWeb } from '../../src/application.ts'
import { createRecord } from '../../src/kit/record.ts'
import { dayOf, later, now } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { sha256 } from '../../src/platform/crypto.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { sealEvents, verifyChain } from '../../src/platform/event-chain.ts'
import { storeFile } from '../../src/platform/files.ts'
import { sendPending } from '../../src/platform/mail.ts'
import { closePdf } from '../../src/platform/pdf.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import { testDatabase } from '../support/database.ts'
import { upload } from '../support/samples.ts'
import { type Hands, sitDown } from './hands.ts'

const data = (name: string) => fileURLToPath(new URL(`../data/${name}`, import.meta.url))
const day = (days: number) => dayOf(later(now(), { days }), config.schoolTz)
const CAMPAIGN = 'Stages d’hiver'
const OFFER = 'Étude des pêches artisanales'
const OTHER_OFFER = 'Suivi des marchés ruraux'
const PHONE = 360

let base: string
let officer: Hands
let student: Hands
let company: Hands
let candidatureId: string
let placementId: string
let agreementId: string

beforeAll(async () => {
  const close = await testDatabase()
  registerJobs()
  await seedDemo()
  await drainQueue()
  const server = await createWeb()
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return async () => {
    server.closeAllConnections()
    await closePdf()
    await close()
  }
}, 300_000)

/** The work of the background process: mails, notices, documents. */
async function work(): Promise<void> {
  await drainQueue()
  await sendPending()
}

async function contextOf(email: string): Promise<Context> {
  const account = await prisma().account.findUniqueOrThrow({ where: { email } })
  const actor = await loadActor(account.id)
  if (!actor) throw new Error(`${email} has no open account`)
  return { actor, now: now(), requestId: '0190f3a0-0000-7000-8000-000000000001', ip: null, readOnly: false }
}

const mailsAbout = (template: string) =>
  prisma().mailDelivery.findMany({ where: { template, createdAt: { gt: opened } } })
let opened = now()

describe('the story of an internship, from a file to a signed-off document', { timeout: 240_000 }, () => {
  test('the officer logs in with a password and a code, and reads what waits', async () => {
    opened = now()
    officer = await sitDown(base)
    await officer.logIn(cast.officer)
    await officer.reads('Bonjour Bénédicte')
    await officer.reads('À faire')
  })

  test('a file of students goes in: bad rows named, good ones kept, a second time nothing changes', async () => {
    await officer.goTo('/admin/resources/Student')
    const before = await prisma().student.count()
    await importFile('etudiants.csv')
    await officer.reads('Vouliez-vous écrire « Licence Statistique » ?')
    await officer.press('Importer 180 lignes')
    await officer.reads('Import terminé')
    await officer.reads('Télécharger les lignes refusées')
    expect(await prisma().student.count()).toBe(before + 180)
    await officer.press('Envoyer un autre fichier')
    await chosen('etudiants.csv')
    await officer.reads('Rien à importer : les 180 lignes correctes sont déjà enregistrées à l’identique.')
    await officer.press('Terminer et récupérer les lignes à corriger')
    await officer.reads('Import terminé : rien n’a changé')
    expect(await prisma().student.count()).toBe(before + 180)
  })

  test('a workbook of companies goes in: a probable duplicate is shown, never merged', async () => {
    await officer.goTo('/admin/resources/Company')
    await importFile('entreprises.xlsx')
    await officer.reads('doublon')
    const rows = await officer.page.$$eval('button.primary', (all) => all.map((one) => one.innerText).join())
    await officer.press(/Importer \d+ lignes/.exec(rows)?.[0] ?? 'Importer')
    await officer.reads('Import terminé')
    expect(await prisma().company.count({ where: { name: 'PHARMACIE CENTRALE GROUPE' } })).toBe(1)
    expect(await prisma().company.count({ where: { name: 'Pharmacie Centrale Groupe' } })).toBe(1)
  })

  test('a campaign opens for a cohort, and not before it has one', async () => {
    await officer.goTo('/admin/resources/Campaign/actions/new')
    await officer.fill('Nom', CAMPAIGN)
    await officer.choose('Département', 'Informatique')
    await officer.fill('Année universitaire', '2026-2027')
    const dates = ['Ouverture des candidatures', 'Clôture des candidatures', 'Commission', 'Début des stages']
    const others = ['Fin des stages', 'Remise des rapports', 'Soutenances']
    for (const [i, label] of [...dates, ...others].entries()) await officer.fill(label, day(i * 20))
    await officer.press('Créer')
    await officer.reads('C’est créé')
    const campaign = await prisma().campaign.findUniqueOrThrow({ where: { name: CAMPAIGN } })
    await officer.goTo(`/admin/resources/Campaign/records/${campaign.id}/show`)
    await officer.press('Ouvrir la campagne')
    await officer.press('Ouvrir la campagne')
    await officer.reads('Aucune promotion ne participe à cette campagne')
    await officer.press('Annuler')
    const cohort = await cohortOfStudent()
    await officer.goTo(`/admin/resources/CampaignCohort/actions/new?set.campaignId=${campaign.id}`)
    await officer.choose('Promotion', 'Data science', cohort)
    await officer.press('Créer')
    await officer.reads('C’est créé')
    await officer.goTo(`/admin/resources/Campaign/records/${campaign.id}/show`)
    await officer.press('Ouvrir la campagne')
    await officer.press('Ouvrir la campagne')
    await officer.reads('La campagne est ouverte')
    await work()
  })

  test('an offer with two seats is written, submitted and published', async () => {
    await officer.goTo('/admin/resources/Offer/actions/new')
    await officer.choose('Entreprise', 'Alpha Numérique')
    await officer.choose('Campagne', CAMPAIGN)
    await officer.fill('Intitulé', OFFER)
    await officer.fill('Description', 'Décrire les prises de douze ports et en suivre le prix pendant quatre mois.')
    await officer.fill('Compétences', 'Statistique descriptive, rédaction')
    await officer.fill('Gratification', '90 000')
    await officer.fill('Monnaie', 'XOF')
    await officer.fill('Ville', 'Dakar')
    await officer.fill('Places', '2')
    await officer.fill('Heures par semaine', '40')
    await officer.choose('Contact', 'Fall')
    await officer.press('Créer')
    await officer.reads('C’est créé')
    const offer = await prisma().offer.findFirstOrThrow({ where: { title: OFFER } })
    await officer.goTo(`/admin/resources/Offer/records/${offer.id}/show`)
    await officer.press('Soumettre à l’école')
    await officer.reads('L’offre attend l’accord de l’école')
    await officer.press('Publier')
    await officer.reads('L’offre est visible des étudiants de la campagne')
    await otherOffer(offer.campaignId)
    await work()
  })

  test('a student applies from a telephone, with a CV and a letter', async () => {
    student = await sitDown(base, PHONE)
    await student.logIn(cast.student)
    await student.goTo(`/admin/resources/Offer?query=${encodeURIComponent('pêches')}`)
    await student.reads(OFFER)
    expect(await student.fits()).toBe(true)
    await student.press(OFFER)
    await student.press('Candidater')
    await student.attach('CV (PDF)', pdf('cv.pdf'))
    await student.attach('Lettre de motivation (PDF)', pdf('lettre.pdf'))
    await student.press('Candidater')
    await student.reads('Votre candidature est partie à l’école')
    expect(await student.fits()).toBe(true)
    const offer = await prisma().offer.findFirstOrThrow({ where: { title: OFFER } })
    const made = await prisma().candidature.findFirstOrThrow({ where: { offerId: offer.id } })
    candidatureId = made.id
    await forwardTo(await applyElsewhere(cast.student.email, OTHER_OFFER))
    await work()
    expect(await mailsAbout('candidature.submit')).toHaveLength(2)
  })

  test('the officer shortlists and forwards; the company had seen nothing until then', async () => {
    company = await sitDown(base)
    await company.logIn(cast.alpha)
    await company.goTo(`/admin/resources/Candidature/records/${candidatureId}/show`)
    await company.reads('Introuvable')
    await officer.goTo(`/admin/resources/Candidature/records/${candidatureId}/show`)
    await officer.press('Présélectionner')
    await officer.reads('Présélectionnée')
    await officer.press('Transmettre à l’entreprise')
    await officer.reads('L’entreprise a reçu le dossier')
    await work()
    const told = (await mailsAbout('candidature.forward')).map((mail) => mail.recipient)
    expect(told.sort()).toEqual([cast.alpha.email, cast.beta.email])
  })

  test('the company’s tutor sees this candidature and no other of the campaign, and proposes', async () => {
    await applyElsewhere(cast.studentWithPlacement.email, OFFER)
    const offer = await prisma().offer.findFirstOrThrow({ where: { title: OFFER } })
    await company.goTo(`/admin/resources/Candidature?filters.offerId=${offer.id}`)
    await company.reads('1 résultat')
    await company.reads('Diakité')
    await company.goTo(`/admin/resources/Candidature/records/${candidatureId}/show`)
    await company.press('Proposer le stage')
    await company.reads('Une place est retenue')
    await work()
  })

  test('the student accepts: the other candidature leaves, its company is told, a placement holds the seat', async () => {
    await student.goTo(`/admin/resources/Candidature/records/${candidatureId}/show`)
    await student.press('Accepter la proposition')
    await student.press('Accepter la proposition')
    await student.reads('Félicitations')
    await work()
    const placement = await prisma().placement.findUniqueOrThrow({ where: { candidatureId }, include: { offer: true } })
    placementId = placement.id
    expect([placement.offer?.taken, placement.offer?.seats]).toEqual([1, 2])
    const other = await prisma().candidature.findFirstOrThrow({
      where: { studentId: placement.studentId, offer: { title: OTHER_OFFER } },
    })
    expect(other.status).toBe('withdrawn_auto')
    const told = await mailsAbout('candidature.withdrawAuto')
    expect(told.map((mail) => mail.recipient)).toEqual([cast.beta.email])
  })

  test('the placement is confirmed once both tutors are named', async () => {
    await officer.goTo(`/admin/resources/Placement/records/${placementId}/show`)
    await officer.press('Prévalider')
    await officer.reads('Affectation prévalidée')
    await officer.press('Confirmer l’affectation')
    await officer.reads('n’est pas prête')
    await officer.goTo(`/admin/resources/Placement/records/${placementId}/edit`)
    await officer.choose('Tuteur école', 'Cissé')
    await officer.press('Enregistrer')
    await officer.reads('Cissé')
    await officer.press('Confirmer l’affectation')
    await officer.reads('Affectation confirmée')
    await officer.press('Préparer la convention')
    await officer.reads('La convention est prête à compléter')
    agreementId = (await prisma().agreement.findFirstOrThrow({ where: { placementId } })).id
  })

  test('the agreement is submitted by the student, then approved by the school tutor, then by the officer', async () => {
    const tutor = await sitDown(base)
    await student.goTo(`/admin/resources/Agreement/records/${agreementId}/show`)
    await student.press('Soumettre')
    await student.reads('La convention est soumise')
    await tutor.logIn(cast.tutorCisse)
    await tutor.goTo(`/admin/resources/Agreement/records/${agreementId}/show`)
    await tutor.press('Valider (tuteur école)')
    await tutor.reads('Convention validée')
    await tutor.leave()
    await officer.goTo(`/admin/resources/Agreement/records/${agreementId}/show`)
    await officer.press('Valider (administration)')
    await officer.press('Valider (administration)')
    await officer.reads('Attestation d’assurance demandée')
    await officer.goTo(`/admin/resources/SupportingDocument/actions/new?set.placementId=${placementId}`)
    await officer.pick('Pièce', 'Responsabilité civile')
    await officer.pick('État', 'Acceptée')
    await officer.press('Créer')
    await officer.reads('Acceptée')
    await officer.goTo(`/admin/resources/Agreement/records/${agreementId}/show`)
    await officer.press('Valider (administration)')
    await officer.press('Valider (administration)')
    await officer.reads('son document est en préparation')
    await work()
  })

  test('its document is frozen: a number, a version, a digest, and the same bytes each time', async () => {
    const version = await prisma().agreementVersion.findFirstOrThrow({
      where: { agreementId },
      include: { agreement: true },
    })
    expect(version.agreement.number).toMatch(/^C-\d{4}-\d{5}$/)
    await officer.goTo(`/admin/resources/AgreementVersion/records/${version.id}/show`)
    await officer.reads(version.sha256 ?? 'no digest')
    const href = await officer.page.$eval('a.file', (link) => link.getAttribute('href') ?? '')
    const digests = [await digestOf(officer, href), await digestOf(student, href)]
    expect(digests).toEqual([version.sha256, version.sha256])
  })

  test('every step is in the history: who, in which role, from what to what', async () => {
    await officer.goTo(`/admin/resources/Candidature/records/${candidatureId}/show`)
    await officer.press('Historique')
    for (const words of ['Présélectionner', 'Bénédicte Morel', 'Proposer le stage', 'Ibrahima Fall', 'Moussa Diakité'])
      await officer.reads(words)
    const changes = await officer.page.$$eval('.history li li', (all) => all.map((one) => one.textContent ?? ''))
    expect(changes.some((change) => /Soumise.*Présélectionnée/.test(change))).toBe(true)
  })

  test('each mail left once, and the chain of events holds', async () => {
    const mails = await prisma().mailDelivery.findMany({ where: { createdAt: { gt: opened } } })
    const files = readdirSync(join(config.dataDir, 'mail')).filter((name) => name.endsWith('.eml'))
    const texts = files.map((name) => readFileSync(join(config.dataDir, 'mail', name), 'utf8'))
    for (const { messageId } of mails) expect(texts.filter((text) => text.includes(messageId))).toHaveLength(1)
    expect(mails.length).toBeGreaterThan(8)
    await sealEvents()
    expect(await verifyChain()).toMatchObject({ ok: true })
  })
})

async function importFile(name: string): Promise<void> {
  await officer.press('Importer')
  await chosen(name)
}

async function chosen(name: string): Promise<void> {
  const input = await officer.page.waitForSelector('input[type=file]')
  await input?.uploadFile(data(name))
  await officer.press('Vérifier le fichier')
  await officer.reads('Voici ce qui se passera')
}

async function cohortOfStudent(): Promise<string> {
  const student = await prisma().student.findFirstOrThrow({
    where: { person: { email: cast.student.email } },
    include: { cohort: { include: { programme: true } } },
  })
  return `${student.cohort.programme.name} ${student.cohort.year}`
}

/** The second offer, so that the student has something to leave. */
async function otherOffer(campaignId: string): Promise<void> {
  const ctx = await contextOf(cast.officer.email)
  const host = await prisma().company.findFirstOrThrow({ where: { name: 'Bêta Conseil' }, include: { contacts: true } })
  const offer = { companyId: host.id, contactId: host.contacts[0]?.id, campaignId, title: OTHER_OFFER }
  const { id } = await createRecord(ctx, 'Offer', offer)
  await act(ctx, 'Offer', 'submit', id)
  await act(ctx, 'Offer', 'publish', id)
}

async function applyElsewhere(email: string, title: string): Promise<string> {
  const ctx = await contextOf(email)
  if (ctx.actor.kind !== 'person') throw new Error('A person applies')
  const { personId } = ctx.actor
  const keep = (name: string) =>
    transaction((tx) => storeFile(tx, upload(name, smallPdf([name])), { accept: ['pdf'], uploadedById: personId }))
  const [cv, letter] = [await keep('cv.pdf'), await keep('lettre.pdf')]
  const offer = await prisma().offer.findFirstOrThrow({ where: { title } })
  const { redirect } = await act(ctx, 'Offer', 'apply', offer.id, { cvFileId: cv.id, letterFileId: letter.id })
  return redirect?.id ?? ''
}

async function forwardTo(id: string): Promise<void> {
  const ctx = await contextOf(cast.officer.email)
  await act(ctx, 'Candidature', 'shortlist', id)
  await act(ctx, 'Candidature', 'forward', id)
}

function pdf(name: string): string {
  const path = join(config.dataDir, name)
  writeFileSync(path, smallPdf([name]))
  return path
}

const digestOf = async ({ page }: Hands, href: string): Promise<string> => {
  const bytes = await page.evaluate(async (path) => {
    const answer = await fetch(path)
    return [...new Uint8Array(await answer.arrayBuffer())]
  }, href)
  return sha256(Buffer.from(bytes))
}
