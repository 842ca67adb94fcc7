import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../../src/platform/db.ts'
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

async function choose(name: string, bytes: Buffer): Promise<void> {
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
    await choose('etudiants.csv', dataFile('etudiants.csv'))
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
    await choose('etudiants.csv', dataFile('etudiants.csv'))
    await press('Vérifier le fichier')
    await reads('Rien à importer : les 180 lignes correctes sont déjà enregistrées à l’identique.')
    await press('Terminer et récupérer les lignes à corriger')
    await reads('Import terminé : rien n’a changé')
  })

  test('a wrong file says what to do and the step stays', async () => {
    await press('Envoyer un autre fichier')
    await choose('photo.csv', Buffer.from('89504e470d0a1a0a', 'hex'))
    await reads('Ce fichier n’est pas un tableau.')
    await choose('gros.csv', Buffer.alloc(11 * 1024 * 1024, 'a'))
    await reads('Ce fichier pèse 11 Mo')
    await reads('Choisissez le fichier')
  })

  test('a session that ends in the middle loses nothing: after login, the same step with the corrections', async () => {
    await page.goto(`${door.url}/admin/resources/Company/actions/import`)
    await choose('societes.csv', csv('Société;Lieu', 'Horizon Neuf;Thiès'))
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
