import { Secret, TOTP } from 'otpauth'
import type { ElementHandle, Page } from 'puppeteer-core'
import { type CastMember, demoPassword, demoSeed } from '../../prisma/seeds/cast.ts'
import { browser } from '../support/browser.ts'

/** Somebody at their screen, who reads labels and presses what is written on buttons; nothing else is known of the page. */
export type Hands = Awaited<ReturnType<typeof sitDown>>

const PATIENCE = 45_000

export async function sitDown(base: string, width = 1280) {
  const context = await (await browser()).createBrowserContext()
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE)
  await page.setViewport({ width, height: 900 })

  const goTo = async (path: string) => void (await page.goto(base + path, { waitUntil: 'networkidle2' }))
  /** Says what is on the screen instead, when it is something else. */
  const found = async (what: (word: string) => unknown, word: string) => {
    try {
      return await page.waitForFunction(what, {}, word)
    } catch (cause) {
      const shown = await page.evaluate(() => document.body.innerText.replace(/\s+/g, ' ').slice(0, 1_500))
      throw new Error(`“${word}” is not on ${page.url()}, which shows: ${shown}`, { cause })
    }
  }
  const reads = (text: string) => found(shows, text)

  /** A button, a link or a tab, by what is written on it; a dialog that is open comes first. */
  const press = async (label: string) => {
    await found(standsStill, label)
    const button = await found(pressable, label)
    await (button as ElementHandle<HTMLElement>).click()
  }
  const control = async (label: string) => {
    const input = await found(controlOf, label)
    return input as ElementHandle<HTMLInputElement>
  }
  const fill = async (label: string, text: string) => {
    const input = await control(label)
    const id = await input.evaluate((one) => one.id)
    await page.locator(`#${escaped(id)}`).fill(text)
  }
  /** A record, found by a few letters of its name. */
  const choose = async (label: string, text: string, name = text) => {
    const input = await control(label)
    await input.click()
    await input.type(text)
    const option = await found(optionOf, name)
    await (option as ElementHandle<HTMLElement>).click()
  }
  /** One of a short list of choices. */
  const pick = async (label: string, choice: string) => {
    const list = await control(label)
    const value = await list.evaluate((one, said) => {
      const options = [...one.querySelectorAll('option')]
      return options.find((option) => option.innerText.trim() === said)?.value ?? ''
    }, choice)
    await list.select(value)
  }
  const attach = async (label: string, path: string) => {
    const input = await control(label)
    await input.uploadFile(path)
  }
  const logIn = async ({ email }: CastMember) => {
    await goTo('/login')
    await page.locator('input[name=email]').fill(email)
    await page.locator('input[name=password]').fill(demoPassword)
    await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle2' }), page.keyboard.press('Enter')])
    if (page.url().includes('/login/otp')) {
      await page.locator('input[name=code]').fill(new TOTP({ secret: Secret.fromBase32(demoSeed) }).generate())
      await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle2' }), page.keyboard.press('Enter')])
    }
  }
  const leave = () => context.close()
  return {
    page,
    goTo,
    reads,
    press,
    fill,
    choose,
    pick,
    attach,
    logIn,
    leave,
    fits: () => fits(page),
    idInAddress: () => idIn(page),
  }
}

/** Nothing to push sideways on a telephone. */
const fits = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)

const idIn = (page: Page): string => /records\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''

const escaped = (id: string): string => id.replace(/[^\w-]/g, (sign) => `\\${sign}`)

// These run in the page

const shows = (text: string): boolean => document.body.innerText.replace(/\s+/g, ' ').includes(text)

// Nobody aims at a button that is still moving: the page settles first
const standsStill = async (label: string): Promise<boolean> => {
  const where = () => {
    const all = [...document.querySelectorAll<HTMLElement>('button, a')].filter((one) => one.innerText.trim() === label)
    return all.map((one) => [one.getBoundingClientRect().top, one.getBoundingClientRect().left]).join()
  }
  const before = where()
  await new Promise((later) => setTimeout(later, 250))
  return before === where()
}

const pressable = (label: string): HTMLElement | null => {
  const said = (one: Element) =>
    (one.getAttribute('aria-label') ?? (one as HTMLElement).innerText).replace(/\s+/g, ' ').trim()
  const dialog = document.querySelector('dialog[open]')
  const all = [...(dialog ?? document).querySelectorAll<HTMLElement>('button, a, [role=tab], [role=menuitem]')]
  const seen = all.filter((one) => one.offsetParent !== null && !(one as HTMLButtonElement).disabled)
  return (
    seen.find((one) => said(one) === label) ??
    seen.find((one) => one.innerText.replace(/\s+/g, ' ').trim() === label) ??
    null
  )
}

const controlOf = (label: string): HTMLElement | null => {
  const scope = document.querySelector('dialog[open]') ?? document
  const labels = [...scope.querySelectorAll('label')]
  const found = labels.find(
    (one) =>
      one.innerText
        .replace(/[\s*]+/g, ' ')
        .replace(' (obligatoire)', '')
        .trim() === label,
  )
  return found?.htmlFor ? document.getElementById(found.htmlFor) : null
}

const optionOf = (text: string): HTMLElement | null =>
  [...document.querySelectorAll<HTMLElement>('[role=option]')].find((one) => one.innerText.includes(text)) ?? null
