import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { perform } from '../../src/kit/command.ts'
import { dateOfDay, dayOf, now } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { asRole } from '../domain/internships/world.ts'
import type { Door } from '../http/visitor.ts'
import { browser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { type Inside, inside, openDesk } from './opened-desk.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
let door: Door
let officer: Inside
let student: Inside
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  officer = await inside(door, 'internship_officer')
  student = await inside(door, 'student')
  await prepare()
  return door.close
})

const SUBMITTED = 3

/** A campaign that ends today, this student’s candidatures in it, one of them shortlisted by the officer. */
async function prepare() {
  const today = dateOfDay(dayOf(now(), 'UTC'))
  const enrolled = await prisma().student.findUniqueOrThrow({
    where: { personId: student.who.personId },
    include: { cohort: { include: { programme: true } } },
  })
  const { cohortId, cohort } = enrolled
  const campaign = await prisma().campaign.create({
    data: {
      ...{ name: 'Campagne de printemps', academicYear: '2026-2027', departmentId: cohort.programme.departmentId },
      ...{ status: 'open', opensOn: today, closesOn: today, cohorts: { create: { cohortId } } },
    },
  })
  const company = await prisma().company.create({ data: { name: 'Baobab', city: 'Dakar', status: 'approved' } })
  const ids: string[] = []
  for (let n = 0; n <= SUBMITTED; n++) {
    const title = `Stage de terrain ${n}`
    const offer = { title, companyId: company.id, campaignId: campaign.id, status: 'published' as const }
    const { id: offerId } = await prisma().offer.create({ data: offer })
    const data = { studentId: enrolled.id, offerId, campaignId: campaign.id, status: 'submitted' as const }
    ids.push((await prisma().candidature.create({ data })).id)
  }
  const { personId, email } = officer.who
  const acting = asRole('internship_officer', { id: personId, email })
  await perform(acting.ctx(), 'Candidature', 'shortlist', ids[0] ?? '')
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Look = { width?: number; dark?: boolean }

async function open({ visitor }: Inside, path: string, { width = 1280, dark = false }: Look = {}) {
  const context = await (await browser()).createBrowserContext()
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()))
  await page.setViewport({ width, height: 800 })
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }])
  await page.setCookie(...[...visitor.cookies].map(([name, value]) => ({ name, value, url: door.url })))
  // The bell keeps a stream open: the network is never idle
  await page.goto(door.url + path, { waitUntil: 'load' })
  return { page, troubles, close: () => context.close() }
}

async function wrongIn(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const said = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then(({ passes, violations }) =>
      passes.length < 10 ? ['nothing was checked'] : violations.map((one) => one.id + ' ' + one.nodes[0].html.slice(0, 160)))`,
  )
  return Array.isArray(said) ? said.map(String) : ['axe gave no answer']
}

const reads = (page: Page, text: string) =>
  page.waitForFunction((word: string) => document.body.innerText.includes(word), {}, text)
const press = (page: Page, text: string) => page.locator(`::-p-xpath(//button[normalize-space()="${text}"])`).click()
const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)
const LOOKS = [
  { width: 1280, dark: false },
  { width: 1280, dark: true },
  { width: 360, dark: false },
  { width: 360, dark: true },
]

const SCREENS: [string, string, string][] = [
  ['the charts of the first page', '/admin', 'Placement par filière'],
  ['the activity of the first page', '/admin', 'avez présélectionné'],
  ['the activity page', '/admin/pages/activity', 'avez présélectionné'],
  ['a calendar', '/admin/resources/Campaign/actions/calendar?by=opensOn', 'Campagne de printemps'],
  ['the agenda', '/admin/pages/agenda', 'Campagne de printemps'],
]

describe('The first page, the activity, the calendar and the agenda in a browser', () => {
  test.each(SCREENS)('%s opens cleanly, reads well aloud, and fits, light and dark', async (_what, path, expected) => {
    for (const look of LOOKS) {
      const { page, troubles, close } = await open(officer, path, look)
      await reads(page, expected)
      expect(await wrongIn(page)).toEqual([])
      expect(await widthOf(page)).toBeLessThanOrEqual(look.width)
      expect(troubles).toEqual([])
      await close()
    }
  })

  test('a chart becomes a table, which is remembered; its figures open as many rows', async () => {
    const { page, close } = await open(officer, '/admin')
    const chart = '[data-chart=candidatures]'
    await page.locator(`${chart} canvas`).wait()
    expect(await page.$eval(`${chart} .chart-table`, (one) => one.classList.contains('hidden'))).toBe(true)
    await page.locator(`${chart} header button`).click()
    await page.reload({ waitUntil: 'load' })
    await page.locator(`${chart} .chart-table:not(.hidden)`).wait()
    expect(await page.$(`${chart} canvas`)).toBeNull()
    expect(await page.$eval(`${chart} td a`, (one) => one.textContent)).toBe(String(SUBMITTED))
    await page.locator(`${chart} td a`).click()
    await reads(page, `${SUBMITTED} résultats`)
    expect(new URL(page.url()).searchParams.get('filters.status')).toBe('submitted')
    await close()
  })

  test('a bar that is clicked opens as many rows as it says', async () => {
    const { page, close } = await open(officer, '/admin')
    const canvas = await page.locator('[data-chart=candidatures] canvas').waitHandle()
    await page.waitForFunction(() => document.querySelector('[data-chart=candidatures] canvas[width]'))
    await canvas.scrollIntoView()
    // Two bars lie there, the submitted ones first; the pointer turns to a hand over what may be clicked
    const box = await canvas.boundingBox()
    if (!box) throw new Error('no canvas')
    for (let y = 4; y < box.height; y += 6) {
      await page.mouse.move(box.x + box.width / 2, box.y + y)
      await new Promise((later) => setTimeout(later, 60))
      if (await canvas.evaluate((one) => one.style.cursor === 'pointer')) break
    }
    await page.mouse.down()
    await page.mouse.up()
    await reads(page, `${SUBMITTED} résultats`)
    expect(new URL(page.url()).searchParams.get('filters.status')).toBe('submitted')
    await close()
  })

  test('a list opens its calendar under the same filters, month and list, and a day opens its record', async () => {
    const { page, close } = await open(officer, '/admin/resources/Campaign?filters.status=open')
    await page.locator('a[href*="actions/calendar"]').click()
    await page.locator('.fc-daygrid a.fc-event').wait()
    expect(new URL(page.url()).searchParams.get('filters.status')).toBe('open')
    await press(page, 'Liste')
    await page.locator('.fc-list-event').wait()
    await reads(page, 'Campagne de printemps')
    await press(page, 'Mois')
    await page.locator('.fc-daygrid a.fc-event').click()
    await page.waitForFunction(() => location.pathname.includes('/records/'))
    await close()
    const other = await open(officer, '/admin/resources/Campaign/actions/calendar?filters.status=closed')
    await other.page.locator('.fc-daygrid').wait()
    expect(await other.page.$('.fc-event')).toBeNull()
    await other.close()
  })

  test('the arrows of a calendar are written, so that no font of icons is needed', async () => {
    const { page, close } = await open(student, '/admin/pages/agenda', { width: 360, dark: true })
    const arrow = await page.locator('.fc-next-button').waitHandle()
    expect(await arrow.evaluate((one) => one.textContent)).toBe('›')
    await page.locator('.fc-list').wait()
    expect(await widthOf(page)).toBeLessThanOrEqual(360)
    await close()
  })

  test('somebody subscribes, copies a link that works, revokes it, and it is gone at once', async () => {
    const { page, close } = await open(student, '/admin/pages/agenda', { width: 360, dark: true })
    await press(page, 'S’abonner')
    await press(page, 'Créer un lien')
    const input = await page.locator('dialog input[readonly]').waitHandle()
    const path = new URL(await input.evaluate((one) => (one as HTMLInputElement).value)).pathname
    // A browser without a screen lends its clipboard to nobody: what is copied is what the page hands over
    await page.evaluate(() => {
      navigator.clipboard.writeText = async (text) => {
        document.body.dataset.copied = text
      }
    })
    await press(page, 'Copier')
    await page.waitForFunction((end: string) => document.body.dataset.copied?.endsWith(end), {}, path)
    await reads(page, 'Le lien est copié')
    expect(await wrongIn(page)).toEqual([])
    expect(await widthOf(page)).toBeLessThanOrEqual(360)
    expect(await (await fetch(door.url + path)).text()).toContain('Campagne de printemps')
    await press(page, 'Fermer')
    await press(page, 'S’abonner')
    expect(await page.$('dialog input[readonly]')).toBeNull()
    await press(page, 'Révoquer')
    await reads(page, 'Aucun lien en service')
    expect((await fetch(door.url + path)).status).toBe(404)
    await close()
  })

  test('a line of the activity opens its record, and a kind of record narrows them', async () => {
    const { page, close } = await open(student, '/admin')
    await reads(page, 'a présélectionné')
    await page.locator('.activity-day p a').click()
    await page.waitForFunction(() => location.pathname.includes('/Candidature/records/'))
    await page.goto(`${door.url}/admin/pages/activity`, { waitUntil: 'load' })
    await reads(page, 'a présélectionné')
    await page.locator('.activity-kinds select').fill('Placement')
    await reads(page, 'Rien sur ce type de dossier')
    expect(new URL(page.url()).searchParams.get('noun')).toBe('Placement')
    await press(page, 'Voir tous les types')
    await reads(page, 'a présélectionné')
    await close()
  })
})
