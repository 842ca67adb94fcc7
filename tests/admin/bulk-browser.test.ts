import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'
import { beforeAll, expect, test } from 'vitest'
import { registerJobs } from '../../jobs/main.ts'
import { prisma } from '../../src/platform/db.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import type { Door } from '../http/visitor.ts'
import { browser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { type Inside, inside, openDesk } from './opened-desk.ts'

let door: Door
let officer: Inside
beforeAll(testDatabase)
beforeAll(async () => {
  registerJobs()
  door = await openDesk()
  officer = await inside(door, 'internship_officer')
  const data = Array.from({ length: 60 }, (_, i) => ({
    name: `Société ${i + 1}`,
    city: 'Dakar',
    status: i < 2 ? ('blacklisted' as const) : ('approved' as const),
  }))
  await prisma().company.createMany({ data })
  return door.close
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function open(path: string, { width = 1280, dark = false } = {}): Promise<Page> {
  const page = await (await (await browser()).createBrowserContext()).newPage()
  page.setDefaultTimeout(30_000)
  await page.setViewport({ width, height: 800 })
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }])
  await page.setCookie(...[...officer.visitor.cookies].map(([name, value]) => ({ name, value, url: door.url })))
  await page.goto(door.url + path, { waitUntil: 'networkidle2' })
  return page
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
  page.waitForFunction((wanted) => document.body.innerText.replace(/\s/g, ' ').includes(wanted), {}, text)
const press = async (page: Page, text: string) => {
  const named = `::-p-xpath(//button[starts-with(normalize-space(), "${text}")])`
  await page.locator(named).setTimeout(30_000).click()
}

test('from the filter to the report: what would happen, the choice, the work watched live, who was refused and why', async () => {
  const page = await open('/admin/resources/Company?filters.city=Dakar')
  await page.locator('thead input[type=checkbox]').click()
  await press(page, 'Sélectionner les 60')
  await press(page, 'Écarter l’entreprise')
  await page.locator('dialog textarea').fill('Ne répond plus')
  await press(page, 'Voir l’aperçu')
  await reads(page, '58 dossiers seront traités')
  await reads(page, '2 dossiers seront refusés')
  expect(await wrongIn(page)).toEqual([])
  expect(await prisma().company.count({ where: { status: 'blacklisted' } })).toBe(2)
  await press(page, 'Écarter l’entreprise (58 dossiers)')
  await reads(page, '0 sur 60')
  expect(await wrongIn(page)).toEqual([])
  await drainQueue()
  await reads(page, 'Terminé avec des refus')
  await reads(page, 'Télécharger les refus')
  expect(await wrongIn(page)).toEqual([])
  expect(await prisma().company.count({ where: { status: 'blacklisted' } })).toBe(60)
  const phone = await open(page.url().slice(door.url.length), { width: 360, dark: true })
  await reads(phone, 'Motif du refus')
  expect(await wrongIn(phone)).toEqual([])
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
}, 180_000)

test('on a telephone, one value for all: the field is chosen, the preview says how many differ', async () => {
  const page = await open('/admin/resources/Company?filters.city=Dakar', { width: 360, dark: true })
  await page.locator('.rows tbody input[type=checkbox]').click()
  await press(page, 'Modifier…')
  await page.waitForSelector('#bulk-add')
  await page.select('#bulk-add', 'sector')
  await page.locator('[data-field=sector] input').fill('Banque')
  expect(await wrongIn(page)).toEqual([])
  await press(page, 'Voir l’aperçu')
  await reads(page, '1 dossier sera traité')
  await reads(page, 'Secteur : 1 dossier a aujourd’hui une autre valeur, sur 1')
  expect(await wrongIn(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await press(page, 'Modifier (1 dossier)')
  await reads(page, 'C’est fait pour un dossier.')
  expect(await prisma().company.count({ where: { sector: 'Banque' } })).toBe(1)
}, 180_000)

test('a PDF list: asked, prepared, then waiting among one’s exports', async () => {
  const page = await open('/admin/resources/Company/actions/export?filters.city=Dakar')
  await page.locator('::-p-xpath(//label[contains(., "Liste PDF")]//input)').click()
  await press(page, 'Exporter')
  await reads(page, 'Mes exports')
  await reads(page, 'En préparation')
  await drainQueue()
  await reads(page, 'Télécharger (')
  expect(await wrongIn(page)).toEqual([])
  const phone = await open('/admin/pages/exports', { width: 360, dark: true })
  await reads(phone, 'Liste PDF')
  expect(await wrongIn(phone)).toEqual([])
}, 180_000)
