import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import type { Prisma } from '@prisma/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nameKey } from '../../src/domain/clubs/name-key.ts'
import { dateOfDay, now, setClock } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { act, clubWithBox, settle } from '../domain/clubs/cash-world.ts'
import { participant } from '../domain/clubs/small-club.ts'
import { at } from '../domain/internships/world.ts'
import { browser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { type Answer, type Door, openDoor, Visitor } from './visitor.ts'

let door: Door
let path = ''
let clubId = ''
beforeAll(testDatabase)
beforeAll(async () => {
  at('2027-03-12T10:00:00')
  path = `/clubs/${await story()}`
  door = await openDoor()
  return door.close
}, 60_000)
afterAll(() => setClock(null))

/** What must never leave; each is somewhere in the story below. */
const CANARIES = {
  amount: ['66500', '66 500', '66 500', '66 500'],
  motive: ['CANARI-motif'],
  matricule: ['CANARI-matricule'],
  phone: ['70112233'],
  suggestion: ['CANARI-suggestion'],
  difficulty: ['CANARI-difficulté'],
  email: ['canari@mail.example'],
  participants: ['Kaboré', 'Présent'],
  meetings: ['CANARI-réunion', 'excusé'],
  task: ['CANARI-tâche'],
  draft: ['CANARI-brouillon'],
  code: ['CANARI-code', 'CANARI-sel'],
}

/**
 * The programme of §5: twelve planned, seven held (40, 55, not taken, 61 then 38, 72, 80), one running, three to come, one
 * cancelled with approval; two more beside it.
 */
async function story(): Promise<string> {
  const world = await clubWithBox()
  clubId = world.club.id
  await prisma().club.update({ where: { id: clubId }, data: { mission: 'Programmer ensemble, chaque jeudi.' } })
  await settle(world, 'open', 66_500, { motive: 'CANARI-motif' })
  await act(world.treasurer, 'CashBox', 'verify', world.box.id)
  const people = await crowd()
  const programme = await prisma().actionProgramme.create({
    data: { clubId, year: '2026-2027', status: 'validated', validatedAt: now() },
  })
  const add = (day: string, data: Partial<Prisma.ActivityUncheckedCreateInput> = {}) =>
    prisma().activity.create({
      data: {
        ...{ clubId, theme: `Atelier du ${day}`, place: 'Amphi A', startsAt: dateOfDay(day) },
        ...{ programmeId: programme.id, plannedOn: dateOfDay(day), ...data },
      },
    })
  const held = async (day: string, n: number, data: Partial<Prisma.ActivityUncheckedCreateInput> = {}) => {
    const over = { status: 'finished', finishedAt: dateOfDay(day), difficulties: 'CANARI-difficulté' } as const
    const { id } = await add(day, { ...over, ...data })
    await prisma().attendance.createMany({ data: people.slice(0, n).map((one) => presence(id, one)) })
    return id
  }
  for (const [day, n] of [
    ['2026-10-08', 40],
    ['2026-11-05', 55],
    ['2026-12-03', 61],
    ['2027-01-14', 38],
  ] as const)
    await held(day, n)
  await held('2026-11-20', 0, { notTakenReason: 'Panne' })
  await held('2027-02-04', 72)
  const contest = await held('2027-02-11', 80, { kind: 'competition', theme: 'Concours <b>de code</b>' })
  for (const day of ['2026-12-10', '2027-01-28']) await held(day, 0, { programmeId: null, notTakenReason: 'Panne' })
  await add('2027-02-18', { status: 'cancelled', cancellationApprovedAt: now(), theme: 'Annulée' })
  for (const day of ['2027-04-01', '2027-05-06', '2027-06-03']) await add(day)
  const open = await add('2027-03-12', { status: 'running', slug: 'ABCDEFG', theme: 'Atelier Python' })
  await prisma().attendanceCode.create({
    data: {
      ...{ activityId: open.id, generation: 1, salt: 'CANARI-sel', codeHash: 'CANARI-code' },
      ...{ opensAt: now(), expiresAt: new Date(now().getTime() + 3_600_000) },
    },
  })
  await prisma().winner.createMany({
    data: [
      { activityId: contest, rank: 1, participantId: people[0] ?? null },
      { activityId: contest, rank: 2, participantId: people[1] ?? null },
    ],
  })
  await unseen()
  return world.club.slug
}

/** Eighty people; the first agreed to be named. */
async function crowd(): Promise<string[]> {
  const first = await participant('Ouédraogo', 'Aïcha', { showsName: true, matricule: 'CANARI-matricule' })
  const second = await participant('Kaboré', 'Issa', { matricule: 'CANARI-matricule-2' })
  const organiser = await participant('Discrète', 'Prisca', { nameKey: nameKey('Discrète', 'Prisca') })
  const others = await Promise.all(Array.from({ length: 77 }, () => participant('Présent', 'Zoé')))
  return [first, second, organiser, ...others].map(({ id }) => id)
}

const presence = (activityId: string, participantId: string) => ({
  ...{ activityId, participantId, receipt: randomUUID().slice(0, 12), idemKey: randomUUID() },
  ...{ validatedAt: now(), receivedAt: now(), rating: 4, suggestion: 'CANARI-suggestion' },
})

/** What a club has and does not say: a draft, a task, the marks of its bureau, who did not agree to be called. */
async function unseen(): Promise<void> {
  const draft = await prisma().actionProgramme.create({ data: { clubId, year: '2027-2028' } })
  await prisma().activity.create({
    data: { clubId, programmeId: draft.id, theme: 'CANARI-brouillon', startsAt: dateOfDay('2027-03-12') },
  })
  await prisma().task.create({ data: { clubId, name: 'CANARI-tâche' } })
  const seat = { clubId, firstName: 'Prisca', startsOn: dateOfDay('2026-10-01') }
  const shy = await prisma().clubMember.create({
    data: { ...seat, lastName: 'Discrète', phone: '+22670112233', email: 'canari@mail.example' },
  })
  await prisma().clubMember.create({
    data: { ...seat, lastName: 'Joignable', post: 'communication', email: 'prisca@mail.example', showsContact: true },
  })
  await prisma().clubMember.create({ data: { ...seat, lastName: 'Partie', endsOn: dateOfDay('2027-01-31') } })
  const meeting = await prisma().meeting.create({
    data: { clubId, subject: 'CANARI-réunion', heldAt: dateOfDay('2027-02-10'), status: 'closed' },
  })
  await prisma().meetingAttendance.create({ data: { meetingId: meeting.id, memberId: shy.id, mark: 'excused' } })
}

/** As it is read: without tags, entities and special spaces. */
const words = ({ text }: Answer): string =>
  text
    .replace(/<style[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/\s+/g, ' ')

const get = (to = path, headers: Record<string, string> = {}) => new Visitor(door).get(to, headers)

describe('The page of a club', () => {
  it('tells its marks once it chose to, and what the Amicale published of what was asked', async () => {
    const hidden = words(await get())
    expect(hidden).not.toContain('Appréciation')
    await prisma().club.update({ where: { id: clubId }, data: { showsRatings: true } })
    const asked = { clubId, said: 'Plus de places assises', done: 'La grande salle est réservée' }
    await prisma().improvement.create({ data: { ...asked, isPublic: true } })
    await prisma().improvement.create({ data: { clubId, said: 'CANARI-suite', isPublic: false } })
    const told = words(await get())
    expect(told).toMatch(/Appréciation 4,0 \/ 5 ?\d+ avis/)
    expect(told).toContain('Plus de places assises La grande salle est réservée')
    expect(told).not.toContain('CANARI')
    await prisma().club.update({ where: { id: clubId }, data: { showsRatings: false } })
    await prisma().improvement.deleteMany({})
  })

  it('says what comes, how far the programme is, and the four numbers', async () => {
    const page = await get()
    expect(page.status).toBe(200)
    const said = words(page)
    expect(said).toContain('Programmer ensemble, chaque jeudi.')
    expect(said).toMatch(/Prochaine activité Atelier Python Atelier 12 mars 2027, 00:00 · Amphi A Émarger/)
    expect(page.text).toContain('href="/presence/ABCDEFG"')
    expect(said).toContain('63,6 % réalisé : 7/11 activités, et +2 hors programme')
    expect(said).toMatch(
      /Activités 9 Participants en moyenne 57,7 sur 6 relevées \/ 9 terminées Participants uniques 80/,
    )
    expect(said).toContain('Évolution du trimestre +21,8 %')
    expect(said).toContain('11/02/2027 · Amphi A 80 présents')
    expect(said).toContain('non relevé')
    expect(said).not.toMatch(/Annulée|NaN|object|null|undefined/)
  })

  it('names those who agreed, and nobody else', async () => {
    const said = words(await get())
    expect(said).toMatch(/Palmarès Aïcha Ouédraogo Concours <b>de code<\/b> · 11\/02\/2027 1er I\. K\./)
    expect(said).toMatch(/Les plus assidus 1er Aïcha Ouédraogo 6 activités 1er/)
    // In the bureau, and not named in the ranking: nothing there ties one to the other
    expect(said).toContain('P. D. 6 activités')
    expect(said).not.toContain('organisateur')
    expect(said).toContain('Prisca Joignable Communication prisca@mail.example')
    expect(said).toContain('Prisca Discrète Membre exécutif')
    expect(said).not.toContain('Partie')
    expect(said).toContain('Registre vérifié le 12/03/2027 · chaîne intacte')
  })

  it('gives « Émarger » while attendance is open, and no longer', async () => {
    at('2027-03-12T12:00:00')
    const closed = await get()
    at('2027-03-12T10:00:00')
    expect(words(closed)).toContain('Atelier Python')
    expect(closed.text).not.toMatch(/Émarger|ABCDEFG/)
  })

  it('lets out none of the twelve canaries, as HTML or asked for as JSON', async () => {
    const answers = await Promise.all([
      ...[path, `${path}?format=json`, '/clubs', '/', `${path}/finance`].map((one) => get(one)),
      get(path, { accept: 'application/json' }),
    ])
    const bytes = answers.map(({ text, headers }) => text + JSON.stringify([...headers])).join('\n')
    for (const [what, signs] of Object.entries(CANARIES))
      for (const sign of signs) expect(bytes.includes(sign), `${what}: ${sign}`).toBe(false)
    expect(bytes).not.toContain(clubId)
  })

  it('is read without a session, and leaves nothing in the browser', async () => {
    const visitor = new Visitor(door)
    const page = await visitor.get(path, { cookie: 'preau=nonsense' })
    expect([...visitor.cookies]).toEqual([])
    expect(page.headers.get('cache-control')).toBe('public, max-age=60')
    expect(page.headers.get('content-security-policy')).toContain("script-src 'none'")
    expect(page.text).not.toMatch(/<script|<form|<input|https?:\/\//)
  })

  it('fits the first flight of a slow network: 14 kB and two requests', async () => {
    const { text } = await get()
    expect(gzipSync(text).length).toBeLessThanOrEqual(14 * 1024)
    expect([...text.matchAll(/(?:src|<link[^>]*href)="/g)].length + 1).toBeLessThanOrEqual(12)
  })
})

describe('A club that has done nothing yet', () => {
  it('has its page, which says so', async () => {
    await prisma().club.create({ data: { name: 'Neuf', slug: 'neuf' } })
    const page = await get('/clubs/neuf')
    expect(page.status).toBe(200)
    const said = words(page)
    expect(said).toContain('Aucune date annoncée')
    expect(said).toContain('n’est pas encore validé par l’Amicale')
    expect(said).toMatch(/Évolution du trimestre — /)
    expect(said).not.toMatch(/NaN|object|null|undefined/)
  })
})

describe('What is not there', () => {
  it('is the same missing page, whatever was tried', async () => {
    const closed = await prisma().club.create({ data: { name: 'Fermé', slug: 'ferme', isActive: false } })
    const tried = [`${path}/finance`, '/clubs/nulle-part', `/clubs/${closed.slug}`, '/clubs/%00', '/clubs/..%2fadmin']
    const answers = await Promise.all(tried.map((one) => get(one)))
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
    const same = answers.map(({ text }) => text.replace(/[\w-]{20,}/g, '').replace(/href="[^"]*"/g, ''))
    expect(new Set(same).size).toBe(1)
  })

  it('HEAD says no more than GET, and POST writes nothing', async () => {
    const visitor = new Visitor(door)
    expect((await visitor.send(path, { method: 'HEAD' })).text).toBe('')
    expect((await visitor.post(path, { name: 'Autre' })).status).toBe(404)
    expect((await visitor.send(path, { method: 'DELETE' })).status).toBe(405)
    expect(await prisma().club.count({ where: { name: 'Autre' } })).toBe(0)
  })
})

describe('The list of clubs', () => {
  it('is on the first page and at /clubs, active ones alone, each with its link', async () => {
    for (const to of ['/', '/clubs']) {
      const page = await get(to)
      expect(page.text).toContain(`href="${path}"`)
      expect(words(page)).toContain('Programmer ensemble, chaque jeudi.')
      expect(words(page)).not.toContain('Fermé')
    }
  })
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe('Everybody can read it', () => {
  it('on a phone and a laptop, light and dark, with fingers', async () => {
    const page = await (await browser()).newPage()
    // The checker is ours; visitors are served no script
    await page.setBypassCSP(true)
    const wrong: unknown[] = []
    for (const [scheme, width] of [
      ['light', 1280],
      ['dark', 360],
    ] as const) {
      await page.setViewport({ width, height: 800 })
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
      for (const to of [path, '/clubs']) {
        await page.goto(`${door.url}${to}`, { waitUntil: 'networkidle2' })
        await page.evaluate(axe)
        wrong.push(...((await page.evaluate(FAULTS)) as unknown[]))
      }
    }
    await page.close()
    expect(wrong).toEqual([])
  }, 60_000)
})

const FAULTS = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then(({ violations }) => [
    ...violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 120)),
    ...[...document.querySelectorAll('a:not(.skip)')].filter((a) => a.getBoundingClientRect().height < 44).map((a) => 'small: ' + a.href),
    ...(document.documentElement.scrollWidth > document.documentElement.clientWidth ? ['wider than the screen'] : []),
  ])`
