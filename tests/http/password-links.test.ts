import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { system } from '../../src/access/actor.ts'
import { inviteAccount } from '../../src/domain/core/invitation.ts'
import { now, setClock } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { prisma } from '../../src/platform/db.ts'
import { testDatabase } from '../support/database.ts'
import { codeOf, type Door, hiddenFields, openDoor, SEED, someone, stranger, Visitor } from './visitor.ts'

let door: Door
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDoor()
  return door.close
})
afterEach(() => setClock(null))

const FRESH = 'girafe velours 12 escaliers moutarde'
const later = (minutes: number) => {
  const start = now().getTime()
  setClock(() => new Date(start + minutes * 60_000))
}
const askReset = (email: string, visitor = new Visitor(door)) => visitor.submit('/forgot', { email })
const mailsTo = (recipient: string) =>
  prisma().mailDelivery.findMany({ where: { recipient }, orderBy: { createdAt: 'asc' } })

async function lastLink(email: string): Promise<string> {
  const mail = (await mailsTo(email)).at(-1)
  return new RegExp(`${config.publicUrl}(/(?:reset|invitation)/[\\w-]+)`).exec(mail?.text ?? '')?.[1] ?? ''
}

const choose = (link: string, password: string, visitor = new Visitor(door)) => visitor.submit(link, { password })

describe('a forgotten password', () => {
  test('a link comes by mail, a new password is chosen, the old one is dead and open sessions close', async () => {
    const awa = await someone()
    const elsewhere = new Visitor(door)
    await elsewhere.logIn(awa)
    const { epoch } = await prisma().account.findUniqueOrThrow({ where: { id: awa.accountId } })
    await askReset(awa.email)
    const link = await lastLink(awa.email)
    expect(link).toMatch(/^\/reset\/[\w-]{43}$/)
    expect((await choose(link, FRESH)).location).toBe('/login?notice=password')
    expect((await elsewhere.get('/admin')).location).toBe('/login')
    const account = await prisma().account.findUniqueOrThrow({ where: { id: awa.accountId } })
    expect(account.epoch).toBe(epoch + 1)
    expect((await new Visitor(door).logIn(awa)).status).toBe(401)
    expect((await new Visitor(door).logIn({ email: awa.email, password: FRESH })).location).toBe('/admin')
    expect((await mailsTo(awa.email)).at(-1)?.template).toBe('account.changePassword')
  })

  test('known, unknown, disabled: the same page; only the known one gets a mail', async () => {
    const [awa, closed] = [await someone(), await someone()]
    await prisma().account.update({ where: { id: closed.accountId }, data: { status: 'disabled' } })
    const emails = [awa.email, closed.email, 'personne@horizon.example']
    const pages = await Promise.all(emails.map(async (email) => (await askReset(email)).text))
    expect(new Set(pages).size).toBe(1)
    expect(pages[0]).toContain('Si un compte existe à cette adresse')
    const mails = await Promise.all(emails.map(mailsTo))
    expect(mails.map((list) => list.length)).toEqual([1, 0, 0])
  })

  test('looking at the link does not use it; using it does, once, even when two press together', async () => {
    const awa = await someone()
    await askReset(awa.email)
    const link = await lastLink(awa.email)
    for (let look = 0; look < 3; look += 1) {
      expect((await new Visitor(door).get(link)).status).toBe(200)
      expect((await new Visitor(door).send(link, { method: 'HEAD' })).status).toBe(200)
    }
    const answers = await Promise.all([choose(link, FRESH), choose(link, `${FRESH} bis`)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 410])
    const dead = await new Visitor(door).get(link)
    expect(dead.status).toBe(410)
    expect(dead.text).toContain('Ce lien n’est plus valable')
  })

  test('is dead after 30 minutes, or once a newer one was asked for', async () => {
    const awa = await someone()
    await askReset(awa.email)
    const first = await lastLink(awa.email)
    later(1)
    await askReset(awa.email)
    const second = await lastLink(awa.email)
    expect(second).not.toBe(first)
    expect((await new Visitor(door).get(first)).status).toBe(410)
    later(29)
    const visitor = new Visitor(door)
    const page = await visitor.get(second)
    expect(page.status).toBe(200)
    later(2)
    expect((await visitor.post(second, { ...hiddenFields(page.text), password: FRESH })).status).toBe(410)
  })

  test('a password that cannot be kept does not use the link', async () => {
    const awa = await someone()
    await askReset(awa.email)
    const link = await lastLink(awa.email)
    const refused = await choose(link, 'trop court')
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('au moins 15 caractères')
    expect((await choose(link, FRESH)).status).toBe(303)
  })

  test('the second factor is still asked after a reset', async () => {
    const admin = await someone(['admin'], { seed: SEED })
    await askReset(admin.email)
    await choose(await lastLink(admin.email), FRESH)
    const visitor = new Visitor(door)
    expect((await visitor.logIn({ email: admin.email, password: FRESH })).location).toBe('/login/otp')
    expect((await visitor.get('/admin')).status).toBe(303)
    expect((await visitor.submit('/login/otp', { code: codeOf(SEED) })).location).toBe('/admin')
  })

  test('three mails an hour for one account, however often it is asked', async () => {
    const awa = await someone()
    for (let ask = 0; ask < 5; ask += 1) expect((await askReset(awa.email)).status).toBe(200)
    expect(await mailsTo(awa.email)).toHaveLength(3)
    later(61)
    await askReset(awa.email)
    expect(await mailsTo(awa.email)).toHaveLength(4)
  })

  test('the link starts with our public address, whatever Host the visitor pretends to ask', async () => {
    const awa = await someone()
    const visitor = new Visitor(door)
    visitor.headers['x-forwarded-host'] = 'voleur.example'
    visitor.headers.forwarded = 'host=voleur.example'
    visitor.headers.host = 'voleur.example'
    await askReset(awa.email, visitor)
    const [mail] = await mailsTo(awa.email)
    expect(mail?.text).toContain(`${config.publicUrl}/reset/`)
    expect(`${mail?.text}${mail?.html}`).not.toContain('voleur')
  })

  test('the key of a link is readable nowhere: not in the table of links, not in the outbox key, not in the events', async () => {
    const awa = await someone()
    await askReset(awa.email)
    const token = (await lastLink(awa.email)).split('/')[2] ?? ''
    const rows = JSON.stringify([
      await prisma().accountToken.findMany(),
      (await mailsTo(awa.email)).map((mail) => [mail.eventKey, mail.subject, mail.messageId]),
      await prisma().event.findMany(),
    ])
    expect(token.length).toBe(43)
    expect(rows).not.toContain(token)
  })

  test('the page of a link tells no other site its address', async () => {
    const awa = await someone()
    await askReset(awa.email)
    const page = await new Visitor(door).get(await lastLink(awa.email))
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('cache-control')).toBe('no-store')
  })

  test('opens an account closed by a hundred failures', async () => {
    const awa = await someone()
    await new Visitor(door).logIn({ email: awa.email, password: 'non' })
    await prisma().throttle.updateMany({ where: { scope: 'account' }, data: { failures: 100 } })
    await askReset(awa.email)
    await choose(await lastLink(awa.email), FRESH)
    expect((await new Visitor(door).logIn({ email: awa.email, password: FRESH })).location).toBe('/admin')
  })
})

describe('an invitation', () => {
  test('opens an account for someone who had none; the link works for seven days, once', async () => {
    const { personId, email } = await stranger(['student'])
    await inviteAccount(system('test'), personId)
    const link = await lastLink(email)
    expect(link).toMatch(/^\/invitation\/[\w-]{43}$/)
    expect((await new Visitor(door).logIn({ email })).status).toBe(401)
    later(6.9 * 24 * 60)
    const visitor = new Visitor(door)
    const page = await visitor.get(link)
    expect(page.text).toContain('Bienvenue, Awa')
    expect((await choose(link, FRESH)).location).toBe('/login?notice=password')
    const again = { ...hiddenFields(page.text), password: `${FRESH} bis` }
    expect((await visitor.post(link, again)).status).toBe(410)
    expect((await new Visitor(door).logIn({ email, password: FRESH })).location).toBe('/admin')
  })

  test('is dead on the eighth day, and “forgot password” sends another', async () => {
    const { personId, email } = await stranger()
    await inviteAccount(system('test'), personId)
    const link = await lastLink(email)
    later(7 * 24 * 60 + 1)
    expect((await new Visitor(door).get(link)).status).toBe(410)
    await askReset(email)
    expect((await choose(await lastLink(email), FRESH)).status).toBe(303)
  })

  test('a reset link cannot be spent as an invitation, nor the reverse', async () => {
    const awa = await someone()
    await askReset(awa.email)
    const token = (await lastLink(awa.email)).split('/')[2]
    expect((await new Visitor(door).get(`/invitation/${token}`)).status).toBe(410)
  })

  test('twelve characters are enough for those who also show a code, fifteen for the others', async () => {
    const [officer, student] = [await stranger(['internship_officer']), await stranger(['student'])]
    for (const { personId } of [officer, student]) await inviteAccount(system('test'), personId)
    const short = 'girafe12velo'
    expect((await choose(await lastLink(student.email), short)).status).toBe(422)
    expect((await choose(await lastLink(officer.email), short)).status).toBe(303)
  })

  test('is refused for someone whose account is open, disabled, or who has no address', async () => {
    const awa = await someone()
    await expect(inviteAccount(system('test'), awa.personId)).rejects.toMatchObject({ code: 'already_active' })
    await prisma().account.update({ where: { id: awa.accountId }, data: { status: 'disabled' } })
    await expect(inviteAccount(system('test'), awa.personId)).rejects.toMatchObject({ code: 'disabled' })
    const silent = await prisma().person.create({ data: { firstName: 'Sans', lastName: 'Adresse' } })
    await expect(inviteAccount(system('test'), silent.id)).rejects.toMatchObject({ code: 'no_address' })
    expect(await prisma().account.count({ where: { personId: silent.id } })).toBe(0)
  })

  test('every step is in the history of the account, without a password or a link', async () => {
    const { personId, email } = await stranger()
    await inviteAccount(system('test'), personId)
    const link = await lastLink(email)
    await choose(link, FRESH)
    await askReset(email)
    await choose(await lastLink(email), `${FRESH} 2`)
    const account = await prisma().account.findUniqueOrThrow({ where: { personId } })
    const events = await prisma().event.findMany({ where: { recordId: account.id }, orderBy: { id: 'asc' } })
    expect(events.map((event) => event.verb)).toEqual(['invite', 'acceptInvitation', 'requestReset', 'changePassword'])
    expect(JSON.stringify(events)).not.toContain('girafe')
  })
})
