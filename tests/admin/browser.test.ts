import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../../src/platform/db.ts'
import { type Door, PASSWORD } from '../http/visitor.ts'
import { browser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { type Inside, inside, openDesk } from './opened-desk.ts'

let door: Door
let admin: Inside
let student: Inside
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  admin = await inside(door, 'admin')
  student = await inside(door, 'student')
  await prisma().room.createMany({
    data: Array.from({ length: 30 }, (_, i) => ({ name: `Salle ${i + 1}`, capacity: i + 10 })),
  })
  return door.close
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Opened = { page: Page; troubles: string[] }

/** A tab of this person, which remembers everything that went wrong in it. */
async function open({ visitor }: Inside, path: string, { width = 1280, dark = false } = {}): Promise<Opened> {
  const context = await (await browser()).createBrowserContext()
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()))
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(door.url) && !url.startsWith('data:')) troubles.push(`called ${url}`)
  })
  await page.setViewport({ width, height: 800 })
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }])
  const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value, url: door.url }))
  await page.setCookie(...cookies)
  await page.goto(door.url + path, { waitUntil: 'networkidle2' })
  return { page, troubles }
}

/** What axe-core finds at WCAG 2.2 AA; a run that checked nothing is a fault of its own. */
async function wrongIn(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const said = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then(({ passes, violations }) =>
      passes.length < 10 ? ['nothing was checked'] : violations.map((one) => one.id + ' ' + one.nodes[0].html.slice(0, 160)))`,
  )
  return Array.isArray(said) ? said.map(String) : ['axe gave no answer']
}

const waitFor = (page: Page, text: string) => page.locator(`::-p-text(${text})`).setTimeout(8000).wait()

const SCREENS: [string, (id: string) => string, string][] = [
  ['the first page', () => '/admin', 'Bonjour Awa'],
  ['a list', () => '/admin/resources/Room', '30 résultats'],
  ['a record', (id) => `/admin/resources/Room/records/${id}/show`, 'Fiche'],
  ['a form', (id) => `/admin/resources/Room/records/${id}/edit`, 'Enregistrer'],
  ['an empty list', () => '/admin/resources/Room?query=zzz', 'Aucun résultat avec ces critères'],
  ['a page that is not there', () => '/admin/resources/Nothing', 'Introuvable'],
]

describe('the desk in a browser', () => {
  test.each(SCREENS)('%s opens cleanly, reads well aloud, and fits a telephone', async (_name, path, expected) => {
    const { id } = await prisma().room.findFirstOrThrow()
    for (const [width, dark] of [
      [1280, false],
      [360, true],
    ] as const) {
      const { page, troubles } = await open(admin, path(id), { width, dark })
      await waitFor(page, expected)
      expect(await wrongIn(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect(troubles).toEqual([])
      await page.browserContext().close()
    }
  })

  test('a page opens with eight requests at most', async () => {
    const { page } = await open(admin, '/admin')
    let requests = 0
    page.on('request', (request) => !request.url().startsWith('data:') && requests++)
    await page.setCacheEnabled(false)
    await page.goto(`${door.url}/admin/resources/Room`, { waitUntil: 'networkidle2' })
    expect(requests).toBeGreaterThan(2)
    expect(requests).toBeLessThanOrEqual(8)
    await page.browserContext().close()
  })

  test('a double click on “Créer” creates one record', async () => {
    const { page } = await open(admin, '/admin/resources/Room/actions/new')
    await page.locator('[data-field=name] input').fill('Salle du double clic')
    await page.locator('[data-field=capacity] input').fill('18')
    await page.locator('form button[type=submit]').click({ count: 2 })
    await waitFor(page, 'C’est créé')
    expect(await prisma().room.count({ where: { name: 'Salle du double clic' } })).toBe(1)
    await page.browserContext().close()
  })

  test('a mistake is said beside its field, and nothing typed is lost', async () => {
    const { page } = await open(admin, '/admin/resources/Room/actions/new')
    await page.locator('[data-field=name] input').fill('Salle aux erreurs')
    await page.locator('[data-field=capacity] input').fill('beaucoup')
    await page.locator('form button[type=submit]').click()
    await page.locator('[data-field=capacity] .error').wait()
    const kept = await page.$eval('[data-field=name] input', (input) => (input as HTMLInputElement).value)
    expect(kept).toBe('Salle aux erreurs')
    // The focus follows once the error is drawn
    await page.waitForFunction(
      () => document.activeElement?.closest('[data-field]')?.getAttribute('data-field') === 'capacity',
    )
    await page.browserContext().close()
  })

  test('who leaves with something typed is asked first; who comes back finds it', async () => {
    const { page } = await open(admin, '/admin/resources/Room/actions/new')
    await page.locator('[data-field=name] input').fill('Salle à moitié écrite')
    const asked = new Promise<string>((heard) =>
      page.once('dialog', (dialog) => void dialog.dismiss().then(() => heard(dialog.type()))),
    )
    await page.close({ runBeforeUnload: true })
    expect(await asked).toBe('beforeunload')
    await page.locator('a[href="/admin"]').click()
    await page.waitForFunction(() => window.location.pathname === '/admin')
    await page.goBack()
    await waitFor(page, 'Votre saisie')
    const kept = await page.$eval('[data-field=name] input', (input) => (input as HTMLInputElement).value)
    expect(kept).toBe('Salle à moitié écrite')
    await page.browserContext().close()
  })

  test('a view that nobody knows any more is said, and the list is shown', async () => {
    const { page } = await open(admin, '/admin/resources/Room?view=01890000-0000-7000-8000-000000000000')
    await waitFor(page, 'voici la liste sans elle')
    await page.waitForSelector('table.rows tbody tr')
    await page.browserContext().close()
  })

  test('somebody saved in between: the person is told, keeps their words, and may save again', async () => {
    const { id } = await prisma().room.create({ data: { name: 'Salle disputée', capacity: 20 } })
    const { page } = await open(admin, `/admin/resources/Room/records/${id}/edit`)
    await page.locator('[data-field=capacity] input').fill('25')
    await prisma().room.update({ where: { id }, data: { building: 'Bâtiment Z', version: { increment: 1 } } })
    await page.locator('form button[type=submit]').click()
    await waitFor(page, 'Repris de leur version')
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[data-field=building] input')?.value === 'Bâtiment Z',
    )
    await page.locator('form button[type=submit]').click()
    await waitFor(page, 'Les modifications sont enregistrées')
    const saved = await prisma().room.findUniqueOrThrow({ where: { id } })
    expect([saved.capacity, saved.building]).toEqual([25, 'Bâtiment Z'])
    await page.browserContext().close()
  })

  test('a session that ends in the middle of a form leads to the login page and back to what was typed', async () => {
    const { page } = await open(student, '/admin/resources/Preference/actions/new')
    await page.locator('[data-field=rank] input').fill('3')
    await prisma().session.deleteMany({ where: { accountId: student.who.accountId } })
    page.on('dialog', (dialog) => void dialog.accept())
    await page.locator('form button[type=submit]').click()
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.locator('input[name=email]').fill(student.who.email)
    await Promise.all([
      page.waitForNavigation({ waitUntil: 'networkidle2' }),
      page.locator('main form button[type=submit]').click(),
    ])
    expect(new URL(page.url()).pathname).toBe('/admin/resources/Preference/actions/new')
    await waitFor(page, 'Votre saisie non enregistrée a été reprise')
    expect(await page.$eval('[data-field=rank] input', (input) => (input as HTMLInputElement).value)).toBe('3')
    await page.browserContext().close()
  })

  test('a filter is a chip in words; removing it brings the rows back', async () => {
    const { page } = await open(admin, '/admin/resources/Room?filters.capacity~~from=35')
    await waitFor(page, 'Places :')
    const count = () => page.$$eval('table.rows tbody tr', (rows) => rows.length)
    const narrowed = await count()
    await page.locator('.chips .icon-button').click()
    await page.waitForFunction(
      (before) => document.querySelectorAll('table.rows tbody tr').length > before,
      {},
      narrowed,
    )
    expect(page.url()).not.toContain('filters.')
    await page.browserContext().close()
  })
})
