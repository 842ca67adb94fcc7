import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { loadActor } from '../../src/access/actor.ts'
import { config } from '../../src/platform/config.ts'
import { prisma } from '../../src/platform/db.ts'
import { type Door, Visitor } from '../http/visitor.ts'
import { testApp } from '../support/app.ts'
import { testDatabase } from '../support/database.ts'
import { Caller, changedTables, fingerprints, type Reply } from './caller.ts'
import { leaksIn, wordsOpenTo } from './judge.ts'
import { buildWorld, type Name, PASSWORD, type World } from './world.ts'

/** What a stock AdminJS lets through (STACK.md §3), line by line, at the real door: none of it may come back. */
// Thousands of requests: the slowest machine decides
vi.setConfig({ testTimeout: 240_000 })
beforeAll(testDatabase)
let door: Door
let world: World
const callers = new Map<Name, Caller>()
let held = 0

beforeAll(async () => {
  world = await buildWorld()
  door = await testApp()
  for (const name of ['admin', 'officerA', 'tutor1', 'alpha', 'student1'] as const)
    callers.set(name, await Caller.of(door, who(name)))
})
afterAll(async () => {
  await door?.close()
  process.stdout.write(`\nAttacks held: ${held}\n`)
})

function who(name: Name) {
  const found = world.principals.get(name)
  if (!found) throw new Error(`The world has no ${name}`)
  return found
}

function as(name: Name): Caller {
  const found = callers.get(name)
  if (!found) throw new Error(`${name} is not logged in`)
  return found
}

/** An attack, and proof that it changed nothing. */
const attack = (title: string, work: () => Promise<void>, options: { writes?: true } = {}) =>
  it(title, async () => {
    const before = options.writes ? null : await fingerprints()
    await work()
    if (before) expect(changedTables(before, await fingerprints())).toEqual([])
    held += 1
  })

const api = (model: string, rest: string) => `/admin/api/resources/${model}/${rest}`
const at = (model: string, tag: string, action: string) => api(model, `records/${world.row(model, tag).id}/${action}`)
const bodyOf = (reply: Reply) =>
  JSON.parse(reply.text) as {
    records?: { id: string; params: Record<string, unknown>; populated?: Record<string, unknown> }[]
    record?: { params: Record<string, unknown>; populated: Record<string, Record<string, unknown>> }
  }
const form = (fields: Record<string, string>): RequestInit => ({ method: 'POST', body: new URLSearchParams(fields) })
const leaks = (name: Name, reply: Reply) => leaksIn(reply.text, wordsOpenTo(world, who(name)))

describe('Sessions', () => {
  attack(
    'an id planted before the login is worth nothing after it',
    async () => {
      const visitor = new Visitor(door)
      await visitor.get('/login')
      visitor.cookies.set('sid', 's%3Aplanted.signature')
      await visitor.logIn({ email: who('student1').email, password: PASSWORD })
      expect([...visitor.cookies.values()].join()).not.toContain('planted')
      const thief = new Visitor(door)
      thief.cookies.set('sid', 's%3Aplanted.signature')
      expect((await thief.get('/admin')).status).toBe(303)
    },
    { writes: true },
  )

  attack(
    'the session cookie is out of reach of scripts and of other sites',
    async () => {
      const visitor = new Visitor(door)
      const answer = await visitor.logIn({ email: who('alpha').email, password: PASSWORD })
      const line = answer.headers.getSetCookie().find((cookie) => /sid=/.test(cookie)) ?? ''
      expect(line).toMatch(/HttpOnly/i)
      expect(line).toMatch(/SameSite=(Lax|Strict)/i)
    },
    { writes: true },
  )

  attack('a cookie alone opens no call of the desk, neither to write nor to read', async () => {
    const { visitor } = as('admin')
    for (const init of [{}, form({ version: '0', name: 'x' })]) {
      const answer = await visitor.send(at('Company', '1', 'edit'), init)
      expect(answer.status).toBe(403)
      expect(answer.text).not.toContain('CNRY')
    }
  })

  attack('a form sent by another site does nothing, whatever it carries', async () => {
    const { visitor } = as('admin')
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const answer = await visitor.api(at('Company', '1', 'edit'), { ...form({ version: '0', name: 'x' }), headers })
    expect(answer.status).toBe(403)
  })

  attack('a picture whose address is /logout logs nobody out', async () => {
    await as('student1').visitor.get('/logout')
    expect((await as('student1').get('/admin/api/dashboard')).status).toBe(200)
  })

  attack(
    'a hundred guesses from a hundred machines count against one account, and right passwords do not',
    async () => {
      const email = who('student3').email
      const answers: number[] = []
      for (let i = 0; i < 12; i += 1)
        answers.push((await new Visitor(door).logIn({ email, password: `wrong ${i}` })).status)
      expect(answers).toContain(429)
      const { failures } = await prisma().throttle.findFirstOrThrow({
        where: { scope: 'account' },
        orderBy: { failures: 'desc' },
      })
      expect(failures).toBeGreaterThanOrEqual(5)
    },
    { writes: true },
  )

  attack(
    'a role taken away is gone at the next click, and so is a disabled account',
    async () => {
      const { personId } = who('tutor2')
      const caller = await Caller.of(door, who('tutor2'))
      expect((await caller.get(at('Placement', '2', 'show'))).status).toBe(200)
      await prisma().roleAssignment.deleteMany({ where: { personId } })
      expect((await caller.get(at('Placement', '2', 'show'))).status).toBe(404)
      await prisma().account.update({ where: { personId }, data: { status: 'disabled' } })
      expect((await caller.get(at('Placement', '2', 'show'))).status).toBe(401)
    },
    { writes: true },
  )
})

describe('Requests', () => {
  const bomb = () => {
    const data = new FormData()
    data.append('file', new Blob([Buffer.alloc(2_000_000)]), 'evil.bin')
    return { method: 'POST', body: data }
  }
  const kept = () => readdirSync(config.dataDir, { recursive: true }).filter((path) => /upload/i.test(String(path)))

  attack('a visitor’s file is never written anywhere', async () => {
    const before = kept()
    for (const path of ['/login', api('Company', 'actions/new'), '/admin', '/logout'])
      await new Visitor(door).send(path, bomb()).catch(() => null)
    expect(kept()).toEqual(before)
  })

  attack('a file for a record that is not theirs leaves nothing behind', async () => {
    const before = kept()
    const data = new FormData()
    data.append('version', '0')
    data.append('cvFileId', new Blob(['%PDF-1.4\n%%EOF']), 'cv.pdf')
    const reply = await as('student1').ask(at('Candidature', '2draft', 'edit'), { method: 'POST', body: data })
    expect(reply.status).toBeGreaterThanOrEqual(400)
    // The folder of a request goes when its answer is out, a moment after we have read it
    await expect.poll(kept).toEqual(before)
  })

  attack('HEAD on a delete route deletes nothing', async () => {
    expect((await as('admin').ask(at('LogbookEntry', '1draft', 'delete'), { method: 'HEAD' })).status).toBe(405)
    expect(await prisma().logbookEntry.count({ where: { id: world.row('LogbookEntry', '1draft').id } })).toBe(1)
  })

  attack('a verb is never done by opening an address', async () => {
    for (const verb of ['submit', 'cancel', 'delete'])
      expect((await as('officerA').get(at('Agreement', '1', verb))).status).toBe(404)
  })

  attack('a method hidden in a form or a header is not believed', async () => {
    const headers = { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' }
    await as('officerA').ask(`${at('Agreement', '1', 'submit')}?_method=POST`, { headers })
    await as('officerA').ask(`${at('Room', 'x', 'show')}?_method=DELETE`, { headers })
  })

  attack('an action only exists on its own route', async () => {
    const id = world.row('Agreement', '1').id
    const routes = [
      api('Agreement', 'actions/submit'),
      api('Agreement', 'actions/edit'),
      api('Agreement', `records/${id}/list`),
      api('Agreement', `records/${id}/new`),
      api('Agreement', `bulk/edit?recordIds=${id}`),
      api('Agreement', `records/${id}/search`),
    ]
    for (const path of routes) expect((await as('officerA').post(path, { version: '0' })).status, path).toBe(404)
  })

  attack('a bulk with one foreign record does nothing to the others', async () => {
    const ids = [world.row('Candidature', '1').id, world.row('Candidature', '2').id].join(',')
    expect(
      (await as('officerA').post(api('Candidature', `bulk/refuse?recordIds=${ids}`), { reason: 'x' })).status,
    ).toBe(404)
    expect((await as('officerA').post(api('Candidature', 'bulk/refuse'), { reason: 'x', recordIds: ids })).status).toBe(
      404,
    )
    expect((await as('officerA').post(api('Candidature', 'bulk/bulkDelete'), { recordIds: ids })).status).toBe(404)
  })

  attack('“all that match” only ever matches what this person may see', async () => {
    const reply = await as('alpha').post(api('Candidature', 'bulk/refuse'), {
      reason: 'x',
      matching: `filters.id=${world.row('Candidature', '2').id}`,
    })
    expect(reply.status).toBeGreaterThanOrEqual(400)
  })
})

describe('Rights', () => {
  attack('an action that nobody declared does not exist, whatever its name', async () => {
    for (const name of [
      'asyncForbidden',
      'bulkDelete',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'valueOf',
    ])
      expect((await as('admin').get(api('Company', `actions/${name}`))).status, name).toBe(404)
  })

  attack('a model without rights has no search either', async () => {
    for (const rest of ['actions/search?query=a', 'actions/list', 'actions/search/a', 'actions/export'])
      expect((await as('student1').get(api('Account', rest))).status, rest).toBe(404)
    for (const model of [
      'Session',
      'session',
      'RecoveryCode',
      'AccountToken',
      'EventSeal',
      'IdempotencyKey',
      '_prisma_migrations',
      'pg_roles',
    ])
      expect((await as('admin').get(api(model, 'actions/list'))).status, model).toBe(404)
  })

  attack('a page or a dashboard that is not declared answers nothing', async () => {
    for (const path of [
      '/admin/api/pages/Stats',
      '/admin/api/pages/__proto__',
      '/admin/api/pages/constructor',
      '/admin/api/search/Company',
      '/admin/frontend/assets/app.bundle.js',
    ])
      expect((await as('admin').get(path)).status, path).toBe(404)
    expect((await new Visitor(door).api('/admin/api/dashboard')).status).toBe(401)
  })

  attack('a filter of mine never loosens the filter of the house', async () => {
    const foreign = world.row('Placement', '2').id
    for (const rest of [
      `filters.id=${foreign}`,
      `filters[id]=${foreign}`,
      `filters.studentId=x&filters[studentId]=${world.row('Student', '2').id}`,
      `filters.id~~from=${foreign}`,
      `filters.OR=1`,
      `where={}`,
      'filters.AND=%5B%5D',
      `filters.id~~not=${randomUUID()}`,
    ]) {
      const reply = await as('student1').get(api('Placement', `actions/list?${rest}`))
      expect(reply.status, rest).toBeLessThan(500)
      expect(reply.text, rest).not.toContain(foreign)
    }
  })

  attack('naming another property to search in changes neither rows nor columns', async () => {
    for (const property of ['studentId', 'notes', 'id', 'person.account.passwordHash', '__proto__']) {
      const reply = await as('student1').get(api('Placement', `actions/search?query=CNRY&searchProperty=${property}`))
      expect(reply.text, property).not.toContain(world.row('Placement', '2').id)
      expect(leaks('student1', reply), property).toEqual([])
    }
  })

  attack('an edit of mine whose body names another record touches neither', async () => {
    const reply = await as('alpha').post(at('Company', '1', 'edit'), {
      id: world.row('Company', '2').id,
      version: '0',
      sector: 'taken',
    })
    expect(reply.status).toBe(422)
  })

  attack('nobody moves a record out of or into their own', async () => {
    const other = world.row('Company', '2').id
    expect(
      (await as('alpha').post(at('Offer', '1draft', 'edit'), { version: '0', companyId: other })).status,
    ).toBeGreaterThanOrEqual(400)
    expect(
      (
        await as('officerA').post(at('Campaign', '1', 'edit'), {
          version: '0',
          departmentId: world.row('Department', '2').id,
        })
      ).status,
    ).toBeGreaterThanOrEqual(400)
    expect(
      (
        await as('student1').post(api('Preference', 'actions/new'), {
          studentId: world.row('Student', '2').id,
          campaignId: world.row('Campaign', '1').id,
          offerId: world.row('Offer', '1').id,
          rank: '2',
        })
      ).status,
    ).toBeGreaterThanOrEqual(400)
  })

  attack('nobody attaches somebody else’s file to a record of their own to read it there', async () => {
    const foreign = world.row('StoredFile', '2cv').id
    expect(
      (await as('student1').post(at('Candidature', '1draft', 'edit'), { version: '0', cvFileId: foreign })).status,
    ).toBe(422)
    const apply = { cvFileId: foreign, letterFileId: foreign }
    expect((await as('student1').post(at('Offer', '1', 'apply'), apply)).status).toBeGreaterThanOrEqual(400)
    expect((await as('student1').get(`/files/${foreign}`)).status).toBe(404)
  })

  attack('“force” is the administrator’s, with a reason', async () => {
    const as1 = await as('officerA').post(at('Agreement', '1', 'submit'), { _force: 'true', reason: 'parce que' })
    expect(as1.status).toBe(404)
    expect((await as('admin').post(at('Agreement', '1', 'submit'), { _force: 'true' })).status).toBe(422)
  })
})

describe('Somebody else’s eyes', () => {
  attack(
    'the administrator who looks through them sees no more than they do, and changes nothing',
    async () => {
      const caller = as('admin')
      expect(
        (await caller.post(at('Person', 'student1', 'viewAs'), { reason: 'Elle ne trouve pas sa convention' })).status,
      ).toBe(200)
      const before = await fingerprints()
      for (const path of [
        '/admin',
        '/admin/api/dashboard',
        api('Candidature', 'actions/list'),
        api('Company', 'actions/list'),
        at('Placement', '1', 'show'),
        at('Placement', '2', 'show'),
        api('Account', 'actions/list'),
        '/admin/api/pages/audit',
      ]) {
        const reply = await caller.get(path)
        const known = reply.text.replaceAll(/CNRY-Person-admin-\w+/gi, '')
        expect(leaksIn(known, wordsOpenTo(world, who('student1'))), path).toEqual([])
      }
      expect((await caller.get(at('Placement', '2', 'show'))).status).toBe(404)
      expect((await caller.get('/admin/api/pages/audit')).status).toBe(404)
      const writes = [
        at('LogbookEntry', '1draft', 'edit'),
        at('LogbookEntry', '1draft', 'delete'),
        api('Preference', 'actions/new'),
        at('Agreement', '1', 'submit'),
        '/admin/api/pages/language',
        api('Company', 'actions/export'),
        '/admin/api/pages/LEAVEVIEW',
      ]
      for (const path of writes)
        expect((await caller.post(path, { version: '0', content: 'x', locale: 'en' })).status, path).toBe(403)
      expect(changedTables(before, await fingerprints())).toEqual([])
      expect((await caller.post('/admin/api/pages/leaveView')).status).toBe(200)
      expect((await caller.get(api('Account', 'actions/list'))).status).toBe(200)
    },
    { writes: true },
  )

  attack('nobody but the administrator looks through anybody’s, and nobody through an administrator’s', async () => {
    expect((await as('officerA').post(at('Person', 'student1', 'viewAs'), { reason: 'x' })).status).toBe(404)
    expect((await as('admin').post(at('Person', 'disabled', 'viewAs'), { reason: 'x' })).status).toBeGreaterThanOrEqual(
      400,
    )
    expect((await as('admin').post(at('Person', 'admin', 'viewAs'), { reason: 'x' })).status).toBeGreaterThanOrEqual(
      400,
    )
  })
})

describe('Data', () => {
  attack('a secret is in no answer, not even the administrator’s', async () => {
    for (const path of [
      api('Account', 'actions/list?perPage=100'),
      at('Account', 'stranger', 'show'),
      at('Account', 'stranger', 'history'),
      api('MailDelivery', 'actions/list'),
      at('MailDelivery', 'x', 'show'),
      api('AccessLink', 'actions/list'),
      '/admin',
    ])
      expect((await as('admin').get(path)).text, path).not.toMatch(/SECRET-|\$argon2/i)
  })

  attack('a reference says who it is and nothing else', async () => {
    const { record } = bodyOf(await as('student1').get(at('Placement', '1', 'show')))
    for (const [field, reference] of Object.entries(record?.populated ?? {})) {
      expect(Object.keys(reference).sort(), field).toEqual(['id', 'params', 'title'])
      expect(reference.params, field).toEqual({})
    }
    expect(Object.keys(record?.populated ?? {}).length).toBeGreaterThan(2)
  })

  attack('neither a filter nor a sort guesses a hidden column', async () => {
    const hash = encodeURIComponent('SECRET-Account')
    for (const rest of [
      `filters.passwordHash=${hash}`,
      `filters.passwordHash~~contains=${hash}`,
      'filters.totpSecret~~empty=false',
      'sortBy=passwordHash&direction=asc',
      'sortBy=epoch',
      'filters.person.account.passwordHash=x',
      'any.1.filters.passwordHash=x',
    ]) {
      const bulk = { matching: rest, reason: 'x' }
      expect((await as('admin').post(api('Account', 'bulk/disable'), bulk)).status, rest).toBe(422)
      expect((await as('admin').post(api('Account', 'actions/export'), { search: rest })).status, rest).toBe(422)
      // A list leaves it out and says so, so that its rows answer nothing: neither which, nor how many, nor in what order
      const [asked, plain] = [
        bodyOf(await as('admin').get(api('Account', `actions/list?${rest}`))),
        bodyOf(await as('admin').get(api('Account', 'actions/list'))),
      ]
      expect(
        asked.records?.map(({ id }) => id),
        rest,
      ).toEqual(plain.records?.map(({ id }) => id))
    }
  })

  attack('a column that no form shows is not written by a form', async () => {
    for (const field of [
      'status',
      'notes',
      'confidence',
      'agreementTemplateId',
      'createdAt',
      'id',
      'name',
      'registration',
    ])
      expect(
        (await as('alpha').post(at('Company', '1', 'edit'), { version: '0', sector: 'x', [field]: 'approved' })).status,
        field,
      ).toBe(422)
    expect((await as('officerA').post(at('Agreement', '1', 'edit'), { version: '0', status: 'signed' })).status).toBe(
      422,
    )
    expect(
      (await as('officerA').post(at('Person', 'student1', 'edit'), { version: '0', 'account.passwordHash': 'x' }))
        .status,
    ).toBe(422)
  })

  attack('a number is a number: no operator travels in it', async () => {
    for (const value of ['{"gt":0}', '{"not":5}', '[1]', '1e9999', 'NaN']) {
      const reply = await as('officerA').get(api('Offer', `actions/list?filters.seats=${encodeURIComponent(value)}`))
      expect(reply.status, value).toBe(422)
    }
  })

  attack('a page holds a hundred rows at most, whatever is asked and through whichever door', async () => {
    const { departmentId } = await prisma().campaign.findFirstOrThrow({ select: { departmentId: true } })
    await prisma().campaign.createMany({
      data: Array.from({ length: 130 }, (_, i) => ({ name: `Page ${i}`, departmentId, academicYear: '2025' })),
    })
    for (const rest of [
      'actions/list?perPage=100000',
      'actions/list?perPage=-5',
      'actions/list?page=-1',
      'actions/list?page=0',
      'actions/search?perPage=100000',
      'actions/list?page=1e9',
      'actions/list?perPage=abc',
    ]) {
      const reply = await as('admin').get(api('Campaign', rest))
      expect(reply.status, rest).toBe(200)
      expect(bodyOf(reply).records?.length, rest).toBeLessThanOrEqual(100)
    }
    await prisma().campaign.deleteMany({ where: { name: { startsWith: 'Page ' } } })
  })

  attack('forbidden and missing are one answer, and an honest one', async () => {
    for (const action of ['show', 'edit', 'history']) {
      const foreign = await as('student1').get(at('Placement', '2', action))
      const nothing = await as('student1').get(api('Placement', `records/${randomUUID()}/${action}`))
      const absurd = await as('student1').get(api('Placement', `records/abc/${action}`))
      expect([foreign.status, nothing.status, absurd.status]).toEqual([404, 404, 404])
      expect(new Set([foreign.text, nothing.text, absurd.text]).size).toBe(1)
    }
  })

  attack('a refusal carries nothing of the record', async () => {
    const taken = String(world.row('Room', 'x').values.name)
    const replies = [
      await as('officerA').post(api('Room', 'actions/new'), { name: taken }),
      await as('officerA').post(at('Agreement', '1', 'edit'), { version: '99', subject: 'x' }),
      await as('officerA').post(at('Offer', '1', 'edit'), { version: '0', seats: '0' }),
      await as('officerA').post(at('Offer', '1', 'edit'), { version: '0', pay: '9'.repeat(30) }),
      await as('officerA').post(at('Offer', '1', 'edit'), { version: '0', weeklyHours: 'douze' }),
    ]
    expect(replies.map((reply) => reply.status)).toEqual([422, 409, 422, 409, 422])
    for (const reply of replies) expect(reply.text).not.toMatch(/CNRY|SECRET|prisma|constraint|SELECT|stack/i)
  })

  attack('nothing that can be typed in an address breaks the house', async () => {
    for (const rest of [
      'query=%00',
      'query=%25',
      'query=%5C',
      `query=${'x'.repeat(3000)}`,
      'filters.status~~in=,,',
      'filters.createdAt~~from=9999999',
      'filters.createdAt=2026-02-31',
      'filters.id=1',
      'filters.kind=Zzz',
      'filters.pay~~from=%27',
      'filters.seats~~constructor=1',
      'sortBy=company&direction=up',
      'filters.=1',
      'filters.~~=1',
      'filters.createdAt~~last=-1',
    ])
      expect((await as('officerA').get(api('Offer', `actions/list?${rest}`))).status, rest).toBeLessThan(500)
  })
})

describe('HTML', () => {
  attack(
    'a name that closes a script stays a name',
    async () => {
      const { personId } = who('officerA')
      const evil = '</script><script>alert(1)</script><img src=x onerror=alert(2)>'
      const { lastName } = await prisma().person.update({ where: { id: personId }, data: { lastName: evil } })
      const page = await as('officerA').get('/admin')
      expect(page.status).toBe(200)
      expect(lastName).toBe(evil)
      expect(page.text).not.toContain('<script>alert(1)')
      expect(page.text).not.toContain('<img src=x')
      await prisma().person.update({ where: { id: personId }, data: { lastName: 'CNRY-Person-officerA-lastName' } })
    },
    { writes: true },
  )

  attack('the page tells the person’s name, and neither their rights table nor their account', async () => {
    const page = await as('student1').get('/admin')
    const account = await prisma().account.findUniqueOrThrow({ where: { personId: who('student1').personId } })
    for (const word of [
      account.id,
      account.passwordHash ?? '',
      who('student1').personId,
      'passwordHash',
      'RoleAssignment',
      'MailDelivery',
      'totp',
    ])
      expect(page.text, word).not.toContain(word)
    expect(await loadActor(account.id)).not.toBeNull()
  })

  attack('no page calls anybody else, and none may be framed', async () => {
    for (const path of ['/login', '/admin', '/']) {
      const answer = await as('student1').visitor.get(path)
      expect(answer.text.match(/(?:src|href)="(https?:)?\/\/[^"]*"/g) ?? [], path).toEqual([])
      const policy = answer.headers.get('content-security-policy') ?? ''
      expect(policy, path).toContain("frame-ancestors 'none'")
      expect(policy, path).toContain("default-src 'none'")
      expect(policy, path).not.toContain('unsafe-eval')
    }
  })

  attack('the page is small: 300 kB raw, 40 kB on the wire, for whoever sees most', async () => {
    const response = await fetch(`${door.url}/admin`, {
      headers: { cookie: cookieOf('admin'), 'accept-encoding': 'gzip' },
    })
    const html = await response.text()
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(300_000)
    expect(gzipSync(html).length).toBeLessThanOrEqual(40_000)
  })

  attack(
    'an apostrophe in an address to log in with is only an apostrophe',
    async () => {
      const evil = `a'"></script><script>alert(2)</script>`
      const answer = await new Visitor(door).submit('/login', { email: evil, password: 'z' })
      expect(answer.text).not.toContain('<script>alert(2)')
      expect(answer.status).toBeLessThan(500)
    },
    { writes: true },
  )

  attack('scripts and styles are compressed, kept for ever, and served to anybody without a session', async () => {
    const page = await as('student1').get('/admin')
    const hrefs = [...page.text.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, href]) => href ?? '')
    expect(hrefs.length).toBeGreaterThanOrEqual(4)
    for (const href of hrefs) {
      const response = await fetch(`${door.url}${href}`, { headers: { 'accept-encoding': 'gzip' } })
      expect(response.headers.get('cache-control'), href).toContain('immutable')
      expect(response.headers.get('content-encoding'), href).toBe('gzip')
      expect(response.headers.get('set-cookie'), href).toBeNull()
      await response.arrayBuffer()
    }
  })

  attack('the desk speaks French to those who do', async () => {
    expect((await as('student1').get('/admin')).text).toContain('<html lang="fr"')
    const { notice } = JSON.parse((await as('student1').get(at('Placement', '2', 'show'))).text) as {
      notice: { message: string }
    }
    expect(notice.message).toMatch(/n’existe pas/)
  })
})

const cookieOf = (name: Name): string =>
  [...as(name).visitor.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
