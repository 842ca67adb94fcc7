import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ElementHandle, Page } from 'puppeteer-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../../src/platform/db.ts'
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
  await prisma().room.createMany({
    data: Array.from({ length: 12 }, (_, i) => ({ name: `Salle Éloi ${i + 1}`, capacity: i + 10 })),
  })
  return door.close
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function open(path: string, width = 1280): Promise<Page> {
  const page = await (await (await browser()).createBrowserContext()).newPage()
  await page.setViewport({ width, height: 800 })
  page.setDefaultTimeout(20_000)
  await page.setCookie(...[...admin.visitor.cookies].map(([name, value]) => ({ name, value, url: door.url })))
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

const press = async (page: Page, label: string) => {
  const found = await page.waitForFunction(
    (text) =>
      [...document.querySelectorAll<HTMLElement>('button, [role^=menuitem], label')].find(
        (one) => (one.getAttribute('aria-label') ?? one.innerText).trim() === text && one.offsetWidth > 0,
      ) ?? null,
    {},
    label,
  )
  await (found as ElementHandle<HTMLElement>).click()
}
const reads = (page: Page, text: string) =>
  page.waitForFunction((one) => document.body.innerText.includes(one), {}, text)
const heads = (page: Page) =>
  page.$$eval('table.rows th[scope=col]:not(.pick)', (all) => all.map((th) => th.innerText.trim()))
const leave = (page: Page) => page.browserContext().close()

describe('the views of a list', () => {
  test('a view is saved, opens its list, says when the screen differs, is brought up to date, and goes', async () => {
    const page = await open('/admin/resources/Room?filters.capacity~~from=15&sortBy=capacity&direction=desc')
    await press(page, 'Vues')
    await reads(page, 'Aucune vue enregistrée')
    expect(await wrongIn(page)).toEqual([])
    await press(page, 'Enregistrer cette vue…')
    await page.locator('#view-name').fill('Grandes salles')
    await press(page, 'Ouvrir cette liste avec cette vue')
    expect(await wrongIn(page)).toEqual([])
    await press(page, 'Enregistrer')
    await reads(page, 'Cette liste s’ouvrira avec')

    await page.goto(`${door.url}/admin/resources/Room`, { waitUntil: 'networkidle2' })
    await reads(page, 'Grandes salles')
    expect(page.url()).toContain('filters.capacity')
    expect(page.url()).toContain('view=')

    await page.locator('.chips .icon-button').click()
    await reads(page, 'modifiée')
    await press(page, 'Vues : Grandes salles (modifiée)')
    await press(page, 'Mettre à jour «\u00a0Grandes salles\u00a0»')
    await reads(page, 'La vue est à jour')
    const [view] = await prisma().savedView.findMany({ where: { name: 'Grandes salles' } })
    expect(view?.query).not.toContain('capacity~~from')
    expect(view?.query).toContain('sortBy=capacity')

    await press(page, 'Vues : Grandes salles')
    await press(page, 'Supprimer cette vue…')
    await press(page, 'Supprimer')
    await reads(page, 'La vue est supprimée')
    await page.goto(`${door.url}/admin/resources/Room`, { waitUntil: 'networkidle2' })
    expect(page.url()).not.toContain('view=')
    await leave(page)
  })

  test('a list opened by a card, with its own filters, does not take the default view; a bare link to a view does', async () => {
    const { id } = await prisma().savedView.create({
      data: {
        ownerId: admin.who.personId,
        model: 'Room',
        name: 'Petites',
        query: 'filters.capacity~~to=12&filters.gone=1',
      },
    })
    await prisma().defaultView.create({ data: { personId: admin.who.personId, model: 'Room', viewId: id } })
    const card = await open('/admin/resources/Room?filters.capacity~~from=20')
    expect(card.url()).not.toContain('view=')
    await leave(card)
    const link = await open(`/admin/resources/Room?view=${id}`)
    await reads(link, 'il est laissé de côté')
    await reads(link, '3 résultats')
    await leave(link)
    const lost = await open('/admin/resources/Room?view=01a1fb52-ee58-72ea-b642-6e0fc031993e')
    await reads(lost, 'Cette vue n’existe plus')
    await leave(lost)
    await prisma().savedView.delete({ where: { id } })
  })

  test('columns change their order by the keyboard, on a telephone too, and follow the person', async () => {
    const page = await open('/admin/resources/Room', 360)
    await press(page, 'Colonnes')
    await page.waitForSelector('.columns-panel ol li')
    expect(await wrongIn(page)).toEqual([])
    const before = await page.$$eval('.columns-panel ol li', (all) => all.map((one) => one.innerText.trim()))
    await page.focus(`[aria-label="Descendre ${before[0]}"]`)
    await page.keyboard.press('Enter')
    const swapped = [before[1], before[0], ...before.slice(2)]
    await page.waitForFunction(
      (first) => document.querySelector<HTMLElement>('.columns-panel ol li')?.innerText.trim() === first,
      {},
      before[1],
    )
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => !document.querySelector('.columns-panel'))
    const kept = { personId_model: { personId: admin.who.personId, model: 'Room' } }
    await expect.poll(() => prisma().columnChoice.findUnique({ where: kept }), { timeout: 8_000 }).not.toBeNull()
    await leave(page)
    const elsewhere = await open('/admin/resources/Room')
    await elsewhere.waitForSelector('table.rows th')
    expect(await heads(elsewhere)).toEqual(swapped)
    await leave(elsewhere)
  })
})

describe('the palette', () => {
  test('opens by Ctrl-K, finds without accents, is walked by arrows, opens by Enter and gives the focus back', async () => {
    const page = await open('/admin')
    const shortcut = async () => {
      await page.keyboard.down('Control')
      await page.keyboard.press('k')
      await page.keyboard.up('Control')
    }
    await page.focus('.palette-button')
    await shortcut()
    await page.waitForSelector('.palette input[role=combobox]')
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => document.activeElement?.className === 'palette-button')
    await shortcut()
    await page.waitForSelector('.palette input[role=combobox]')
    await page.keyboard.type('eloi')
    await reads(page, 'Tous les résultats dans Salles')
    expect(await wrongIn(page)).toEqual([])
    const chosen = () => page.$eval('.palette [role=option][aria-selected=true]', (one) => one.textContent)
    const first = await chosen()
    await page.keyboard.press('ArrowDown')
    expect(await chosen()).not.toBe(first)
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => /\/Room\/records\/.*\/show$/.test(location.pathname))
    await shortcut()
    await reads(page, 'Ouverts récemment')
    await page.keyboard.type('qwxyzz')
    await reads(page, 'Rien trouvé pour')
    await leave(page)
  })
})

describe('a date', () => {
  test('is typed day first or picked in a French calendar, and a wrong one is said beside its field', async () => {
    const page = await open('/admin/resources/Holiday/actions/new')
    const field = '[data-field=day] input'
    const value = () => page.$eval(field, (one) => (one as HTMLInputElement).value)
    const type = async (text: string) => {
      await page.click(field, { count: 3 })
      await page.keyboard.type(text)
      await page.keyboard.press('Tab')
    }
    await type('31/02/2026')
    await reads(page, 'Cette date n’existe pas ou n’est pas lisible')
    await type('05032026')
    expect(await value()).toBe('05/03/2026')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.calendar [role=grid]')
    await reads(page, 'mars')
    expect(await wrongIn(page)).toEqual([])
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => !document.querySelector('.calendar'))
    expect(await value()).toBe('06/03/2026')
    expect(await page.evaluate((one) => document.activeElement === document.querySelector(one), field)).toBe(true)
    await leave(page)
  })
})
