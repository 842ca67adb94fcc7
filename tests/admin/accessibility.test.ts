import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'
import { beforeAll, expect, test } from 'vitest'
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
    data: Array.from({ length: 3 }, (_, i) => ({ name: `Salle lue ${i + 1}`, capacity: i + 10 })),
  })
  return door.close
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const list = '/admin/resources/Room'
const pageOf = (name: string): [string, string] => [name, `/admin/pages/${name}`]

/** A screen, where it is, and what is pressed there before it is looked at. */
const SCREENS: [name: string, path: string, press?: string][] = [
  ['the first page', '/admin'],
  ['a list', list],
  ['the filters of a list', list, '[aria-controls=filters]'],
  ['the own menu', '/admin', '.top-bar .menu:last-child > button'],
  ['a form', `${list}/actions/new`],
  ['the export panel', `${list}/actions/export`],
  ['the import wizard', '/admin/resources/Student/actions/import'],
  ...['notifications', 'preferences', 'exports', 'trash', 'alerts', 'agenda', 'indicators', 'morning'].map(pageOf),
  ...['rights', 'audit', 'jobs', 'outbox', 'settings', 'health'].map(pageOf),
]

const TABS = ['details', 'comments', 'documents', 'history', 'viewers']

/** What axe-core finds serious at WCAG 2.2 AA; a run that checked nothing is a fault of its own. */
async function wrongIn(page: Page): Promise<string[]> {
  const said = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then(({ passes, violations }) =>
      passes.length < 10 ? ['nothing was checked'] : violations.filter((one) => ['serious', 'critical'].includes(one.impact))
        .map((one) => one.id + ' ' + one.nodes[0].html.slice(0, 160)))`,
  )
  return Array.isArray(said) ? said.map(String) : ['axe gave no answer']
}

/** What a screen without heading shows instead, and what it still waits for. */
const shownBy = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const asked = performance.getEntriesByType('resource').map((one) => {
      const { name, responseEnd, duration } = one as PerformanceResourceTiming
      return `${name} ${responseEnd === 0 ? 'without an answer' : Math.round(duration)}`
    })
    return [document.readyState, document.body.innerText.slice(0, 300), ...asked].join('\n')
  })

/** One visit, both lights: a button on its way from one colour to the other has neither, so nothing moves. */
const THEMES = ['light', 'dark']
const lit = (page: Page, value: string) =>
  page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ])

test('every screen of the desk can be used by everybody, read aloud and looked at, in light and in dark', {
  timeout: 240_000,
}, async () => {
  const { id } = await prisma().room.findFirstOrThrow()
  const page = await (await (await browser()).createBrowserContext()).newPage()
  await page.setViewport({ width: 1280, height: 800 })
  await page.setCookie(...[...admin.visitor.cookies].map(([name, value]) => ({ name, value, url: door.url })))
  const tabs = TABS.map((tab): [string, string] => [`the tab ${tab}`, `${list}/records/${id}/show?tab=${tab}`])
  const wrong: string[] = []
  for (const [name, path, press] of [...SCREENS, ...tabs]) {
    await page.goto(door.url + path, { waitUntil: 'load' })
    await page.waitForSelector('main h1').catch(async (cause: unknown) => {
      throw new Error(`${name} shows no heading, but: ${await shownBy(page)}`, { cause })
    })
    if (press) await page.locator(press).click()
    await page.waitForNetworkIdle({ idleTime: 150, concurrency: 2 })
    expect([name, await page.title()]).not.toEqual([name, expect.stringContaining('Introuvable')])
    await page.evaluate(axe)
    for (const theme of THEMES) {
      await lit(page, theme)
      wrong.push(...(await wrongIn(page)).map((one) => `${name}, ${theme} : ${one}`))
    }
  }
  expect(wrong).toEqual([])
  await page.browserContext().close()
})
