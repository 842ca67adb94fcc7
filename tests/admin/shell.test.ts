import { gzipSync } from 'node:zlib'
import type { Role } from '@prisma/client'
import { beforeAll, describe, expect, test } from 'vitest'
import { escaped } from '../../admin/page.ts'
import { models } from '../../src/access/model.ts'
import { prisma } from '../../src/platform/db.ts'
import { type Door, Visitor } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { inside, openDesk } from './opened-desk.ts'

let door: Door
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  return door.close
})

const stateIn = (html: string) => JSON.parse(/id="desk-state"[^>]*>(.*)<\/script>/.exec(html)?.[1] ?? '{}')

describe('the page of the desk', () => {
  test('a name that closes a script closes nothing', async () => {
    const { who, visitor } = await inside(door, 'admin')
    await prisma().person.update({
      where: { id: who.personId },
      data: { lastName: '</script><script>alert(1)</script>' },
    })
    const { text } = await visitor.get('/admin')
    expect(text).not.toContain('<script>alert')
    expect(text).toContain('\\u003c/script\\u003e')
  })

  test('what is printed can neither close its block nor break a line', () => {
    expect(escaped({ a: '</script><!--\u2028\u2029&' })).toBe(
      '{"a":"\\u003c/script\\u003e\\u003c!--\\u2028\\u2029\\u0026"}',
    )
  })

  test('every script carries the nonce of this answer, and nothing comes from elsewhere', async () => {
    const { visitor } = await inside(door, 'student')
    const [one, two] = [await visitor.get('/admin'), await visitor.get('/admin')]
    const nonce = /'nonce-([^']+)'/.exec(one.headers.get('content-security-policy') ?? '')?.[1]
    expect(nonce).toBeTruthy()
    for (const [tag] of one.text.matchAll(/<script[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`)
    expect(two.text).not.toContain(nonce)
    expect(one.text.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:(?!%2F%2Fwww.w3)\/\//)
    expect(one.headers.get('cache-control')).toContain('no-store')
  })

  test('of the person it says the name, the address and the roles in words: no id', async () => {
    const { who, visitor } = await inside(door, 'internship_officer')
    const { text } = await visitor.get('/admin')
    const me = JSON.parse(/id="desk-me"[^>]*>(.*)<\/script>/.exec(text)?.[1] ?? '{}')
    expect(me).toEqual({ name: 'Awa Diallo', email: who.email, roles: ['Responsable des stages'] })
    for (const id of [who.personId, who.accountId]) expect(text).not.toContain(id)
  })

  test('a student is told of what a student may read, and of no other model or column', async () => {
    const { visitor } = await inside(door, 'student')
    const { text } = await visitor.get('/admin')
    const state = stateIn(text)
    expect(Object.keys(state.models)).toContain('Candidature')
    for (const hidden of ['Account', 'RoleAssignment', 'Setting', 'Event', 'Alert', 'CompanyMerge', 'Session']) {
      expect(text).not.toContain(`"${hidden}"`)
    }
    for (const secret of ['passwordHash', 'totpSecret', 'previousStatus', 'Empreinte du mot de passe'])
      expect(text).not.toContain(secret)
    expect(JSON.stringify(state.navigation)).not.toContain('/admin/resources/Person')
  })

  test('a student’s menu is short', async () => {
    const { visitor } = await inside(door, 'student')
    const items = stateIn((await visitor.get('/admin')).text).navigation.flatMap(
      (group: { items: unknown[] }) => group.items,
    )
    expect(items.length).toBeGreaterThan(3)
    expect(items.length).toBeLessThanOrEqual(8)
  })

  test.each<Role>(['admin', 'internship_officer', 'school_tutor', 'company_tutor', 'student'])(
    'the page of a %s stays light, at 80 models too',
    async (role) => {
      const { visitor } = await inside(door, role)
      const { text } = await visitor.get('/admin')
      const known = Object.keys(stateIn(text).models).length
      const scale = Math.max(1, 80 / models.filter((model) => !model.internal).length)
      expect(known).toBeGreaterThan(3)
      expect(text.length * scale).toBeLessThan(300_000)
      expect(gzipSync(text).length * scale).toBeLessThan(40_000)
    },
  )
})

describe('the files of the desk', () => {
  const hrefs = async (visitor: Visitor) =>
    [...(await visitor.get('/admin')).text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, href]) => href ?? '')

  test('they are public, kept for ever, named after their content, and open no session', async () => {
    const { visitor } = await inside(door, 'student')
    const found = await hrefs(visitor)
    expect(found.length).toBeLessThanOrEqual(6)
    for (const href of found) {
      const answer = await fetch(door.url + href, { headers: { 'accept-encoding': 'br' } })
      expect([href, answer.status, answer.headers.get('content-encoding')]).toEqual([href, 200, 'br'])
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(answer.headers.getSetCookie()).toEqual([])
      expect(href).toMatch(/-[0-9a-f]{12}\.(js|css)$/)
    }
  })

  test('the first page weighs less than 950 kB', async () => {
    const { visitor } = await inside(door, 'admin')
    const sizes = await Promise.all(
      (await hrefs(visitor)).map(async (href) => {
        const answer = await fetch(door.url + href, { headers: { 'accept-encoding': 'br' } })
        await answer.arrayBuffer()
        return Number(answer.headers.get('content-length'))
      }),
    )
    expect(Math.min(...sizes)).toBeGreaterThan(0)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(900_000)
  })

  test('a visitor gets the login page, never the desk', async () => {
    const answer = await new Visitor(door).get('/admin/resources/Candidature')
    expect([answer.status, answer.text.includes('desk-state')]).toEqual([303, false])
  })
})
