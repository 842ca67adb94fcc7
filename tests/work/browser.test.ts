import axe from 'axe-core'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { leaveNotice } from '../../src/kit/notice.ts'
import { now } from '../../src/platform/clock.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { buildWorld, type Name, PASSWORD, type World } from '../access/world.ts'
import { type Door, Visitor } from '../http/visitor.ts'
import { testApp } from '../support/app.ts'
import { browser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
beforeAll(testDatabase)
let door: Door
let world: World
let page: Page
beforeAll(async () => {
  world = await buildWorld()
  door = await testApp()
  page = await opened('officerA')
})
afterAll(() => door?.close())

async function opened(name: Name): Promise<Page> {
  const who = world.principals.get(name)
  const visitor = new Visitor(door)
  await visitor.logIn({ email: who?.email ?? '', password: PASSWORD, ...(who?.seed ? { seed: who.seed } : {}) })
  await visitor.get('/admin')
  const context = await (await browser()).createBrowserContext()
  const cookies = [...visitor.cookies].map(([key, value]) => ({ name: key, value, domain: '127.0.0.1' }))
  await context.setCookie(...cookies)
  const opening = await context.newPage()
  await opening.setViewport({ width: 1280, height: 800 })
  return opening
}

const go = (path: string, on = page) => on.goto(`${door.url}${path}`, { waitUntil: 'domcontentloaded' })
const reads = (text: string, on = page) =>
  on.waitForFunction((word: string) => document.body.innerText.includes(word), { timeout: 30_000 }, text)
/** What axe-core finds at WCAG 2.2 AA; a run that checked nothing is a fault of its own. */
const serious = async (on = page): Promise<string[]> => {
  await on.evaluate(axe.source)
  const said = await on.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then(({ passes, violations }) =>
      passes.length === 0 ? ['axe checked nothing'] : violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
  )
  return Array.isArray(said) ? said.map(String) : ['axe gave no answer']
}
const fits = (on = page) => on.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)
const press = async (selector: string, on = page) => (await on.waitForSelector(selector))?.click()

describe('The bell', () => {
  it('counts a new notice by itself, shows it, and opens its record as read', async () => {
    const { personId = '' } = world.principals.get('officerA') ?? {}
    await prisma().notification.updateMany({ where: { personId }, data: { readAt: now() } })
    await go('/admin')
    await page.waitForSelector('.bell button')
    const offer = world.row('Offer', '1').id
    const href = `/admin/resources/Offer/records/${offer}/show`
    const { id: eventId } = await prisma().event.findFirstOrThrow()
    const notice = { personId, eventId, title: 'Offre à relire sans recharger', body: null, href, createdAt: now() }
    await transaction((tx) => leaveNotice(tx, notice))
    await page.waitForFunction(() => document.querySelector('.bell-count')?.textContent === '1', { timeout: 15_000 })
    await press('.bell button')
    await reads('Offre à relire sans recharger')
    await reads('Aujourd’hui')
    expect(await serious()).toEqual([])
    await press('.bell-notice a')
    await page.waitForFunction((path: string) => location.pathname === path, {}, href)
    await page.waitForFunction(() => !document.querySelector('.bell-count'))
  })

  it('closes with Escape and gives the focus back', async () => {
    await press('.bell button')
    await page.waitForSelector('.bell-panel')
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => document.activeElement?.closest('.bell') !== null)).toBe(true)
    expect(await page.$('.bell-panel')).toBeNull()
  })
})

describe('Comments', () => {
  const path = () => `/admin/resources/Placement/records/${world.row('Placement', '1').id}/show?tab=comments`

  it('written by one colleague appear before the other, who touches nothing; text stays text', async () => {
    const colleague = await opened('tutor1')
    await go(path(), colleague)
    await reads('Personne n’a encore commenté', colleague)
    await go(path())
    const area = await page.waitForSelector('.comment-box textarea')
    await area?.type('<img src=x onerror=window.broken=1> voir https://horizon.example/page.')
    await press('.comment-box button[type=submit]')
    await reads('<img src=x', colleague)
    await colleague.waitForSelector('[data-tab=comments][data-count="1"]')
    const shown = await colleague.evaluate(() => ({
      broken: 'broken' in window,
      images: document.querySelectorAll('.comment img').length,
      link: document.querySelector('.comment a')?.getAttribute('href'),
    }))
    expect(shown).toEqual({ broken: false, images: 0, link: 'https://horizon.example/page' })
    expect(await serious()).toEqual([])
    await colleague.browserContext().close()
  })

  it('offer the colleagues who see the record after an @, by the keyboard', async () => {
    await go(path())
    const area = await page.waitForSelector('.comment-box textarea')
    await area?.type('Pour @CNRY-Person-tutor1')
    await page.waitForSelector('[role=option]')
    expect(await page.$$eval('[role=option]', (all) => all.length)).toBe(1)
    await page.keyboard.press('Enter')
    const text = await page.$eval('.comment-box textarea', (one) => (one as HTMLTextAreaElement).value)
    expect(text).toBe('Pour @CNRY-Person-tutor1-firstName CNRY-Person-tutor1-lastName ')
    await press('.comment-box button[type=submit]')
    await page.waitForSelector('.comment .mention')
  })

  it('are no tab for a student', async () => {
    const student = await opened('student1')
    await go(path(), student)
    await student.waitForSelector('[role=tab]')
    expect(await student.$('[data-tab=comments]')).toBeNull()
    await student.browserContext().close()
  })
})

describe('Notifications, preferences and alerts', () => {
  const PAGES = ['/admin/pages/notifications', '/admin/pages/preferences', '/admin/pages/alerts']

  it.each(PAGES)('%s holds on a telephone, and nothing serious stops a screen reader', async (path) => {
    const phone = await page.browserContext().newPage()
    await phone.bringToFront()
    await phone.setViewport({ width: 360, height: 800 })
    await go(path, phone)
    await phone.waitForFunction(
      () => document.querySelector('.screen h1') && !document.body.innerText.includes('Chargement'),
    )
    expect(await fits(phone)).toBe(true)
    expect(await serious(phone)).toEqual([])
    await press('.bell button', phone)
    await phone.waitForSelector('.bell-panel')
    expect(await fits(phone)).toBe(true)
    await phone.close()
    await page.bringToFront()
  })

  it('the account menu leads to the preferences, and a pace is kept', async () => {
    await go('/admin')
    await press('.menu-trigger')
    await press('a[href="/admin/pages/preferences"]')
    await reads('Un résumé par jour')
    await page.evaluate(() => document.querySelectorAll<HTMLInputElement>('input[name=pace]')[1]?.click())
    await press('.paces button[type=submit]')
    await page.waitForSelector('.notice-success')
    const { personId = '' } = world.principals.get('officerA') ?? {}
    expect((await prisma().notificationPreference.findUniqueOrThrow({ where: { personId } })).pace).toBe('daily')
  })

  it('an alert is taken from its list with one press', async () => {
    await go('/admin/pages/alerts')
    await reads('Personne ne s’en occupe')
    await press('.alert .button.primary')
    await reads('Suivie par vous')
  })
})
