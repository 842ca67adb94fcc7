import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { later, now } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { gradedSchool, internship } from '../domain/internships/finished.ts'
import { person } from '../domain/internships/world.ts'
import type { Door } from '../http/visitor.ts'
import { browser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { type Inside, inside, openDesk } from './opened-desk.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
let door: Door
let officer: Inside
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  officer = await inside(door, 'internship_officer')
  const world = await gradedSchool()
  for (let i = 0; i < 2; i++) {
    const { id } = await internship(world)
    await prisma().defense.create({ data: { placementId: id } })
    await prisma().teacher.create({ data: { personId: (await person('Professeur')).id, rank: 'professor' } })
  }
  await prisma().campaign.update({ where: { id: world.campaign.id }, data: { defensesOn: later(now(), { days: 7 }) } })
  return door.close
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function wrongIn(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const said = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then(({ passes, violations }) =>
      passes.length < 10 ? ['nothing was checked'] : violations.map((one) => one.id + ' ' + one.nodes[0].html.slice(0, 160)))`,
  )
  return Array.isArray(said) ? said.map(String) : ['axe gave no answer']
}

const press = (page: Page, text: string) => page.locator(`::-p-xpath(//button[normalize-space()="${text}"])`).click()
const reads = (page: Page, text: string) =>
  page.waitForFunction((word: string) => document.body.innerText.includes(word), {}, text)

describe('The planner of defenses in a browser', () => {
  test('is filled in by keyboard, says what clashes, proposes, saves, and fits a telephone', async () => {
    const context = await (await browser()).createBrowserContext()
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    await page.setViewport({ width: 1280, height: 800 })
    // A colour on its way from one theme to the other is nobody’s to read
    const still = { name: 'prefers-reduced-motion', value: 'reduce' }
    await page.emulateMediaFeatures([still])
    await page.setCookie(...[...officer.visitor.cookies].map(([name, value]) => ({ name, value, url: door.url })))
    await page.goto(`${door.url}/admin/pages/defenses`, { waitUntil: 'load' })
    await page.waitForSelector('.board tbody tr')
    expect(await wrongIn(page)).toEqual([])
    await page.focus('.board tbody tr:first-child td:nth-child(2) select')
    await page.keyboard.press('ArrowDown')
    await reads(page, 'Choisissez une salle.')
    await reads(page, '1 ligne en conflit')
    await press(page, 'Annuler mes changements')
    await press(page, 'Proposer un planning')
    await reads(page, '2 lignes à enregistrer · Aucun conflit')
    await press(page, 'Enregistrer')
    await reads(page, 'Confirmer et convoquer (2)')
    expect(await prisma().defense.count({ where: { status: 'planned' } })).toBe(2)
    await page.setViewport({ width: 360, height: 800 })
    await page.emulateMediaFeatures([still, { name: 'prefers-color-scheme', value: 'dark' }])
    expect(await wrongIn(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await context.close()
  })
})
