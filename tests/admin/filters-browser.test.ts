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
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  admin = await inside(door, 'admin')
  const school = await smallSchool()
  for (const [city, titles] of Object.entries({ Dakar: ['Alpha', 'Bravo'], Thiès: ['Charlie', 'Delta'] })) {
    const host = await school.company()
    await prisma().company.update({ where: { id: host.id }, data: { city } })
    for (const [rank, title] of titles.entries())
      await host.offer({ title, seats: rank + 1, status: rank ? 'draft' : 'published' })
  }
  return door.close
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function open(path: string, width = 1280): Promise<Page> {
  const page = await (await (await browser()).createBrowserContext()).newPage()
  await page.setViewport({ width, height: 900 })
  await page.setCookie(...[...admin.visitor.cookies].map(([name, value]) => ({ name, value, url: door.url })))
  await page.goto(door.url + path, { waitUntil: 'load' })
  return page
}

const titles = (page: Page) =>
  page.$$eval('table.rows tbody .row-link', (all) => all.map((one) => one.textContent ?? '').sort())

const becomes = (page: Page, expected: string[]) =>
  page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('table.rows tbody .row-link')]
        .map((one) => one.textContent ?? '')
        .sort()
        .join() === wanted,
    { timeout: 15_000 },
    expected.join(),
  )

const press = (page: Page, label: string, rank = 0) =>
  page.evaluate(
    (text, at) => {
      const all = [...document.querySelectorAll<HTMLElement>('button')].filter((one) => one.innerText.trim() === text)
      all[at]?.click()
    },
    label,
    rank,
  )

/** By the keyboard alone: a few letters, down to the one meant, Enter. */
async function column(page: Page, letters: string, downs: number) {
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox')
  await page.keyboard.type(letters)
  await page.waitForSelector('[role=option]')
  for (let i = 0; i < downs; i++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

describe('the filter panel', () => {
  test('a column of what is linked, then a group, each a chip; what is removed comes back, what stays survives a reload', async () => {
    const page = await open('/admin/resources/Offer')
    await becomes(page, ['Alpha', 'Bravo', 'Charlie', 'Delta'])
    await page.click('button[aria-controls=filters]')
    await column(page, 'entreprise ville', 0)
    await page
      .locator('input[aria-label="Entreprise › Ville : Valeur"], input[aria-label="Ville : Valeur"]')
      .fill('thies')
    await press(page, 'Appliquer')
    await becomes(page, ['Charlie', 'Delta'])
    expect(decodeURIComponent(page.url())).toContain('filters.company.city~~contains=thies')

    await page.click('button[aria-controls=filters]')
    await press(page, 'Ajouter un groupe « au moins une »')
    await page.waitForSelector('.conditions.any')
    for (const [rank, value] of ['charlie', 'alpha'].entries()) {
      await page.$$eval('.conditions.any [role=combobox]', (all, at) => (all[at] as HTMLElement).focus(), rank)
      await column(page, 'intitulé', 0)
      await page.waitForFunction(
        (n) => document.querySelectorAll('.conditions.any .condition-value input').length > n,
        {},
        rank,
      )
      const input = (await page.$$('.conditions.any .condition-value input'))[rank]
      await input?.type(value)
    }
    await press(page, 'Appliquer')
    await becomes(page, ['Charlie'])
    expect(await page.$eval('.chip-group', (one) => (one as HTMLElement).innerText.replace(/\s+/g, ' '))).toMatch(
      /Au moins une : .*contient « charlie » ou .*contient « alpha »/,
    )

    await page.reload({ waitUntil: 'load' })
    await becomes(page, ['Charlie'])
    await page.click('button[aria-label="Retirer le filtre Entreprise › Ville"]')
    await becomes(page, ['Alpha', 'Charlie'])
    await page.click('button[aria-label="Retirer le groupe"]')
    await becomes(page, ['Alpha', 'Bravo', 'Charlie', 'Delta'])
    expect(page.url()).not.toMatch(/filters|any\./)
    await page.browserContext().close()
  })

  test('a state and how many it holds, above the list: one click narrows, another widens', async () => {
    const page = await open('/admin/resources/Offer?filters.company.city~~is=Dakar')
    await page.waitForSelector('.facet')
    const said = () =>
      page.$$eval('.facet', (all) => all.map((one) => (one as HTMLElement).innerText.replace(/\s+/g, ' ').trim()))
    expect(await said()).toEqual(['Brouillon 1', 'Publiée 1'])
    await page.locator('.facet').click()
    await becomes(page, ['Bravo'])
    await page.waitForSelector('.facet[aria-pressed=true]')
    expect(await said()).toEqual(['Brouillon 1', 'Publiée 1'])
    await page.locator('.facet[aria-pressed=true]').click()
    await becomes(page, ['Alpha', 'Bravo'])
    await page.browserContext().close()
  })

  test('what an old address asks and nobody knows any more is said above the rows, and leaves by one click', async () => {
    const page = await open('/admin/resources/Offer?filters.colour=red&filters.title=alpha')
    await page.waitForSelector('.ignored')
    expect(await page.$eval('.ignored', (one) => (one as HTMLElement).innerText)).toContain(
      'Le filtre « colour » n’existe plus : il a été ignoré.',
    )
    expect(await titles(page)).toEqual(['Alpha'])
    await page.click('.ignored button')
    await page.waitForFunction(() => !document.querySelector('.ignored'))
    expect(page.url()).toContain('filters.title=alpha')
    expect(page.url()).not.toContain('colour')
    await page.browserContext().close()
  })

  test.each([1280, 360])('at %s pixels everything is reachable and said', async (width) => {
    const page = await open(
      '/admin/resources/Offer?filters.company.city~~is=Dakar&any.1.filters.status~~in=draft&any.1.filters.seats~~between=1..2',
      width,
    )
    await page.waitForSelector('.chip-group')
    await page.click('button[aria-controls=filters]')
    await page.waitForSelector('.conditions.any')
    await page.evaluate(axe)
    const wrong = await page.evaluate(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then(({ passes, violations }) =>
        passes.length < 10 ? ['nothing was checked'] : violations.map((one) => one.id + ' ' + one.nodes[0].html.slice(0, 160)))`,
    )
    expect(wrong).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    await page.browserContext().close()
  })
})
