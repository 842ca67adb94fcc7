import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Secret, TOTP } from 'otpauth'
import type { Browser, Page } from 'puppeteer-core'
import sharp from 'sharp'

// Before config.ts is read: the demo of the pictures is its own, and leaves nothing behind
const folder = mkdtempSync(join(tmpdir(), 'preau-pictures-'))
process.env.DATA_DIR = folder

const [{ startApp }, { launchChromium }, { cast, demoPassword, demoSeed }] = await Promise.all([
  import('../bench/processes.ts'),
  import('../src/platform/chromium.ts'),
  import('../prisma/seeds/cast.ts'),
])

type Shot = { name: string; path: string; pose?: (page: Page) => Promise<unknown> }
type Session = { email: string; width: number; shots: Shot[] }

const list = (model: string, query = '') => `/admin/resources/${model}${query}`
const firstRow = async (page: Page) => {
  await page.locator('table.rows tbody a').click()
  await page.waitForSelector('.details')
}
const press = (label: string) => (page: Page) =>
  page.locator(`::-p-xpath(//button[normalize-space()="${label}"])`).click()

// Every picture of the documentation, from the product as it is: `npm run pictures`, or some: `npm run pictures -- <name>…`
const only = process.argv.slice(2)
const isWanted = (name: string): boolean => only.length === 0 || only.includes(name)
const sessions: Session[] = [
  {
    email: cast.officer.email,
    width: 1280,
    shots: [
      { name: 'stages-accueil', path: '/admin' },
      { name: 'stages-candidatures', path: list('Candidature', '?filters.status~~is=submitted') },
      { name: 'stages-candidature', path: list('Candidature', '?filters.status~~is=submitted'), pose: firstRow },
      { name: 'stages-soutenances', path: '/admin/pages/defenses' },
      { name: 'stages-import', path: `${list('Student')}/actions/import`, pose: importStudents },
      { name: 'stages-convention', path: list('Agreement', '?filters.status~~is=approved'), pose: firstRow },
      { name: 'stages-signatures', path: list('Agreement', '?filters.status~~is=signing'), pose: signaturesTab },
    ],
  },
  {
    email: cast.admin.email,
    width: 1280,
    shots: [
      { name: 'admin-accueil', path: '/admin' },
      { name: 'admin-roles', path: list('RoleAssignment') },
    ],
  },
  {
    email: cast.tutorCisse.email,
    width: 1280,
    shots: [{ name: 'tuteur-convention', path: list('Agreement', '?filters.status~~is=submitted'), pose: firstRow }],
  },
  { email: cast.clubInfo.email, width: 390, shots: [{ name: 'club-mon-club', path: '/admin/pages/club' }] },
  { email: cast.union.email, width: 1280, shots: [{ name: 'amicale-tableau', path: '/admin/pages/clubs' }] },
  { email: cast.treasurer.email, width: 390, shots: [{ name: 'club-caisse', path: '/admin/pages/cash' }] },
  { email: cast.alpha.email, width: 1280, shots: [{ name: 'entreprise-accueil', path: '/admin' }] },
  {
    email: cast.student.email,
    width: 390,
    shots: [
      { name: 'etudiant-accueil', path: '/admin' },
      { name: 'etudiant-candidater', path: list('Offer', '?filters.status~~is=published'), pose: applyForm },
    ],
  },
]

const out = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
mkdirSync(out, { recursive: true })
const app = await startApp({ DATA_DIR: folder })
const browser = await launchChromium(['--lang=fr-FR'])
try {
  for (const session of sessions) await photograph(browser, app.base, session)
  if (isWanted('entreprise-lien')) await photographLink(browser, app.base)
} finally {
  await browser.close()
  await app.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function photograph(chromium: Browser, base: string, { email, width, shots }: Session): Promise<void> {
  const wanted = shots.filter((one) => isWanted(one.name))
  if (wanted.length === 0) return
  const context = await chromium.createBrowserContext()
  const page = await context.newPage()
  await page.setViewport({ width, height: width < 600 ? 780 : 800 })
  await logIn(page, base, email)
  for (const { name, path, pose } of wanted) {
    await page.goto(base + path, { waitUntil: 'networkidle2' })
    await pose?.(page)
    await keep(page, name)
  }
  await context.close()
}

async function keep(page: Page, name: string): Promise<void> {
  await new Promise((shown) => setTimeout(shown, 600))
  const picture = await page.screenshot({ type: 'png' })
  await sharp(picture)
    .webp({ quality: 72 })
    .toFile(join(out, `${name}.webp`))
  process.stdout.write(`docs/pictures/${name}.webp\n`)
}

/** The page of a tutor without an account, by the message that the officer prepares for their telephone. */
async function photographLink(chromium: Browser, base: string): Promise<void> {
  const context = await chromium.createBrowserContext()
  const page = await context.newPage()
  await page.setViewport({ width: 1280, height: 800 })
  await logIn(page, base, cast.officer.email)
  await page.goto(`${base}${list('CompanyContact')}?query=${cast.beta.lastName}`, { waitUntil: 'networkidle2' })
  await firstRow(page)
  await page.locator('::-p-xpath(//button[@role="tab"][contains(., "Suivi sans compte")])').click()
  await page.locator('::-p-xpath(//button[contains(., "Préparer un message")])').click()
  const text = await page.waitForSelector('.portal-message textarea')
  const message = (await text?.evaluate((one) => (one as HTMLTextAreaElement).value)) ?? ''
  await page.setViewport({ width: 390, height: 780 })
  await page.goto(base + (/\/link\/[\w-]{43}/.exec(message)?.[0] ?? '/'), { waitUntil: 'networkidle2' })
  await keep(page, 'entreprise-lien')
  await context.close()
}

async function signaturesTab(page: Page): Promise<void> {
  await firstRow(page)
  await page.locator('::-p-xpath(//button[@role="tab"][normalize-space()="Signatures"])').click()
  await page.waitForSelector('.circuit-lines')
}

async function logIn(page: Page, base: string, email: string): Promise<void> {
  await page.goto(`${base}/login`, { waitUntil: 'networkidle2' })
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(demoPassword)
  await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle2' }), page.keyboard.press('Enter')])
  if (!page.url().includes('/login/otp')) return
  await page.locator('input[name=code]').fill(new TOTP({ secret: Secret.fromBase32(demoSeed) }).generate())
  await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle2' }), page.keyboard.press('Enter')])
}

async function importStudents(page: Page): Promise<void> {
  const input = await page.waitForSelector('input[type=file]')
  await input?.uploadFile(fileURLToPath(new URL('../tests/data/etudiants.csv', import.meta.url)))
  await press('Vérifier le fichier')(page)
  await page.waitForSelector('.import-rows', { timeout: 120_000 })
}

async function applyForm(page: Page): Promise<void> {
  await firstRow(page)
  await press('Candidater')(page)
}
