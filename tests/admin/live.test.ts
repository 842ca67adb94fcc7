import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { knock, onScreen, planned } from '../domain/clubs/world.ts'
import '../../src/domain/index.ts'
import type { ClubPost } from '@prisma/client'
import type { Role } from '../../src/access/actor.ts'
import { dateOfDay } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { type Door, hiddenFields, Visitor } from '../http/visitor.ts'
import { browser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { type Inside, inside, openDesk } from './opened-desk.ts'

let door: Door
let lead: Inside
let clubId: string
let activityId: string
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  const [club, other] = await Promise.all(
    ['Informatique', 'Anglais'].map((name) => prisma().club.create({ data: { name, slug: name.toLowerCase() } })),
  )
  clubId = club?.id ?? ''
  lead = await seated('club_lead', clubId, 'lead')
  stranger = await seated('club_lead', other?.id ?? '', 'lead')
  member = await seated('club_member', clubId, 'member')
  activityId = (await planned(clubId)).id
  return door.close
})
let stranger: Inside
let member: Inside

async function seated(role: Role, club: string, post: ClubPost): Promise<Inside> {
  const one = await inside(door, role)
  const names = { lastName: 'Koffi', firstName: 'Yannick', startsOn: dateOfDay('2026-01-01') }
  await prisma().clubMember.create({ data: { clubId: club, post, personId: one.who.personId, ...names } })
  return one
}

const live = (id = activityId) => `/admin/api/resources/Activity/records/${id}/live`
const said = (text: string) =>
  JSON.parse(text) as { live: { state: string; present: number }; shown: { code: string; url: string } }

describe('The live screen of an attendance', () => {
  it('is missing for the lead of another club and for a member without the post', async () => {
    for (const { visitor } of [stranger, member]) {
      expect((await visitor.api(live())).status).toBe(404)
      expect((await visitor.api(live(), { method: 'POST' })).status).toBe(404)
    }
  })

  it('says where attendance stands without the code; the code is shown by a POST, which is written down', async () => {
    const start = `/admin/api/resources/Activity/records/${activityId}/start`
    expect((await lead.visitor.api(start, { method: 'POST' })).status).toBe(200)
    const { code, room } = await onScreen(activityId)
    const state = await lead.visitor.api(live())
    expect(said(state.text).live).toMatchObject({
      state: 'open',
      present: 0,
      waitingCount: 0,
      left: expect.any(Number),
    })
    expect(state.text).not.toContain(code)
    expect(state.text).not.toContain(room)
    const shown = await lead.visitor.api(live(), { method: 'POST' })
    expect(said(shown.text).shown.code).toBe(code)
    await lead.visitor.api(live(), { method: 'POST' })
    expect(await prisma().event.count({ where: { recordId: activityId, verb: 'showCode' } })).toBe(1)
  })
})

describe('In the hands of a lead', () => {
  let page: Page
  const reads = (text: string) =>
    page
      .waitForFunction((word) => document.body.innerText.replace(/\s+/g, ' ').includes(word), { timeout: 20_000 }, text)
      .catch(async (cause) => {
        const shown = await page.evaluate(() => document.body.innerText.replace(/\s+/g, ' ').slice(0, 1_500))
        throw new Error(`“${text}” is not there: ${shown}`, { cause })
      })
  const press = (text: string) => page.locator(`::-p-xpath(//button[normalize-space()="${text}"])`).click()
  beforeAll(async () => {
    page = await (await (await browser()).createBrowserContext()).newPage()
    await page.setViewport({ width: 1280, height: 800 })
    await page.setCookie(...[...lead.visitor.cookies].map(([name, value]) => ({ name, value, url: door.url })))
  })
  afterAll(() => page.browserContext().close())

  it('the board shows the code, the room and whoever waits; a phone gets in and the figure moves', async () => {
    await page.goto(`${door.url}/admin/resources/Activity/records/${activityId}/show?tab=live`, {
      waitUntil: 'networkidle2',
    })
    await reads('0 présent')
    const { code } = await onScreen(activityId)
    await press('Afficher le code')
    await reads(`${code.slice(0, 3)} ${code.slice(3)}`)
    await reads('Encore 2 h 59 min')

    const activity = await prisma().activity.findUniqueOrThrow({ where: { id: activityId } })
    const phone = new Visitor(door)
    const form = await phone.submit(`/e/${activity.slug}`, { code })
    const who = { lastName: 'Zongo', firstName: 'Aminata', programme: 'Statistique', level: 'L2' }
    expect((await phone.post(`/e/${activity.slug}/presence`, { ...hiddenFields(form.text), ...who })).status).toBe(200)

    await page.locator('::-p-aria(Personnes comptées dans la salle)').fill('4')
    await press('Enregistrer')
    await reads('1 présent / 4 comptés')
    await reads('Écart de -75')

    await page.locator('::-p-aria([name="Nom"][role="textbox"])').fill('Sarr')
    await page.locator('::-p-aria(Prénom\\(s\\))').fill('Lamine')
    await page.select('.live-assist select', 'Statistique')
    await page.select('.live-assist label:nth-of-type(4) select', 'L1')
    await press('Inscrire')
    await reads('2 présents / 4 comptés')

    await page.evaluate(() => window.scrollTo(0, 0))
    await press('Projeter')
    await page.waitForSelector('dialog.live-projection[open]')
    expect(await page.$eval('dialog.live-projection', (one) => (one as HTMLElement).innerText)).not.toContain('Zongo')
    await page.keyboard.press('Escape')

    await press('Nouveau code')
    await reads('Le code affiché ne vaudra plus rien')
    await press('Nouveau code')
    await page.waitForFunction(
      (old) => !document.querySelector('.live-digits')?.textContent?.includes(old),
      {},
      code.slice(0, 3),
    )
    await expect(knock(activity.slug ?? '', code)).rejects.toThrow('code_replaced')
  })

  it('a phone without a network keeps the form, and sends it once when the network is back', async () => {
    const { slug } = await prisma().activity.findUniqueOrThrow({ where: { id: activityId } })
    const phone = await (await (await browser()).createBrowserContext()).newPage()
    const errors: string[] = []
    phone.on('pageerror', (error) => errors.push(String(error)))
    const says = (text: string) => phone.waitForFunction((word) => document.body.innerText.includes(word), {}, text)
    // The QR: its token stands behind the #, and opens the form by itself
    const { room } = await onScreen(activityId)
    await Promise.all([phone.waitForNavigation(), phone.goto(`${door.url}/e/${slug}#r=${room}`)])
    await says('Atelier Python')
    await phone.locator('#lastName').fill('Barry')
    await phone.locator('#firstName').fill('Hadiza')
    await phone.select('#programme', 'Statistique')
    await phone.select('#level', 'L3')
    await phone.setOfflineMode(true)
    await phone.locator('form button').click()
    await says('En attente d’envoi (1)')
    await phone.setOfflineMode(false)
    await says('Reçu à')
    await says('Votre présence est')
    const rows = await prisma().attendance.findMany({ where: { activityId, participant: { lastName: 'Barry' } } })
    expect(rows).toHaveLength(1)
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(errors).toEqual([])
    await phone.browserContext().close()
  })

  it('fits a telephone', async () => {
    await page.setViewport({ width: 360, height: 740 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  })
})
