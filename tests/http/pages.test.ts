import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '../../src/access/actor.ts'
import { inviteAccount } from '../../src/domain/core/invitation.ts'
import { prisma } from '../../src/platform/db.ts'
import { browser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { codeOf, type Door, openDoor, PASSWORD, SEED, someone, stranger } from './visitor.ts'

let door: Door
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDoor()
  return door.close
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function tab(size: { width: number; height: number } = PHONE, scheme = 'light'): Promise<Page> {
  const page = await (await (await browser()).createBrowserContext()).newPage()
  await page.setViewport(size)
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
  return page
}

const PHONE = { width: 360, height: 740 }
const LAPTOP = { width: 1280, height: 800 }

/** What a checker of WCAG 2.2 AA finds wrong on the page, in words. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return (await page.evaluate(`axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 120)))`)) as string[]
}

const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as Promise<number>

async function press(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [id, text] of Object.entries(fields)) await page.locator(`#${id}`).fill(text)
  await Promise.all([page.waitForNavigation(), page.click('form .wide')])
}

describe('every page can be read and used by everybody', () => {
  for (const [size, dimensions] of Object.entries({ phone: PHONE, laptop: LAPTOP })) {
    test.each(['light', 'dark'])(
      `on a ${size}, %s`,
      async (scheme) => {
        const [officer, admin, invited] = [
          await someone(['internship_officer']),
          await someone(['admin'], { seed: SEED }),
          await stranger(['student']),
        ]
        await inviteAccount(system('test'), invited.personId)
        const mail = await prisma().mailDelivery.findFirstOrThrow({ where: { recipient: invited.email } })
        const invitation = /\/invitation\/[\w-]+/.exec(mail.text)?.[0] ?? ''
        const page = await tab(dimensions, scheme)
        const seen: Record<string, string[]> = {}
        const look = async (name: string) => {
          seen[name] = await faults(page)
          if ((await overflow(page)) > 0) seen[name]?.push('wider than the screen')
        }
        for (const path of ['/', '/login', '/login?lang=en', '/login?lang=fr', '/forgot', invitation, '/nulle-part']) {
          await page.goto(`${door.url}${path}`)
          await look(path)
        }
        await page.goto(`${door.url}/login`)
        await press(page, { email: officer.email, password: 'pas celui-ci' })
        await look('refused')
        await press(page, { password: PASSWORD })
        await look('enrol')
        const seed = (await page.$eval('.secret', (element) => element.textContent ?? '')).replaceAll(' ', '')
        await press(page, { code: codeOf(seed) })
        await look('recovery codes')
        const other = await tab(dimensions, scheme)
        await other.goto(`${door.url}/login`)
        await press(other, { email: admin.email, password: PASSWORD })
        seen.code = await faults(other)
        await other.browserContext().close()
        await page.browserContext().close()
        expect(Object.keys(seen)).toHaveLength(11)
        expect(Object.entries(seen).filter(([, problems]) => problems.length > 0)).toEqual([])
      },
      90_000,
    )
  }
})

describe('the way in', () => {
  test('works without JavaScript', async () => {
    const admin = await someone(['admin'], { seed: SEED })
    const page = await tab()
    await page.setJavaScriptEnabled(false)
    await page.goto(`${door.url}/admin`)
    expect(page.url()).toBe(`${door.url}/login`)
    await page.type('#email', admin.email)
    await page.type('#password', PASSWORD)
    await Promise.all([page.waitForNavigation(), page.click('form .wide')])
    await page.type('#code', codeOf(SEED))
    await Promise.all([page.waitForNavigation(), page.click('form .wide')])
    expect(await page.content()).toContain('<h1>desk</h1>')
    await page.browserContext().close()
  })

  test('works by keyboard alone, and the browser refuses nothing of our own pages', async () => {
    const awa = await someone()
    const page = await tab(LAPTOP)
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(`${door.url}/login`)
    await page.waitForFunction(() => document.activeElement?.id === 'email')
    await page.keyboard.type(awa.email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(PASSWORD)
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    expect(page.url()).toBe(`${door.url}/admin`)
    expect(complaints).toEqual([])
    await page.browserContext().close()
  })

  test('a password can be looked at before it is sent, and is hidden again when it is', async () => {
    const page = await tab()
    await page.goto(`${door.url}/login`)
    await page.type('#password', 'secret')
    const type = () => page.$eval('#password', (input) => (input as HTMLInputElement).type)
    expect(await type()).toBe('password')
    await page.click('.with-button button')
    expect(await type()).toBe('text')
    await page.click('.with-button button')
    expect(await type()).toBe('password')
    await page.browserContext().close()
  })
})
