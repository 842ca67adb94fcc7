import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { config } from '../../src/platform/config.ts'
import { databaseUrl, prisma } from '../../src/platform/db.ts'
import { sealEvents, verifyChain } from '../../src/platform/event-chain.ts'
import { asOwner, testDatabase } from '../support/database.ts'

beforeAll(testDatabase)

const journal = () => join(config.dataDir, 'audit', 'anchors.log')

/** The intruder holds the server: triggers do not stop who may disable them. */
const intrude = (sql: string) => asOwner(`set session_replication_role = replica; ${sql}`, [], databaseUrl())

const happen = (count: number, verb = 'update') =>
  prisma().event.createManyAndReturn({
    data: Array.from({ length: count }, (_, index) => ({
      at: new Date(Date.UTC(2026, 2, 2, 8, 0, index)),
      role: 'admin',
      noun: 'Student',
      recordId: '01890000-0000-7000-8000-000000000001',
      verb,
      before: { lastName: 'Élève', index },
      after: { lastName: 'Œuvre', index },
    })),
    select: { id: true },
  })

beforeEach(async () => {
  await intrude('delete from "EventSeal"; delete from "Event"')
  writeFileSync(journal(), '', { flag: 'a' })
  writeFileSync(journal(), '')
})
beforeAll(async () => {
  await happen(1)
  await sealEvents()
})

test('every event is sealed once, in order, and the whole chain holds', async () => {
  await happen(1_205)
  expect(await sealEvents()).toBe(1_205)
  expect(await sealEvents()).toBe(0)
  await happen(3)
  expect(await sealEvents()).toBe(3)
  expect(await verifyChain()).toEqual({ ok: true, sealed: 1_208 })
})

test('two sealers at once make one chain', async () => {
  await happen(50)
  const sealed = await Promise.all([sealEvents(), sealEvents(), sealEvents()])
  expect(sealed.reduce((sum, count) => sum + count, 0)).toBe(50)
  expect(await verifyChain()).toEqual({ ok: true, sealed: 50 })
})

test('an event that was edited is named', async () => {
  const events = await happen(10)
  await sealEvents()
  await intrude(`update "Event" set reason = 'it was not me' where id = '${events[6]?.id}'`)
  const { ok, broken } = await verifyChain()
  expect(ok).toBe(false)
  expect(broken).toMatchObject({ eventId: events[6]?.id, why: 'edited' })
})

test('an event removed from the middle is noticed, with its seal or without', async () => {
  const events = await happen(10)
  await sealEvents()
  await intrude(`delete from "Event" where id = '${events[4]?.id}'`)
  expect(await verifyChain()).toMatchObject({ ok: false, broken: { why: 'removed', eventId: events[4]?.id } })
  await intrude(`delete from "EventSeal" where "eventId" = '${events[4]?.id}'`)
  expect(await verifyChain()).toMatchObject({ ok: false, broken: { why: 'removed', eventId: events[5]?.id } })
})

test('a tail cut off cleanly is told by the anchor, which is not in the database', async () => {
  await happen(10)
  await sealEvents()
  await intrude(
    'delete from "Event" where id in (select "eventId" from "EventSeal" where seq > 7); delete from "EventSeal" where seq > 7',
  )
  expect(await verifyChain()).toEqual({ ok: false, sealed: 7, broken: { seq: '8', eventId: null, why: 'truncated' } })
})

test('a chain sealed again after an edit is told by the anchor', async () => {
  const events = await happen(5)
  await sealEvents()
  const witness = readFileSync(journal(), 'utf8')
  await intrude(`update "Event" set verb = 'nothing' where id = '${events[2]?.id}'; delete from "EventSeal"`)
  await sealEvents()
  writeFileSync(journal(), witness)
  expect(await verifyChain()).toMatchObject({ ok: false, broken: { why: 'edited' } })
})

test('an anchor written by somebody without the key is a forgery', async () => {
  await happen(2)
  await sealEvents()
  appendFileSync(journal(), `${JSON.stringify({ seq: '9', hash: 'x', at: '2026-01-01', mac: 'x' })}\n`)
  expect(await verifyChain()).toMatchObject({ ok: false, broken: { why: 'forged_anchor' } })
})

test('an anchor cut by a crash is not held against anybody', async () => {
  await happen(2)
  await sealEvents()
  appendFileSync(journal(), '{"seq":"9","ha')
  expect(await verifyChain()).toEqual({ ok: true, sealed: 2 })
})
