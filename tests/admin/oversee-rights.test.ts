import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { later, now, setClock } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { codeOf, type Door, PASSWORD, SEED, stranger } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let admin: Inside
let officer: Inside
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  officer = await inside(door, 'internship_officer')
  return door.close
})
beforeEach(async () => {
  setClock(null)
  await prisma().roleAssignment.deleteMany({ where: { role: 'admin' } })
  admin = await inside(door, 'admin')
  return () => setClock(null)
})

const api = '/admin/api'
const wait = (minutes: number) => {
  const at = later(now(), { minutes })
  setClock(() => at)
}
const grant = async (inside: Inside, personId: string) =>
  inside.visitor.api(
    `${api}/resources/RoleAssignment/actions/new`,
    form({ personId, role: 'school_tutor', startsOn: '2026-01-05' }),
  )
const prove = (proof: string) => admin.visitor.api(`${api}/step-up`, form({ proof }))
const rolesOf = (personId: string) => prisma().roleAssignment.count({ where: { personId } })
const adminRole = (personId: string) => prisma().roleAssignment.findFirstOrThrow({ where: { personId, role: 'admin' } })
const edit = ({ id, version }: { id: string; version: number }, values: Record<string, string>) =>
  admin.visitor.api(`${api}/resources/RoleAssignment/records/${id}/edit`, form({ ...values, version: String(version) }))

describe('people and rights', () => {
  test('for an officer the page is as missing as one that never was', async () => {
    const missing = await officer.visitor.api(`${api}/pages/nothing`)
    for (const name of ['rights', 'audit', 'jobs', 'outbox', 'settings', 'health', 'leaveView'])
      for (const init of [{}, form({ step: 'verify' })]) {
        const answer = await officer.visitor.api(`${api}/pages/${name}`, init)
        expect([answer.status, answer.text]).toEqual([404, missing.text])
      }
  })

  test('the administration reads who has what, since when, until when, given by whom', async () => {
    const { personId } = await stranger([])
    expect((await grant(admin, personId)).status).toBe(200)
    const answer = await admin.visitor.api(`${api}/pages/rights?role=school_tutor`)
    const row = JSON.parse(answer.text).rows.find((one: { person: { href: string } }) =>
      one.person.href.includes(personId),
    )
    expect(row).toMatchObject({
      ...{ roleLabel: 'Tuteur école', startsOn: '2026-01-05', endsOn: null },
      ...{ grantedBy: 'Diallo Awa', when: 'now', account: null },
    })
  })

  test('ten minutes after the last proof, no role is given, changed or removed by any door', async () => {
    const { personId } = await stranger([])
    await grant(admin, personId)
    const given = await prisma().roleAssignment.findFirstOrThrow({ where: { personId } })
    wait(11)
    const path = `${api}/resources/RoleAssignment/records/${given.id}/delete`
    const refused = [
      await grant(admin, (await stranger([])).personId),
      await edit(given, { endsOn: '2027-01-01' }),
      await admin.visitor.api(path, form({ version: '0' })),
    ]
    for (const answer of refused) expect([answer.status, jsonOf(answer).code]).toEqual([403, 'step_up'])
    expect(await prisma().roleAssignment.findFirstOrThrow({ where: { personId } })).toEqual(given)
  })

  test.each([
    ['the password', () => PASSWORD],
    ['the code of the telephone', () => codeOf(SEED)],
  ])('%s opens ten more minutes: in this session, not in another', async (_what, proof) => {
    const other = await inside(door, 'admin')
    wait(11)
    const { personId } = await stranger([])
    expect((await grant(admin, personId)).status).toBe(403)
    expect((await prove(proof())).status).toBe(200)
    expect((await grant(admin, personId)).status).toBe(200)
    expect((await grant(other, (await stranger([])).personId)).status).toBe(403)
  })

  test('whoever guesses is slowed down like at the login, and gets nothing', async () => {
    wait(11)
    const answers = []
    for (let i = 0; i < 7; i++) answers.push((await prove(`wrong ${i}`)).status)
    expect(answers.slice(0, 5)).toEqual([422, 422, 422, 422, 422])
    expect(answers.at(-1)).toBe(429)
    // Even the right word waits
    expect((await prove(PASSWORD)).status).toBe(429)
    expect((await grant(admin, (await stranger([])).personId)).status).toBe(403)
  })

  test('a proof that another site makes somebody send is refused', async () => {
    const answer = await admin.visitor.send(`${api}/step-up`, form({ proof: PASSWORD }))
    expect(answer.status).toBe(403)
  })
})

describe('the last administrator', () => {
  const yesterday = () => later(now(), { days: -1 }).toISOString().slice(0, 10)

  test('keeps the role: it is not removed, not ended, not moved to somebody else', async () => {
    const mine = await adminRole(admin.who.personId)
    const { personId } = await stranger([])
    const answers = [
      await admin.visitor.api(`${api}/resources/RoleAssignment/records/${mine.id}/delete`, form({ version: '0' })),
      await edit(mine, { endsOn: yesterday() }),
      await edit(mine, { endsOn: '2027-06-30' }),
      await edit(mine, { personId }),
      await edit(mine, { role: 'school_tutor' }),
      await edit(mine, { startsOn: '2027-01-01' }),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([422, 422, 422, 422, 422, 422])
    expect(await adminRole(admin.who.personId)).toEqual(mine)
  })

  test('may go once somebody else is there to stay', async () => {
    await inside(door, 'admin')
    const mine = await adminRole(admin.who.personId)
    expect((await edit(mine, { endsOn: '2027-06-30' })).status).toBe(200)
  })

  test('keeps the account open, even when forced with a reason', async () => {
    const second = await inside(door, 'admin')
    const close = (who: Inside, more = {}) =>
      second.visitor.api(
        `${api}/resources/Account/records/${who.who.accountId}/disable`,
        form({ reason: 'Départ', ...more }),
      )
    expect((await close(admin)).status).toBe(200)
    const forced = await close(second, { _force: 'true' })
    expect([forced.status, jsonOf(forced).code]).toEqual([422, 'last_admin'])
    const account = await prisma().account.findUniqueOrThrow({ where: { id: second.who.accountId } })
    expect(account.status).toBe('active')
  })

  test('of two who remove each other at the same instant, one stays', async () => {
    const second = await inside(door, 'admin')
    const [mine, theirs] = [await adminRole(admin.who.personId), await adminRole(second.who.personId)]
    const remove = (who: Inside, id: string) =>
      who.visitor.api(`${api}/resources/RoleAssignment/records/${id}/delete`, form({ version: '0' }))
    const answers = await Promise.all([remove(admin, theirs.id), remove(second, mine.id)])
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(await prisma().roleAssignment.count({ where: { role: 'admin' } })).toBe(1)
    expect(await rolesOf(officer.who.personId)).toBe(1)
  })
})
