import { Secret, TOTP } from 'otpauth'
import type { ElementHandle, Page } from 'puppeteer-core'
import { type CastMember, demoPassword, demoSeed } from '../../prisma/seeds/cast.ts'
import { browser } from '../support/browser.ts'

/** Somebody at their screen, who reads labels and presses what is written on buttons; nothing else is known of the page. */
export type Hands = Awaited<ReturnType<typeof sitDown>>

const PATIENCE = 60_000

export async function sitDown(base: string, width = 1280) {
  const context = await (await browser()).createBrowserContext()
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE)
  await page.setViewport({ width, height: 900 })

  const goTo = async (path: string) => void (await page.goto(base + path, { waitUntil: 'networkidle0' }))
  const reads = (text: string) =>
    page.waitForFunction((wanted) => document.body.innerText.replace(/\s+/g, ' ').includes(wanted), {}, text)

  /** A button, a link or a tab, by what is written on it; a dialog that is open comes first. */
  const press = async (label: string) => {
    const found = await page.waitForFunction(pressable, {}, label)
    await (found as ElementHandle<HTMLElement>).click()
  }
  const control = async (label: string) => {
    const found = await page.waitForFunction(controlOf, {}, label)
    return found as ElementHandle<HTMLInputElement>
  }
  const fill = async (label: string, text: string) => {
    const input = await control(label)
    const id = await input.evaluate((one) => one.id)
    await page.locator(`#${CSS_ESCAPE(id)}`).fill(text)
  }
  /** A record, found by a few letters of its name. */
  const choose = async (label: string, text: string) => {
    const input = await control(label)
    await input.click()
    await input.type(text)
    const option = await page.waitForFunction(optionOf, {}, text)
    await (option as ElementHandle<HTMLElement>).click()
  }
  const attach = async (label: string, path: string) => {
    const input = await control(label)
    await input.uploadFile(path)
  }
  const logIn = async ({ email }: CastMember) => {
    await goTo('/login')
    await page.locator('input[name=email]').fill(email)
    await page.locator('input[name=password]').fill(demoPassword)
    await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.keyboard.press('Enter')])
    if (page.url().includes('/login/otp')) {
      await page.locator('input[name=code]').fill(new TOTP({ secret: Secret.fromBase32(demoSeed) }).generate())
      await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.keyboard.press('Enter')])
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

const CSS_ESCAPE = (id: string): string => id.replace(/[^\w-]/g, (sign) => `\\${sign}`)

// These run in the page
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
