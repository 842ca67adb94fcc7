import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { now, setClock } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { prisma } from '../../src/platform/db.ts'
import { testDatabase } from '../support/database.ts'
import { type Answer, type Door, hiddenFields, openDoor, PASSWORD, type Someone, someone, Visitor } from './visitor.ts'

let door: Door
const trustProxy = config.trustProxy
beforeAll(testDatabase)
beforeAll(async () => {
  Object.assign(config, { trustProxy: 1 })
  door = await openDoor()
  return async () => {
    Object.assign(config, { trustProxy })
    await door.close()
  }
})
afterEach(() => setClock(null))

const secondsLater = (seconds: number) => {
  const start = now().getTime()
  setClock(() => new Date(start + seconds * 1000))
}

/** A browser nobody has seen before, behind this address. */
function newcomer(address = '198.51.100.7'): Visitor {
  const visitor = new Visitor(door)
  visitor.headers['x-forwarded-for'] = address
  return visitor
}

const fail = (email: string, visitor = newcomer()): Promise<Answer> =>
  visitor.logIn({ email, password: 'ce n’est pas le mot de passe' })

async function failTimes(who: Someone, times: number): Promise<void> {
  for (let attempt = 0; attempt < times; attempt += 1) expect((await fail(who.email)).status).toBe(401)
}

describe('an account', () => {
  test('five mistakes are free, then each costs more: 1, 2, 4 … 60 seconds', async () => {
    const awa = await someone()
    await failTimes(awa, 5)
    for (const wait of [1, 2, 4, 8, 16, 32, 60, 60]) {
      const stopped = await fail(awa.email)
      expect([stopped.status, stopped.headers.get('retry-after')]).toEqual([429, String(wait)])
      expect(stopped.text).toContain('Trop d’essais')
      secondsLater(wait)
      expect((await fail(awa.email)).status).toBe(401)
    }
  })

  test('someone who waits gets in, and starts again from zero', async () => {
    const awa = await someone()
    await failTimes(awa, 5)
    secondsLater(1)
    expect((await newcomer().logIn(awa)).location).toBe('/admin')
    await failTimes(awa, 5)
  })

  test('an unknown address is slowed just the same: the delay tells nobody who exists', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await fail('nul@horizon.example')).status).toBe(401)
    expect((await fail('nul@horizon.example')).status).toBe(429)
  })

  test('guesses sent together are counted together', async () => {
    const awa = await someone()
    const visitors = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const visitor = newcomer()
        return { visitor, fields: hiddenFields((await visitor.get('/login')).text) }
      }),
    )
    const answers = await Promise.all(
      visitors.map(({ visitor, fields }) => visitor.post('/login', { ...fields, email: awa.email, password: 'x' })),
    )
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5)
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(15)
  })

  test('after a hundred in a row only a new password chosen by mail opens it', async () => {
    const awa = await someone()
    await fail(awa.email)
    await prisma().throttle.updateMany({ where: { scope: 'account' }, data: { failures: 100 } })
    const closed = await newcomer().logIn(awa)
    expect(closed.status).toBe(429)
    expect(closed.text).toContain('Mot de passe oublié')
  })
})

describe('a machine its owner used before', () => {
  test('has its own counter: strangers who guess cannot lock the owner out', async () => {
    const awa = await someone()
    const home = newcomer('192.0.2.1')
    await home.logIn(awa)
    await home.post('/logout', { _csrf: home.cookies.get('XSRF-TOKEN') ?? '' })
    expect(home.cookies.has('device')).toBe(true)
    await failTimes(awa, 5)
    expect((await fail(awa.email)).status).toBe(429)
    expect((await home.logIn(awa)).location).toBe('/admin')
  })

  test('is slowed too when the guesses come from it', async () => {
    const awa = await someone()
    const home = newcomer()
    await home.logIn(awa)
    await home.post('/logout', { _csrf: home.cookies.get('XSRF-TOKEN') ?? '' })
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await fail(awa.email, home)).status).toBe(401)
    expect((await fail(awa.email, home)).status).toBe(429)
  })

  test('its cookie is worth nothing for another account, forged, or after ninety days', async () => {
    const [awa, other] = [await someone(), await someone()]
    const home = newcomer()
    await home.logIn(awa)
    const cookie = home.cookies.get('device') ?? ''
    for (const { who, value, later } of [
      { who: other, value: cookie, later: 0 },
      { who: awa, value: cookie.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')), later: 0 },
      { who: awa, value: cookie, later: 91 * 86_400 },
    ]) {
      await prisma().throttle.deleteMany({})
      secondsLater(later)
      await failTimes(who, 5)
      const visitor = newcomer()
      visitor.cookies.set('device', value)
      expect((await visitor.logIn(who)).status).toBe(429)
      setClock(null)
    }
  })
})

describe('one address for a whole school', () => {
  test('a thousand people fail behind it and somebody else still gets in, a second slower', async () => {
    const awa = await someone()
    await prisma().throttle.deleteMany({})
    await fail('premier@horizon.example', newcomer('203.0.113.9'))
    const [first] = await prisma().throttle.findMany({ where: { scope: { startsWith: 'address:' } } })
    await prisma().throttle.createMany({
      data: Array.from({ length: 1_000 }, (_, index) => ({
        scope: first?.scope ?? '',
        subject: `person ${index}`,
        failures: 1,
        lastAt: now(),
        expire: new Date(now().getTime() + 600_000),
      })),
    })
    const started = performance.now()
    expect((await newcomer('203.0.113.9').logIn(awa)).location).toBe('/admin')
    expect(performance.now() - started).toBeGreaterThan(900)
    const elsewhere = performance.now()
    expect((await newcomer('203.0.113.10').logIn(awa)).location).toBe('/admin')
    expect(performance.now() - elsewhere).toBeLessThan(900)
  })

  test('successes are never counted, and one clumsy person counts once', async () => {
    await prisma().throttle.deleteMany({})
    const awa = await someone()
    for (let attempt = 0; attempt < 4; attempt += 1) await fail(awa.email, newcomer('203.0.113.77'))
    for (let index = 0; index < 5; index += 1) await newcomer('203.0.113.77').logIn(await someone())
    expect(await prisma().throttle.count({ where: { scope: { startsWith: 'address:' } } })).toBe(1)
  })

  test('an address written by the visitor in X-Forwarded-For changes nothing', async () => {
    await prisma().throttle.deleteMany({})
    for (let index = 0; index < 3; index += 1) {
      // Our proxy appends the address it sees; what stands before it was typed by the visitor.
      await fail(`p${index}@horizon.example`, newcomer(`10.0.0.${index}, 203.0.113.50`))
    }
    const rows = await prisma().throttle.findMany({ where: { scope: { startsWith: 'address:' } } })
    expect(new Set(rows.map((row) => row.scope)).size).toBe(1)
  })

  test('an IPv6 household counts as one address, whatever the end it changes', async () => {
    await prisma().throttle.deleteMany({})
    for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:0db8:0001:0002::abcd']) {
      await fail(`${address.length}@horizon.example`, newcomer(address))
    }
    await fail('voisin@horizon.example', newcomer('2001:db8:1:3::1'))
    const rows = await prisma().throttle.findMany({ where: { scope: { startsWith: 'address:' } } })
    expect(new Set(rows.map((row) => row.scope)).size).toBe(2)
  })
})

test('no counter holds a readable address, e-mail or IP', async () => {
  const awa = await someone()
  await fail(awa.email, newcomer('203.0.113.200'))
  const rows = JSON.stringify(await prisma().throttle.findMany())
  expect(rows).not.toContain('203.0.113')
  expect(rows).not.toContain(awa.email)
  expect(rows).not.toContain(PASSWORD)
})
