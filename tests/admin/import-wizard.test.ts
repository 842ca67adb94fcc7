import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerJobs } from '../../jobs/main.ts'
import { prisma } from '../../src/platform/db.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import type { Door, Someone } from '../http/visitor.ts'
import { codeOf, PASSWORD, SEED } from '../http/visitor.ts'
import { csv, dataFile, school } from '../kit/import-cast.ts'
import { browser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { inside, openDesk } from './opened-desk.ts'

let door: Door
let page: Page
let who: Someone

beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  registerJobs()
  await school()
  who = (await inside(door, 'internship_officer')).who
  page = await (await browser()).newPage()
  await page.setViewport({ width: 390, height: 844 })
  await page.goto(`${door.url}/login`)
  await logIn()
})
afterAll(() => door.close())

async function logIn(): Promise<void> {
  await page.type('input[name=email]', who.email)
  await page.type('input[name=password]', PASSWORD)
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  // The code of this minute has served already
  await page.type('input[name=code]', codeOf(SEED, 30))
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
}

const folder = mkdtempSync(join(String(process.env.DATA_DIR), 'preau-wizard-'))
const reads = (text: string) => page.waitForFunction((wanted) => document.body.innerText.includes(wanted), {}, text)

async function press(text: string, times = 1): Promise<void> {
  await page.waitForFunction(
    (wanted, count) => {
      const button = [...document.querySelectorAll('button')].find(
        (one) => one.textContent?.includes(wanted) && !one.disabled,
      )
      for (let index = 0; button && index < count; index++) button.click()
      return button !== undefined
    },
    {},
    text,
    times,
  )
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function wrongIn(): Promise<string[]> {
  const said = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then(({ passes, violations }) =>
      passes.length < 10 ? ['nothing was checked'] : violations.map((one) => one.id + ' ' + one.nodes[0].html.slice(0, 160)))`,
  )
  return Array.isArray(said) ? said.map(String) : ['axe gave no answer']
}

async function send(name: string, bytes: Buffer): Promise<void> {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  await page.waitForSelector('input[type=file]')
  const input = await page.$('input[type=file]')
  if (!input) throw new Error('no file field')
  await input.uploadFile(file)
}

// Two hundred rows go through the record’s door twice: seconds alone, a minute when the machine is busy
describe('On a phone, in a real browser', { timeout: 120_000 }, () => {
  test('a secretariat imports its file: columns, check, a triple click that imports once, the refused rows', async () => {
    await page.goto(`${door.url}/admin/resources/Student/actions/import`)
    await send('etudiants.csv', dataFile('etudiants.csv'))
    await reads('Vérifiez où va chaque colonne')
    await press('Vérifier le fichier')
    await reads('Voici ce qui se passera')
    await reads('Vouliez-vous écrire « Licence Statistique » ?')
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    await press('Importer 180 lignes', 3)
    await reads('Import terminé')
    expect(await prisma().student.count()).toBe(180)
    expect(await prisma().event.count({ where: { noun: 'ImportRun', verb: 'import' } })).toBe(1)
    await reads('Télécharger les lignes refusées')
  })

  test('the same file again: nothing to do, and the screen says so', async () => {
    await press('Envoyer un autre fichier')
    await send('etudiants.csv', dataFile('etudiants.csv'))
    await press('Vérifier le fichier')
    await reads('Rien à importer : les 180 lignes correctes sont déjà enregistrées à l’identique.')
    await press('Terminer et récupérer les lignes à corriger')
    await reads('Import terminé : rien n’a changé')
  })

  test('a wrong file says what to do and the step stays', async () => {
    await press('Envoyer un autre fichier')
    await send('photo.csv', Buffer.from('89504e470d0a1a0a', 'hex'))
    await reads('Ce fichier n’est pas un tableau.')
    await send('gros.csv', Buffer.alloc(11 * 1024 * 1024, 'a'))
    await reads('Ce fichier pèse 11 Mo')
    await reads('Choisissez le fichier')
  })

  test('a session that ends in the middle loses nothing: after login, the same step with the corrections', async () => {
    await page.goto(`${door.url}/admin/resources/Company/actions/import`)
    await send('societes.csv', csv('Société;Lieu', 'Horizon Neuf;Thiès'))
    await reads('Vérifiez où va chaque colonne')
    await page.select('.mapping li:nth-child(2) select', 'city')
    await prisma().session.deleteMany({ where: { accountId: who.accountId } })
    await Promise.all([page.waitForNavigation(), press('Vérifier le fichier')])
    expect(page.url()).toContain('/login?next=')
    await prisma().account.update({ where: { id: who.accountId }, data: { totpLastStep: 0 } })
    await logIn()
    await reads('Vérifiez où va chaque colonne')
    expect(await page.$eval('.mapping li:nth-child(2) select', (select) => (select as HTMLSelectElement).value)).toBe(
      'city',
    )
    await press('Vérifier le fichier')
    await reads('Importer 1 ligne')
  })
})

describe('A large file, watched from its columns to its undo', { timeout: 120_000 }, () => {
  const towns = ['Dakar', 'Thiès', 'Ségou']
  const lines = Array.from({ length: 600 }, (_, i) => `Société ${i + 1};${towns[i % 3]};${10 + i}`)
  // What an old machine of the secretariat writes
  const bytes = Buffer.from(['Société;Ville;Effectif', ...lines].join('\r\n'), 'latin1')
  const steps: string[] = []

  /** The step as it stands, in both lights, with what axe finds wrong in it. */
  async function looked(step: string): Promise<void> {
    await page.evaluate(axe)
    for (const value of ['light', 'dark']) {
      // A button on its way from one colour to the other has neither
      const still = { name: 'prefers-reduced-motion', value: 'reduce' }
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }, still])
      for (const wrong of await wrongIn()) steps.push(`${step}, ${value} : ${wrong}`)
    }
  }
  const header = (n: number) => page.$eval(`.mapping li:nth-child(${n}) strong`, (one) => one.textContent)
  const headed = (n: number, text: string) =>
    page.waitForFunction(
      (at, wanted) => document.querySelector(`.mapping li:nth-child(${at}) strong`)?.textContent === wanted,
      {},
      n,
      text,
    )
  const choose = async (label: string, value: string) => {
    const id = await page.$$eval(
      '.import-reading label',
      (all, wanted) => all.find((one) => one.textContent === wanted)?.getAttribute('for') ?? '',
      label,
    )
    await page.select(`[id="${id}"]`, value)
  }

  test('read the wrong way, it is corrected on the screen, and its columns are proposed afresh', async () => {
    await prisma().company.createMany({
      data: [
        { name: 'Société 1', city: 'Dakar', headcount: 3 },
        { name: 'Société 2', city: 'Thiès', headcount: 11 },
      ],
    })
    await page.goto(`${door.url}/admin/resources/Company/actions/import`)
    await page.waitForSelector('input[type=file]')
    await looked('file')
    await send('societes.csv', bytes)
    await headed(1, 'Société')
    await looked('columns')
    await choose('Encodage des accents', 'utf-8')
    await headed(1, 'Soci\ufffdt\ufffd')
    await choose('Encodage des accents', 'windows-1252')
    await headed(1, 'Société')
    await choose('Séparateur des colonnes', ',')
    await reads('Une seule colonne a été trouvée')
    await choose('Séparateur des colonnes', ';')
    await headed(3, 'Effectif')
    expect(await header(2)).toBe('Ville')
    expect(await page.$eval('.mapping li:nth-child(3) select', (one) => (one as HTMLSelectElement).value)).toBe(
      'headcount',
    )
  })

  test('its check shows how far it is, then every row: what changes in which cell, page after page', async () => {
    await press('Vérifier le fichier')
    await page.waitForSelector('progress')
    await looked('checking')
    await drainQueue()
    await reads('Voici ce qui se passera')
    await reads('Importer 599 lignes')
    await looked('check')
    await press('Modifiées')
    await page.waitForFunction(() => document.querySelectorAll('.import-rows tbody tr').length === 1)
    const cell = await page.$eval('.import-rows .said', (one) => (one as HTMLElement).innerText.replace(/\s+/g, ' '))
    expect(cell).toContain('Effectif : 3 → 10')
    await press('Nouvelles')
    await reads('Page 1 sur 12')
    await press('Suivante')
    await reads('Page 2 sur 12')
    expect(await page.$$eval('.import-rows tbody tr', (rows) => rows.length)).toBe(50)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  })

  test('it goes in, and is taken back but for what somebody touched since', async () => {
    await press('Importer 599 lignes')
    await page.waitForSelector('progress')
    await drainQueue()
    await reads('Import terminé')
    expect(await prisma().company.count({ where: { name: { startsWith: 'Société ' } } })).toBe(600)
    await looked('done')
    const touched = await prisma().company.findFirstOrThrow({ where: { name: 'Société 600' } })
    const data = { headcount: 7, version: { increment: 1 } }
    await prisma().company.update({ where: { id: touched.id }, data })
    await press('Annuler cet import')
    await press('Oui, annuler l’import')
    await page.waitForSelector('progress')
    await looked('undoing')
    await drainQueue()
    await reads('Import annulé')
    await reads('598 lignes annulées. 1 ligne laissée telle quelle : elle est listée ci-dessous.')
    await looked('undone')
    const left = await prisma().company.findMany({
      where: { name: { startsWith: 'Société ' } },
      orderBy: { id: 'asc' },
    })
    expect(left.map(({ name, headcount }) => [name, headcount])).toEqual(
      expect.arrayContaining([
        ['Société 1', 3],
        ['Société 2', 11],
        ['Société 600', 7],
      ]),
    )
    expect(left).toHaveLength(3)
    expect(steps).toEqual([])
  })
})
