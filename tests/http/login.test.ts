import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../../src/platform/db.ts'
import { testDatabase } from '../support/database.ts'
import { type Door, hiddenFields, openDoor, PASSWORD, someone, stranger, Visitor } from './visitor.ts'

let door: Door
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDoor()
  return door.close
})

describe('the way in', () => {
  test('a wrong password opens nothing, the right one leads to the desk', async () => {
    const awa = await someone()
    const visitor = new Visitor(door)
    expect((await visitor.logIn({ email: awa.email, password: 'pas celui-ci' })).status).toBe(401)
    expect((await visitor.get('/admin')).location).toBe('/login')
    const entered = await visitor.logIn(awa)
    expect([entered.status, entered.location]).toEqual([303, '/admin'])
    expect((await visitor.get('/admin')).text).toBe('<h1>desk</h1>')
  })

  test('the address is recognised whatever its capitals and spaces', async () => {
    const awa = await someone()
    const entered = await new Visitor(door).logIn({ email: ` ${awa.email.toUpperCase()} ` })
    expect(entered.location).toBe('/admin')
  })

  test('unknown, invited, disabled and mistaken people read the same page, byte for byte', async () => {
    const [awa, closed, invited] = [await someone(), await someone(), await stranger()]
    await prisma().account.update({ where: { id: closed.accountId }, data: { status: 'disabled' } })
    await prisma().account.create({ data: { personId: invited.personId, email: invited.email } })
    const pages = await Promise.all(
      [awa.email, closed.email, invited.email, 'personne@horizon.example'].map(async (email) => {
        const answer = await new Visitor(door).logIn({ email, password: 'pas celui-ci du tout' })
        return answer.text.replaceAll(email, '…').replace(/value="[0-9a-f]{64}"/, '')
      }),
    )
    expect(new Set(pages).size).toBe(1)
    expect(pages[0]).toContain('Adresse ou mot de passe incorrect')
  })

  test('a disabled account is out at its next click', async () => {
    const awa = await someone()
    const visitor = new Visitor(door)
    await visitor.logIn(awa)
    await prisma().account.update({ where: { id: awa.accountId }, data: { status: 'disabled' } })
    expect((await visitor.get('/admin')).location).toBe('/login')
    expect((await new Visitor(door).logIn(awa)).status).toBe(401)
  })

  test('someone already in does not see the login page again', async () => {
    const visitor = new Visitor(door)
    await visitor.logIn(await someone())
    expect((await visitor.get('/login')).location).toBe('/admin')
  })

  test('a password is taken exactly as typed: no trim, no change of case, no cut', async () => {
    const awa = await someone()
    for (const password of [`${PASSWORD} `, PASSWORD.toUpperCase(), PASSWORD.slice(0, -1)]) {
      expect((await new Visitor(door).logIn({ email: awa.email, password })).status).toBe(401)
    }
  })
})

describe('where one arrives', () => {
  test('the page asked for before logging in is the page reached after', async () => {
    const awa = await someone()
    const visitor = new Visitor(door)
    const asked = await visitor.get('/admin/resources/Offer?page=2')
    expect(asked.location).toBe('/login?next=%2Fadmin%2Fresources%2FOffer%3Fpage%3D2')
    expect((await visitor.logIn(awa, '/admin/resources/Offer?page=2')).location).toBe('/admin/resources/Offer?page=2')
  })

  test.each([
    'https://voleur.example/',
    '//voleur.example/',
    '/\\voleur.example',
    '/.//voleur.example',
    '/admin/..//voleur.example/x',
    '/%2e%2e//voleur.example',
    '\\\\voleur.example',
    '/\t/voleur.example',
    'javascript:alert(1)',
    'voleur.example',
    '/login',
    '/logout',
  ])('nobody is sent elsewhere: %j leads to the desk', async (next) => {
    const awa = await someone()
    const visitor = new Visitor(door)
    expect((await visitor.logIn(awa, next)).location).toBe('/admin')
    const forged = new Visitor(door)
    const page = await forged.get('/login')
    const fields = { ...hiddenFields(page.text), email: awa.email, password: PASSWORD, next }
    expect((await forged.post('/login', fields)).location).toBe('/admin')
  })
})

describe('logging out', () => {
  test('only by a form with its token; then the session is gone from the database too', async () => {
    const awa = await someone()
    const visitor = new Visitor(door)
    await visitor.logIn(awa)
    const token = visitor.cookies.get('XSRF-TOKEN') ?? ''
    expect((await visitor.get('/logout')).status).toBe(405)
    expect((await visitor.post('/logout', {})).status).toBe(403)
    expect((await visitor.get('/admin')).status).toBe(200)
    const bye = await visitor.post('/logout', { _csrf: token })
    expect(bye.location).toBe('/login?notice=bye')
    expect(bye.headers.get('clear-site-data')).toContain('storage')
    expect(visitor.cookies.has('sid')).toBe(false)
    expect(await prisma().session.count({ where: { accountId: awa.accountId } })).toBe(0)
  })
})
