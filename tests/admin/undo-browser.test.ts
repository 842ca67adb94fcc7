import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../../src/platform/db.ts'
import type { Door } from '../http/visitor.ts'
import { browser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { type Inside, inside, openDesk } from './opened-desk.ts'

let door: Door
let admin: Inside
let officer: Inside
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  admin = await inside(door, 'admin')
  officer = await inside(door, 'internship_officer')
  return door.close
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function open({ visitor }: Inside, path: string, width = 1280): Promise<Page> {
  const context = await (await browser()).createBrowserContext()
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('dialog', (dialog) => void dialog.accept())
  await page.setViewport({ width, height: 800 })
  await page.setCookie(...[...visitor.cookies].map(([name, value]) => ({ name, value, url: door.url })))
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

const waitFor = (page: Page, text: string) => page.locator(`::-p-text(${text})`).wait()
const press = (page: Page, label: string) => page.locator(`::-p-aria([name="${label}"])`).click()
const close = (page: Page) => page.browserContext().close()
const room = (data = {}) => prisma().room.create({ data: { name: `Salle ${randomUUID()}`, capacity: 30, ...data } })
const now = (id: string) => prisma().room.findUnique({ where: { id } })

describe('taking back', () => {
  test('“Annuler” beside “C’est supprimé” brings the record back, and leads to it', async () => {
    const { id, name } = await room()
    const page = await open(admin, `/admin/resources/Room/records/${id}/show`)
    await press(page, 'Autres actions')
    await press(page, 'Supprimer')
    await waitFor(page, 'gardé dans la corbeille')
    expect(await now(id)).toBeNull()
    await press(page, 'Annuler la suppression')
    await waitFor(page, 'est restauré')
    await page.waitForFunction((wanted) => document.querySelector('h1')?.textContent === wanted, {}, name)
    expect(await now(id)).toMatchObject({ name, version: 1 })
    await close(page)
  })

  test('the trash says what, by whom and until when; it reads well aloud and fits a telephone', async () => {
    const { id, name } = await room()
    await admin.visitor.api(`/admin/api/resources/Room/records/${id}/delete`, {
      method: 'POST',
      body: new URLSearchParams({ version: '0' }),
    })
    for (const width of [1280, 360]) {
      const page = await open(admin, '/admin/pages/trash?state=waiting', width)
      await waitFor(page, name)
      await waitFor(page, 'disparaît le')
      expect(await wrongIn(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      if (width === 360) {
        await press(page, `Restaurer ${name}`)
        await waitFor(page, 'est restauré')
      }
      await close(page)
    }
    expect(await now(id)).not.toBeNull()
  })

  test('a copy opens filled in, without the name that must be its own; nothing exists before it is saved', async () => {
    const { id } = await room({ capacity: 77, building: 'Bâtiment Q' })
    const page = await open(admin, `/admin/resources/Room/records/${id}/show`)
    await press(page, 'Autres actions')
    await press(page, 'Dupliquer')
    await waitFor(page, 'Rien n’est créé avant d’enregistrer')
    const value = (name: string) =>
      page.$eval(`[data-field=${name}] input`, (input) => (input as HTMLInputElement).value)
    expect([await value('name'), await value('capacity'), await value('building')]).toEqual(['', '77', 'Bâtiment Q'])
    const name = `Copie ${randomUUID()}`
    await page.locator('[data-field=name] input').fill(name)
    await page.locator('form button[type=submit]').click()
    await waitFor(page, 'C’est créé')
    expect(await prisma().room.findFirst({ where: { name } })).toMatchObject({ capacity: 77, building: 'Bâtiment Q' })
    await close(page)
  })

  test('the history leads back to a version once what would change has been read', async () => {
    const { id } = await room()
    const edit = (values: Record<string, string>) =>
      admin.visitor.api(`/admin/api/resources/Room/records/${id}/edit`, {
        method: 'POST',
        body: new URLSearchParams(values),
      })
    await edit({ capacity: '31', version: '0' })
    await edit({ capacity: '32', version: '1' })
    const page = await open(admin, `/admin/resources/Room/records/${id}/show?tab=history`)
    await page.locator('::-p-text(Revenir à cette version)').click()
    await waitFor(page, 'Voici ce qui changera')
    expect(await wrongIn(page)).toEqual([])
    await press(page, 'Revenir')
    await waitFor(page, 'C’est revenu à ce que c’était')
    expect(await now(id)).toMatchObject({ capacity: 31, version: 3 })
    await close(page)
  })
})

describe('two people on one form', () => {
  test('the second sees what the first wrote, chooses field by field, loses nothing, and saves', async () => {
    const { id, name } = await room({ building: 'Grand bâtiment du nord' })
    const path = `/admin/resources/Room/records/${id}/edit`
    const [first, second] = [await open(officer, path), await open(admin, path)]
    const fill = (page: Page, field: string, text: string) => page.locator(`[data-field=${field}] input`).fill(text)
    const save = (page: Page) => page.locator('form button[type=submit]').click()
    await fill(first, 'capacity', '40')
    await fill(first, 'building', 'Grand bâtiment du sud')
    await save(first)
    await waitFor(first, 'Les modifications sont enregistrées')
    await fill(second, 'capacity', '50')
    await fill(second, 'building', 'Petit bâtiment du nord')
    await fill(second, 'name', `${name} bis`)
    await save(second)
    await waitFor(second, 'Quelqu’un a enregistré ce dossier entre-temps')
    await second.waitForSelector('.word-diff ins')
    const words = await second.$$eval('.word-diff :is(ins, del)', (all) => all.map((one) => one.lastChild?.textContent))
    expect(words).toEqual(expect.arrayContaining(['nord', 'sud', 'Grand', 'Petit']))
    expect(await wrongIn(second)).toEqual([])
    await second.locator('input[name=stale-capacity]').click()
    await second.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[data-field=capacity] input')?.value === '40',
    )
    await save(second)
    await waitFor(second, 'Les modifications sont enregistrées')
    expect(await now(id)).toMatchObject({
      name: `${name} bis`,
      capacity: 40,
      building: 'Petit bâtiment du nord',
      version: 2,
    })
    await Promise.all([close(first), close(second)])
  })

  test('in a dialog over a related record, the same choice is offered', async () => {
    const department = await prisma().department.create({
      data: { code: randomUUID().slice(0, 8), name: 'Deux mains' },
    })
    const data = { name: `Licence ${randomUUID()}`, departmentId: department.id, cohorts: { create: { year: 2030 } } }
    const { id, cohorts } = await prisma().programme.create({ data, include: { cohorts: true } })
    const cohort = { id: cohorts[0]?.id ?? '' }
    const page = await open(admin, `/admin/resources/Programme/records/${id}/show?tab=Cohort.programmeId`)
    await page.locator('.line-end button').click()
    await page.locator('dialog[open] [data-field=year] input').fill('2040')
    await prisma().cohort.update({ where: cohort, data: { year: 2035, version: { increment: 1 } } })
    await page.locator('dialog[open] button[type=submit]').click()
    await waitFor(page, 'Quelqu’un a enregistré ce dossier entre-temps')
    expect(await wrongIn(page)).toEqual([])
    await page.locator('dialog[open] input[name=stale-year]').click()
    await page.locator('dialog[open] button[type=submit]').click()
    await page.waitForSelector('dialog[open]', { hidden: true })
    expect(await prisma().cohort.findUnique({ where: cohort })).toMatchObject({ year: 2035 })
    await close(page)
  })

  test('a button of an old page first shows what changed since, then does it', async () => {
    const { id } = await prisma().alert.create({ data: { title: `Alerte ${randomUUID()}`, key: randomUUID() } })
    const page = await open(admin, `/admin/resources/Alert/records/${id}/show`)
    await prisma().alert.update({ where: { id }, data: { severity: 'critical', version: { increment: 1 } } })
    await press(page, 'Je m’en occupe')
    await waitFor(page, 'Ce qui a changé depuis que vous avez ouvert cette page')
    expect(await wrongIn(page)).toEqual([])
    expect(await prisma().alert.findUnique({ where: { id } })).toMatchObject({ ownerId: null })
    await page.locator('dialog[open] button[type=submit]').click()
    await waitFor(page, 'L’alerte est à vous.')
    expect((await prisma().alert.findUniqueOrThrow({ where: { id } })).ownerId).not.toBeNull()
    await close(page)
  })
})

describe('writing in the list', () => {
  /** Rooms of their own building, in the order of their names. */
  async function sheet(n: number, by = admin, width = 1280) {
    const building = `B${randomUUID().slice(0, 8)}`
    const name = (i: number) => `${building} ${String(i + 1).padStart(2, '0')}`
    await prisma().room.createMany({
      data: Array.from({ length: n }, (_, i) => ({ name: name(i), capacity: 1, building })),
    })
    const page = await open(by, `/admin/resources/Room?filters.building~~is=${building}&sortBy=name`, width)
    const rows = () => prisma().room.findMany({ where: { building }, orderBy: { name: 'asc' } })
    const column = await page.$$eval('table.rows thead th:not(.pick)', (all) =>
      all.findIndex((one) => one.textContent?.includes('Places')),
    )
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-cell'))
    const at = (place: string) =>
      page.waitForFunction((one) => document.activeElement?.getAttribute('data-cell') === one, {}, place)
    return { page, rows, column, focused, at }
  }

  /** With the keyboard alone: to the button, then to the first cell of that column. */
  async function walkTo({ page, column, at }: Awaited<ReturnType<typeof sheet>>) {
    await page.focus('.grid-toggle')
    await page.keyboard.press('Enter')
    await page.waitForSelector('td.grid-cell.open')
    for (let i = 0; i < 12 && !(await page.evaluate(() => document.activeElement?.hasAttribute('data-cell'))); i++)
      await page.keyboard.press('Tab')
    await page.keyboard.press('Home')
    for (let i = 0; i < column; i++) await page.keyboard.press('ArrowRight')
    await at(`0:${column}`)
  }

  test('twenty values go down a column without the mouse', async () => {
    const opened = await sheet(20)
    const { page, rows, column, at } = opened
    await walkTo(opened)
    for (let i = 0; i < 20; i++) {
      await page.keyboard.type(String(100 + i))
      await page.keyboard.press('Enter')
      await at(`${Math.min(i + 1, 19)}:${column}`)
    }
    await expect
      .poll(async () => (await rows()).map((row) => row.capacity))
      .toEqual(Array.from({ length: 20 }, (_, i) => 100 + i))
    await waitFor(page, 'Enregistré : Places de')
    expect(await wrongIn(page)).toEqual([])
    await close(page)
  })

  test('Escape gives up, F2 corrects, Tab goes on to the next cell that may be written', async () => {
    const opened = await sheet(2)
    const { page, rows, column, focused } = opened
    await walkTo(opened)
    await page.keyboard.type('55')
    await page.keyboard.press('Escape')
    await page.keyboard.press('F2')
    await page.keyboard.press('End')
    await page.keyboard.type('2')
    await page.keyboard.press('Tab')
    await expect.poll(async () => (await rows())[0]?.capacity).toBe(12)
    expect(await focused()).not.toBe(`0:${column}`)
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('grid-toggle')
    await close(page)
  })

  test('what is refused stays in its cell with the sentence, until it is corrected', async () => {
    const opened = await sheet(2)
    const { page, rows, column } = opened
    await walkTo(opened)
    await page.keyboard.type('beaucoup')
    await page.keyboard.press('Enter')
    await waitFor(page, 'Ce n’est pas un nombre')
    const cell = `[data-cell="0:${column}"]`
    expect(
      await page.$eval(cell, (one) => [one.getAttribute('aria-invalid'), one.textContent?.includes('beaucoup')]),
    ).toEqual(['true', true])
    expect((await rows())[0]?.capacity).toBe(1)
    expect(await wrongIn(page)).toEqual([])
    await page.keyboard.press('ArrowUp')
    await page.keyboard.type('8')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await rows())[0]?.capacity).toBe(8)
    await page.waitForFunction(() => !document.querySelector('.cell-trouble'))
    await close(page)
  })

  test('somebody wrote in the same cell: both are shown, mine is kept when I say so; another column is no quarrel', async () => {
    const opened = await sheet(2)
    const { page, rows } = opened
    await walkTo(opened)
    const [first, second] = await rows()
    const meanwhile = (id: string | undefined, data: object) =>
      prisma().room.update({ where: { id: id ?? '' }, data: { ...data, version: { increment: 1 } } })
    await meanwhile(first?.id, { capacity: 14 })
    await meanwhile(second?.id, { name: `${second?.name} bis` })
    await page.keyboard.type('20')
    await page.keyboard.press('Enter')
    await waitFor(page, 'Quelqu’un a écrit « 14 » entre-temps')
    expect((await rows())[0]?.capacity).toBe(14)
    await page.keyboard.type('21')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await rows())[1]?.capacity).toBe(21)
    await press(page, 'Garder le mien')
    await expect.poll(async () => (await rows())[0]?.capacity).toBe(20)
    await close(page)
  })

  test('on a telephone a touch on the pencil opens the cell', async () => {
    const { page, rows } = await sheet(1, admin, 360)
    await page.locator('.grid-toggle').click()
    const [row] = await rows()
    await press(page, `Modifier Places de ${row?.name}`)
    await page.keyboard.type('9')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await rows())[0]?.capacity).toBe(9)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await close(page)
  })

  test('whoever may not write is offered no sheet', async () => {
    const student = await inside(door, 'student')
    const { page } = await sheet(1, student)
    expect(await page.$('.grid-toggle')).toBeNull()
    await close(page)
  })
})
