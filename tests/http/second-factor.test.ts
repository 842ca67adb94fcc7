import type { Role } from '@prisma/client'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { now, setClock } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { testDatabase } from '../support/database.ts'
import { type Answer, codeOf, type Door, openDoor, SEED, type Someone, someone, Visitor } from './visitor.ts'

let door: Door
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDoor()
  return door.close
})
afterEach(() => setClock(null))

const isIn = async (visitor: Visitor): Promise<boolean> => (await visitor.get('/admin')).status === 200
const secondsLater = (seconds: number) => {
  const start = now().getTime()
  setClock(() => new Date(start + seconds * 1000))
}

/** A visitor who has given the password of this person, and stands before the code. */
async function atTheCode(who: Someone): Promise<Visitor> {
  const visitor = new Visitor(door)
  expect((await visitor.logIn({ email: who.email })).location).toBe('/login/otp')
  return visitor
}

const giveCode = (visitor: Visitor, code: string): Promise<Answer> => visitor.submit('/login/otp', { code })

describe('who must show a second proof', () => {
  const must: Role[] = [
    'admin',
    'internship_officer',
    'school_tutor',
    'club_lead',
    'club_treasurer',
    'club_member',
    'union_executive',
  ]
  test.each(must)('%s: the password alone leads to enrolment, never to the desk', async (role) => {
    const person = await someone([role])
    const visitor = new Visitor(door)
    expect((await visitor.logIn(person)).location).toBe('/login/enrol')
    expect((await visitor.get('/admin')).location).toBe('/login/enrol')
    expect((await visitor.api('/admin/api/who')).status).toBe(401)
    expect((await visitor.get('/login/otp')).location).toBe('/login/enrol')
  })

  test.each(['student', 'company_tutor'] as const)('%s: the password is enough', async (role) => {
    expect((await new Visitor(door).logIn(await someone([role]))).location).toBe('/admin')
  })

  test('a student who chose a second factor is asked for it', async () => {
    await atTheCode(await someone(['student'], { seed: SEED }))
  })

  test('a student who becomes an officer enrols at the next login', async () => {
    const awa = await someone(['student'])
    await prisma().roleAssignment.create({
      data: { personId: awa.personId, role: 'internship_officer', startsOn: new Date(0) },
    })
    expect((await new Visitor(door).logIn(awa)).location).toBe('/login/enrol')
  })
})

describe('enrolling', () => {
  const seedOn = (page: string): string => (/class="secret">([^<]+)/.exec(page)?.[1] ?? '').replaceAll(' ', '')

  test('the page shows one seed until it is confirmed, then ten codes once, and the desk opens', async () => {
    const officer = await someone(['internship_officer'])
    const visitor = new Visitor(door)
    await visitor.logIn(officer)
    const page = await visitor.get('/login/enrol')
    expect(page.text).toContain('data:image/svg+xml;base64,')
    const seed = seedOn(page.text)
    expect(seed).toMatch(/^[A-Z2-7]{32}$/)
    expect(seedOn((await visitor.get('/login/enrol')).text)).toBe(seed)
    expect((await visitor.submit('/login/enrol', { code: '000000' })).status).toBe(422)
    const done = await visitor.submit('/login/enrol', { code: codeOf(seed) })
    expect(done.text.match(/<li>([A-Z2-7]{4} ?){4}<\/li>/g)).toHaveLength(10)
    expect(await isIn(visitor)).toBe(true)
    expect((await visitor.get('/login/enrol')).location).toBe('/admin')
    const account = await prisma().account.findUniqueOrThrow({ where: { id: officer.accountId } })
    expect(account.totpSecret).not.toContain(seed)
    const sessions = JSON.stringify(await prisma().session.findMany({ where: { accountId: officer.accountId } }))
    expect(sessions).not.toContain(seed)
  })

  test('somebody already enrolled cannot replace the seed by asking for the enrolment page', async () => {
    const visitor = await atTheCode(await someone(['admin'], { seed: SEED }))
    expect((await visitor.get('/login/enrol')).location).toBe('/login/otp')
  })
})

describe('the code of the telephone', () => {
  test('opens the desk; a wrong one does not', async () => {
    const visitor = await atTheCode(await someone(['admin'], { seed: SEED }))
    const right = codeOf(SEED)
    const wrong = right === '000000' ? '000001' : '000000'
    expect((await giveCode(visitor, wrong)).status).toBe(401)
    expect(await isIn(visitor)).toBe(false)
    expect((await giveCode(visitor, `${right.slice(0, 3)} ${right.slice(3)}`)).location).toBe('/admin')
  })

  test('serves once, even on another machine within its thirty seconds', async () => {
    const admin = await someone(['admin'], { seed: SEED })
    const code = codeOf(SEED)
    expect((await giveCode(await atTheCode(admin), code)).location).toBe('/admin')
    expect((await giveCode(await atTheCode(admin), code)).status).toBe(401)
  })

  test('serves one of two people who send it together', async () => {
    const admin = await someone(['admin'], { seed: SEED })
    const visitors = [await atTheCode(admin), await atTheCode(admin)]
    const code = codeOf(SEED)
    const answers = await Promise.all(visitors.map((visitor) => giveCode(visitor, code)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 401])
  })

  test.each([
    { drift: -30, status: 303 },
    { drift: 30, status: 303 },
    { drift: -90, status: 401 },
    { drift: 90, status: 401 },
  ])('a telephone $drift seconds off: $status', async ({ drift, status }) => {
    // The middle of a step: thirty seconds off is one step off, ninety are three.
    setClock(() => new Date('2026-11-20T10:00:15Z'))
    const visitor = await atTheCode(await someone(['admin'], { seed: SEED }))
    expect((await giveCode(visitor, codeOf(SEED, drift))).status).toBe(status)
  })

  test('an earlier code is dead once a later one has served', async () => {
    setClock(() => new Date('2026-11-20T10:00:15Z'))
    const admin = await someone(['admin'], { seed: SEED })
    expect((await giveCode(await atTheCode(admin), codeOf(SEED, 30))).status).toBe(303)
    expect((await giveCode(await atTheCode(admin), codeOf(SEED))).status).toBe(401)
  })

  test('guessing slows down: the sixth try waits, then the right code passes', async () => {
    const visitor = await atTheCode(await someone(['admin'], { seed: SEED }))
    const wrong = codeOf(SEED) === '123456' ? '654321' : '123456'
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await giveCode(visitor, wrong)).status).toBe(401)
    const stopped = await giveCode(visitor, codeOf(SEED))
    expect([stopped.status, stopped.headers.get('retry-after')]).toEqual([429, '1'])
    secondsLater(2)
    expect((await giveCode(visitor, codeOf(SEED))).status).toBe(303)
  })

  test('ten minutes after the password, the password is asked again', async () => {
    const visitor = await atTheCode(await someone(['admin'], { seed: SEED }))
    secondsLater(11 * 60)
    expect((await visitor.get('/login/otp')).location).toBe('/login?notice=code')
  })
})

describe('a recovery code', () => {
  async function enrolled(): Promise<{ officer: Someone; codes: string[] }> {
    const officer = await someone(['internship_officer'])
    const visitor = new Visitor(door)
    await visitor.logIn(officer)
    const seed = (/class="secret">([^<]+)/.exec((await visitor.get('/login/enrol')).text)?.[1] ?? '').replaceAll(
      ' ',
      '',
    )
    const page = await visitor.submit('/login/enrol', { code: codeOf(seed) })
    return { officer, codes: [...page.text.matchAll(/<li>([A-Z2-7 ]{19})<\/li>/g)].map(([, code]) => code ?? '') }
  }

  test('opens the door once, however it is typed; its owner is told by mail how many are left', async () => {
    const { officer, codes } = await enrolled()
    const [first = ''] = codes
    expect((await giveCode(await atTheCode(officer), first.toLowerCase().replaceAll(' ', '-'))).location).toBe('/admin')
    expect((await giveCode(await atTheCode(officer), first)).status).toBe(401)
    const mail = await prisma().mailDelivery.findFirst({
      where: { recipient: officer.email, template: 'account.useRecoveryCode' },
    })
    expect(mail?.text).toContain('9')
  })

  test('of somebody else opens nothing', async () => {
    const [mine, theirs] = [await enrolled(), await enrolled()]
    expect((await giveCode(await atTheCode(mine.officer), theirs.codes[0] ?? '')).status).toBe(401)
  })

  test('is nowhere readable in the database', async () => {
    const { officer, codes } = await enrolled()
    const rows = JSON.stringify(await prisma().recoveryCode.findMany({ where: { accountId: officer.accountId } }))
    for (const code of codes) expect(rows).not.toContain(code.replaceAll(' ', ''))
  })
})
