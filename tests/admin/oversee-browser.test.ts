import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { later, now, setClock } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { reportOnce } from '../../src/platform/process-report.ts'
import { type Door, PASSWORD, stranger } from '../http/visitor.ts'
import { browser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { type Inside, inside, openDesk } from './opened-desk.ts'

let door: Door
let student: Inside
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  student = await inside(door, 'student')
  await reportOnce()
  return door.close
})
afterEach(() => setClock(null))

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function open({ visitor }: Inside, path: string, { width = 1280, dark = false } = {}) {
  const context = await (await browser()).createBrowserContext()
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()))
  await page.setViewport({ width, height: 800 })
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }])
  await page.setCookie(...[...visitor.cookies].map(([name, value]) => ({ name, value, url: door.url })))
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

const waitFor = (page: Page, text: string) => page.locator(`::-p-text(${text})`).setTimeout(8000).wait()
const press = (page: Page, text: string) => page.locator(`::-p-xpath(//button[normalize-space()="${text}"])`).click()

const SCREENS: [string, string][] = [
  ['rights', 'Donner un rôle'],
  ['audit', 'Vérifier la chaîne'],
  ['jobs', 'Ce qui n’a pas abouti'],
  ['outbox', 'Courriels envoyés'],
  ['settings', 'Nom de l’école'],
  ['health', 'Base de données'],
]

describe('the pages of the administration in a browser', () => {
  test.each(SCREENS)('%s opens cleanly, reads well aloud, and fits a telephone', async (name, expected) => {
    const admin = await inside(door, 'admin')
    for (const [width, dark] of [
      [1280, false],
      [360, true],
    ] as const) {
      const { page, troubles } = await open(admin, `/admin/pages/${name}`, { width, dark })
      await waitFor(page, expected)
      expect(await wrongIn(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect(troubles).toEqual([])
      await page.browserContext().close()
    }
  })

  test('whoever is no administrator finds no page', async () => {
    const { page } = await open(student, '/admin/pages/rights')
    await waitFor(page, 'Introuvable')
    await page.browserContext().close()
  })

  test('removing a role asks for the password in a dialog, then does what was asked', async () => {
    const admin = await inside(door, 'admin')
    const { personId } = await stranger(['school_tutor'])
    await prisma().person.update({ where: { id: personId }, data: { lastName: 'Partante' } })
    const at = later(now(), { minutes: 11 })
    setClock(() => at)
    const { page } = await open(admin, '/admin/pages/rights?query=Partante')
    await press(page, 'Retirer')
    await page.locator('dialog ::-p-xpath(//dialog//button[normalize-space()="Retirer"])').click()
    await waitFor(page, 'Confirmez que c’est vous')
    expect(await wrongIn(page)).toEqual([])
    await page.locator('#proof').fill('ce n’est pas lui')
    await press(page, 'Confirmer')
    await waitFor(page, 'ni votre mot de passe')
    await page.locator('#proof').fill(PASSWORD)
    await press(page, 'Confirmer')
    await waitFor(page, 'Le rôle est retiré.')
    const [role] = await prisma().roleAssignment.findMany({ where: { personId } })
    expect(role === undefined || (role.endsOn && role.endsOn < at)).toBe(true)
    await page.browserContext().close()
  })

  test('“Voir comme” puts a banner on every screen, and “Quitter” takes it away', async () => {
    const admin = await inside(door, 'admin')
    const { page } = await open(admin, `/admin/resources/Person/records/${student.who.personId}/show`)
    await press(page, 'Voir comme cette personne')
    await page.locator('dialog textarea').fill('Il ne voit pas son stage')
    await page.locator('dialog button[type=submit]').click()
    await waitFor(page, 'Vous regardez à la place de Awa Diallo')
    for (const path of ['/admin', '/admin/resources/Candidature']) {
      await page.goto(door.url + path, { waitUntil: 'networkidle2' })
      await waitFor(page, 'Encore 15 minutes')
      expect(await wrongIn(page)).toEqual([])
      expect(await page.$('a[href="/admin/pages/rights"]')).toBeNull()
    }
    await press(page, 'Quitter')
    await page.locator('a[href="/admin/pages/rights"]').wait()
    expect(await page.$('.view-banner')).toBeNull()
    await page.browserContext().close()
  })
})
