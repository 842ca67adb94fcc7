import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type {
  AuditAnswer,
  ChainAnswer,
  HealthAnswer,
  JobsAnswer,
  OutboxAnswer,
  SettingsAnswer,
} from '../../components/oversee/state.ts'
import { withoutKeys } from '../../src/domain/core/mail-delivery.ts'
import { schoolName } from '../../src/domain/core/school.ts'
import { later, now, setClock } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { databaseUrl, prisma, read, transaction } from '../../src/platform/db.ts'
import { sealEvents } from '../../src/platform/event-chain.ts'
import { reportOnce } from '../../src/platform/process-report.ts'
import { deadLetters, drainQueue, enqueue, handle } from '../../src/platform/queue.ts'
import { slowQueries, wordsOf } from '../../src/platform/slow-queries.ts'
import type { Door } from '../http/visitor.ts'
import { asOwner, testDatabase } from '../support/database.ts'
import { form, type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let admin: Inside
let department: { id: string; version: number }
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  admin = await inside(door, 'admin')
  department = await prisma().department.create({ data: { code: 'GEO', name: 'Géographie' } })
  return door.close
})

const api = '/admin/api'
const page = async <T>(name: string, query = ''): Promise<T> =>
  JSON.parse((await admin.visitor.api(`${api}/pages/${name}${query}`)).text)
const post = (name: string, values: Record<string, string>) => admin.visitor.api(`${api}/pages/${name}`, form(values))

describe('the audit page', () => {
  const audit = (query: string) => page<AuditAnswer>('audit', query)

  test('says who did what to which record, before and after in words', async () => {
    await admin.visitor.api(
      `${api}/resources/Department/records/${department.id}/edit`,
      form({ name: 'Géographie humaine', version: '0' }),
    )
    const [entry] = (await audit(`?record=${department.id}`)).entries
    expect(entry).toMatchObject({
      ...{ verb: 'Modification', noun: 'Département', role: 'Administration' },
      record: { title: 'Géographie humaine', href: `/admin/resources/Department/records/${department.id}/show` },
      actor: { title: 'Diallo Awa' },
      changes: [{ label: 'Nom', before: 'Géographie', after: 'Géographie humaine' }],
    })
  })

  test('narrows by person, noun, verb, day and record; what it cannot read it leaves out, and says so', async () => {
    const day = now().toISOString().slice(0, 10)
    const found = await audit(
      `?noun=Department&verb=update&from=${day}&to=${day}&person=${admin.who.personId}&record=${department.id}`,
    )
    expect(found.total).toBe(1)
    expect(found.search).toContain('filters.noun~~is=Department'.replaceAll('~', '%7E'))
    expect((await audit('?noun=Department&from=2031-01-01')).total).toBe(0)
    expect((await audit(`?person=${department.id}`)).total).toBe(0)
    const odd = await audit("?noun=constructor&verb=';--&from=2026-13-45&person=x&record=1&page=-4&zzz=1")
    expect(odd.ignored.sort()).toEqual(['from', 'noun', 'person', 'record', 'verb', 'zzz'])
    expect(odd.total).toBeGreaterThan(0)
  })

  test('the address it gives for the export holds the same events', async () => {
    const { search, total } = await audit('?noun=Department&verb=update')
    const list = await admin.visitor.api(`${api}/resources/Event/actions/list?${search}`)
    expect(jsonOf(list).meta.total).toBe(total)
  })

  test('“Vérifier la chaîne” says how far it holds, and where it breaks', async () => {
    const { version } = await prisma().department.findUniqueOrThrow({ where: { id: department.id } })
    const path = `${api}/resources/Department/records/${department.id}/edit`
    await admin.visitor.api(path, form({ code: 'GEOH', version: String(version) }))
    await sealEvents()
    const whole: ChainAnswer = JSON.parse((await post('audit', {})).text)
    expect(whole.ok).toBe(true)
    expect(whole.sentence).toContain('La chaîne tient')
    const [{ seq, eventId } = { seq: '', eventId: '' }] = await read<{ seq: string; eventId: string }>(
      'SELECT seq::text, "eventId" FROM "EventSeal" ORDER BY seq OFFSET 1 LIMIT 1',
    )
    await asOwner('ALTER TABLE "Event" DISABLE TRIGGER USER', [], databaseUrl())
    await asOwner(`UPDATE "Event" SET reason = 'autre chose' WHERE id = $1`, [eventId], databaseUrl())
    const broken: ChainAnswer = JSON.parse((await post('audit', {})).text)
    expect(broken).toMatchObject({ ok: false, sealed: Number(seq) - 1, event: eventId })
    expect(broken.sentence).toContain(`se rompt au numéro ${seq}`)
  })
})

describe('the background jobs', () => {
  test('a dead letter says what, when and why, and goes again on demand', async () => {
    const done: unknown[] = []
    handle('agreement.freeze', async (data) => void done.push(data))
    await transaction((tx) => enqueue(tx, 'agreement.freeze', { agreementId: department.id }, { key: 'x' }))
    await failForGood('agreement.freeze', 'the printer is on fire')
    const { letters, dead, queues } = await page<JobsAnswer>('jobs')
    expect(dead).toBe(1)
    expect(letters[0]).toMatchObject({ queue: 'Impression des conventions' })
    expect(letters[0]?.error).toContain('the printer is on fire')
    expect(queues.map((queue) => queue.name)).toContain('agreement.freeze')
    expect((await post('jobs', { id: 'not-an-id' })).status).toBe(404)
    expect((await post('jobs', { id: String(letters[0]?.id) })).status).toBe(200)
    expect(await deadLetters()).toEqual([])
    await drainQueue()
    expect(done).toEqual([{ agreementId: department.id }])
    expect((await post('jobs', { id: String(letters[0]?.id) })).status).toBe(404)
  })
})

/** The five attempts, at once: what a worker would have done in minutes. */
async function failForGood(queue: string, message: string): Promise<void> {
  await asOwner(
    `WITH gone AS (DELETE FROM pgboss.job WHERE name = $1 RETURNING id, data)
     INSERT INTO pgboss.job (name, data, source_name, source_id, source_output)
     SELECT 'dead', data, $1, id, json_build_object('message', $2::text)::jsonb FROM gone`,
    [queue, message],
    databaseUrl(),
  )
}

describe('the outgoing mails', () => {
  const key = 'A'.repeat(43)
  const letter = (status: 'sent' | 'failed', n: number) =>
    prisma().mailDelivery.create({
      data: {
        ...{ eventKey: `k${n}`, recipient: `${n}@horizon.example`, subject: `Objet ${n}`, template: 'account.invite' },
        ...{ text: `CNRY bonjour https://ecole.example/invitation/${key}`, html: '<p>CNRY</p>', messageId: `<${n}@x>` },
        ...{ status, attempts: 6, lastError: status === 'failed' ? 'boîte pleine' : null, createdAt: now() },
      },
    })

  test('the list says the state of each and never its text; reading it asks for a proof and leaves a trace', async () => {
    const mail = await letter('sent', 1)
    const listed = await admin.visitor.api(`${api}/pages/outbox?status=sent&query=objet`)
    expect(listed.text).toContain('Objet 1')
    expect(listed.text).not.toContain('CNRY')
    const told = await post('outbox', { step: 'read', id: mail.id })
    expect(told.text).toContain('CNRY bonjour https://ecole.example/invitation/…')
    expect(told.text).not.toContain(key)
    expect(await prisma().event.count({ where: { recordId: mail.id, verb: 'readText' } })).toBe(1)
    const at = later(now(), { minutes: 11 })
    setClock(() => at)
    const late = await post('outbox', { step: 'read', id: mail.id })
    setClock(null)
    expect([late.status, jsonOf(late).code]).toEqual([403, 'step_up'])
  })

  test('links to records stay readable, keys that open an account do not', () => {
    const id = '0192f0c5-0000-7000-8000-000000000000'
    expect(withoutKeys(`https://x.example/admin/resources/Offer/records/${id}/show`)).toContain(id)
    expect(withoutKeys(`https://x.example/reset/${key}?a=1`)).toBe('https://x.example/reset/…?a=1')
  })

  test('one that failed goes again, and one that was sent does not', async () => {
    const [failed, sent] = [await letter('failed', 2), await letter('sent', 3)]
    expect((await post('outbox', { step: 'resend', id: sent.id })).status).toBe(409)
    await post('settings', { key: 'mail.sender', value: 'Institut du Lac' })
    expect((await post('outbox', { step: 'resend', id: failed.id })).status).toBe(200)
    await drainQueue()
    await post('settings', { key: 'mail.sender', value: '', version: '0' })
    expect((await prisma().mailDelivery.findUniqueOrThrow({ where: { id: failed.id } })).status).toBe('sent')
    const eml = readFileSync(`${config.dataDir}/mail/${failed.id}.eml`, 'utf8')
    expect(eml).toContain('Objet 2')
    expect(eml).toContain('From: Institut du Lac <ne-pas-repondre@preau.invalid>')
    const { counts } = await page<OutboxAnswer>('outbox')
    expect(counts.find((one) => one.status === 'failed')?.count).toBe(0)
  })
})

describe('the settings', () => {
  const settings = async () => (await page<SettingsAnswer>('settings')).settings
  const one = async (key: string) => (await settings()).find((setting) => setting.key === key)

  test('a setting is read at once where it counts; emptied, it is what it was', async () => {
    expect(await schoolName()).toBe('Horizon')
    expect((await post('settings', { key: 'school.name', value: 'Institut du Lac' })).status).toBe(200)
    expect(await schoolName()).toBe('Institut du Lac')
    const version = String((await one('school.name'))?.chosen?.version)
    expect((await post('settings', { key: 'school.name', value: '', version })).status).toBe(200)
    expect(await schoolName()).toBe('Horizon')
  })

  test('an unknown key, a wrong value and steps out of order are refused, by this door and by the record’s own', async () => {
    const refused = [
      await post('settings', { key: 'school.colour', value: 'vert' }),
      await post('settings', { key: 'toString', value: 'x' }),
      await post('settings', { key: 'school.name', value: 'X' }),
      await post('settings', { key: 'chase.alert', value: 'bientôt' }),
      await post('settings', { key: 'chase.firstReminder', value: '30' }),
      await post('settings', { key: 'mail.sender', value: 'A <b@c.example>' }),
      await admin.visitor.api(`${api}/resources/Setting/actions/new`, form({ key: 'school.colour', value: 'vert' })),
    ]
    expect(refused.map((answer) => answer.status)).toEqual(refused.map(() => 422))
    expect(await prisma().setting.count()).toBe(0)
  })

  test('somebody saved in between: the second is told', async () => {
    await post('settings', { key: 'chase.alert', value: '25' })
    const version = String((await one('chase.alert'))?.chosen?.version)
    expect((await post('settings', { key: 'chase.alert', value: '26', version })).status).toBe(200)
    expect((await post('settings', { key: 'chase.alert', value: '27', version })).status).toBe(409)
  })
})

describe('the health of the system', () => {
  test('is told with its figures, and no value of any statement', async () => {
    await reportOnce()
    await read(`SELECT pg_sleep($1), 'secret' AS word`, [0.25])
    expect(slowQueries()[0]?.sql).toBe("SELECT pg_sleep($1), '…' AS word")
    await reportOnce()
    const health = await page<HealthAnswer>('health')
    expect(health.database.bytes).toBeGreaterThan(1_000_000)
    expect(health.database.connections).toBeGreaterThan(0)
    expect(health.files.free).toBeGreaterThan(0)
    expect(health.processes).toMatchObject([{ pid: process.pid, alive: true }])
    expect(health.processes[0]?.rss).toBeGreaterThan(50_000_000)
    expect(health.slow[0]?.sql).toContain('pg_sleep')
  })

  test('asks the database once in ten seconds, however many look', async () => {
    const first = await page<HealthAnswer>('health')
    expect((await page<HealthAnswer>('health')).at).toBe(first.at)
    const at = later(now(), { seconds: 11 })
    setClock(() => at)
    const next = await page<HealthAnswer>('health')
    setClock(null)
    expect(next.at).not.toBe(first.at)
  })

  test('a text that quotes a value is blotted out', () => {
    expect(wordsOf({ text: "SELECT 1\n  WHERE email = 'a''b@c.example'" })).toBe("SELECT 1 WHERE email = '…'")
  })
})
