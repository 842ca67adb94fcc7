import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../../src/platform/db.ts'
import { smallSchool } from '../domain/internships/world.ts'
import type { Door } from '../http/visitor.ts'
import { browser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { type Inside, inside, openDesk } from './opened-desk.ts'

let door: Door
let admin: Inside
const ids = { programme: '', department: '', offer: '' }
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  admin = await inside(door, 'admin')
  const world = await smallSchool()
  const company = await world.company()
  ids.offer = (await company.offer()).id
  ids.department = world.department.id
  ids.programme = (
    await prisma().programme.create({ data: { name: 'Licence à regarder', departmentId: ids.department, level: 'L3' } })
  ).id
  return door.close
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function open(path: string, { width = 1280, dark = false } = {}): Promise<{ page: Page; troubles: string[] }> {
  const page = await (await (await browser()).createBrowserContext()).newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()))
  await page.setViewport({ width, height: 800 })
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }])
  await page.setCookie(...[...admin.visitor.cookies].map(([name, value]) => ({ name, value, url: door.url })))
  // The bell keeps one line open: the rest is quiet
  await page.goto(door.url + path, { waitUntil: 'networkidle2' })
  return { page, troubles }
}

async function wrongIn(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const said = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then(({ passes, violations }) =>
      passes.length < 10 ? ['nothing was checked'] : violations.map((one) => one.id + ' ' + one.nodes[0].html.slice(0, 160)))`,
  )
  return Array.isArray(said) ? said.map(String) : ['axe gave no answer']
}

const show = (model: string, id: string, query = '') => `/admin/resources/${model}/records/${id}/show${query}`
const waitFor = (page: Page, text: string) => page.locator(`::-p-text(${text})`).setTimeout(15_000).wait()
const tabOf = (page: Page) => page.$eval('[role=tab][aria-selected=true]', (tab) => (tab as HTMLElement).innerText)

describe('the page of a record', () => {
  test('a link opens its tab, arrows move between them, and Back comes back', async () => {
    const { page } = await open(show('Programme', ids.programme, '?tab=history'))
    expect(await tabOf(page)).toBe('Historique')
    await page.focus('[role=tab][aria-selected=true]')
    await page.keyboard.press('Home')
    expect(await tabOf(page)).toBe('Fiche')
    await page.keyboard.press('ArrowRight')
    const second = await page.$$eval('[role=tab]', (tabs) => tabs[1]?.getAttribute('data-tab'))
    expect(page.url()).toContain(`tab=${second}`)
    expect(await tabOf(page)).not.toBe('Fiche')
    await page.goBack()
    expect(await tabOf(page)).toBe('Fiche')
    await page.browserContext().close()
  })

  test('a related record is added in place, its link already made, and the tab counts it', async () => {
    const { page, troubles } = await open(show('Programme', ids.programme, '?tab=Cohort.programmeId'))
    await waitFor(page, 'Ajoutez le premier')
    await page.locator('.toolbar .primary').click()
    await page.locator('dialog[open] [data-field=year] input').fill('2031')
    expect(await page.$('dialog[open] [data-field=programmeId]')).toBeNull()
    await page.locator('dialog[open] button[type=submit]').click()
    await page.waitForSelector('[data-tab="Cohort.programmeId"][data-count="1"]')
    await page.waitForSelector('table.rows tbody tr')
    expect(await prisma().cohort.count({ where: { programmeId: ids.programme, year: 2031 } })).toBe(1)
    await page.locator('.line-end button').click()
    await page.locator('dialog[open] [data-field=year] input').fill('2032')
    await page.locator('dialog[open] button[type=submit]').click()
    await page.waitForFunction(() => /2\s?032/.test(document.querySelector('table.rows')?.textContent ?? ''))
    expect(await prisma().cohort.count({ where: { programmeId: ids.programme, year: 2032 } })).toBe(1)
    expect(troubles).toEqual([])
    await page.browserContext().close()
  })

  test('stopping on a reference with the keyboard shows what it is; Escape puts it away, down goes into it', async () => {
    const { page } = await open(show('Programme', ids.programme))
    await page.focus(`[data-peek="Department/${ids.department}"]`)
    await page.waitForSelector('.peek')
    expect(await page.$eval('.peek', (box) => (box as HTMLElement).innerText)).toContain('Code')
    expect(await wrongIn(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.waitForSelector('.peek', { hidden: true })
    await page.focus('[role=tab]')
    await page.focus(`[data-peek="Department/${ids.department}"]`)
    await page.waitForSelector('.peek')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForFunction((id: string) => window.location.pathname.includes(id), {}, ids.department)
    await page.browserContext().close()
  })

  test('every tab reads well aloud and fits a telephone', async () => {
    for (const [width, dark] of [
      [1280, false],
      [360, true],
    ] as const) {
      const { page, troubles } = await open(show('Offer', ids.offer), { width, dark })
      const names = await page.$$eval('[role=tab]', (tabs) => tabs.map((tab) => tab.getAttribute('data-tab') ?? ''))
      expect(names).toEqual(
        expect.arrayContaining(['details', 'Candidature.offerId', 'documents', 'history', 'viewers']),
      )
      for (const name of names) {
        await page.locator(`[data-tab="${name}"]`).click()
        await page.waitForNetworkIdle({ idleTime: 150, concurrency: 1 })
        expect([name, await wrongIn(page)]).toEqual([name, []])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      }
      expect(troubles).toEqual([])
      await page.browserContext().close()
    }
  })

  test('on paper there is the record, whole, and nothing of the frame', async () => {
    const { page } = await open(show('Programme', ids.programme, '?print=all'))
    await page.emulateMediaType('print')
    const paper = await page.evaluate(() => document.body.innerText)
    expect(paper).toContain('Licence à regarder')
    expect(paper).toContain('Imprimé le')
    expect(paper).not.toContain('Accueil')
    expect(paper).not.toContain('Modifier')
    await page.browserContext().close()
  })
})
