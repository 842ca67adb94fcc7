import { randomBytes } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openRows } from '../../../src/access/sealed.ts'
import { find, list, listStatement } from '../../../src/access/select.ts'
import { badgeText, registerBadges } from '../../../src/domain/clubs/cash-badge.ts'
import { noteHead, watchRegisters } from '../../../src/domain/clubs/cash-night.ts'
import { catalogue } from '../../../src/generated/catalogue.ts'
import { columnsOf } from '../../../src/kit/export/columns.ts'
import { removeRecord, updateRecord } from '../../../src/kit/record.ts'
import { renewKey, rewrapKeys } from '../../../src/kit/sealing.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { config } from '../../../src/platform/config.ts'
import { databaseUrl, prisma, read, transaction } from '../../../src/platform/db.ts'
import {
  amountBytes,
  amountOf,
  newKey,
  openBytes,
  sealBytes,
  unwrapKey,
  wrapKey,
} from '../../../src/platform/envelope.ts'
import { asOwner, testDatabase } from '../../support/database.ts'
import { act, type BoxWorld, balance, clubWithBox, codeOf, enter, receipt, settle } from './cash-world.ts'

beforeAll(testDatabase)
beforeEach(() => setClock(() => new Date('2026-11-20T10:00:00Z')))
afterEach(() => setClock(null))

/** The owner of the server, whom no right stops, with the triggers asleep. */
const intrude = (sql: string, values: unknown[] = []) =>
  asOwner(`SET session_replication_role = replica; ${inlined(sql, values)}`, [], databaseUrl())
const inlined = (sql: string, values: unknown[]) =>
  sql.replace(/\$(\d)/g, (_, n: string) => `'${String(values[Number(n) - 1])}'`)

async function told(): Promise<BoxWorld & { ids: string[] }> {
  const world = await clubWithBox()
  const ids = [await settle(world, 'open', 45_000)]
  for (const amount of [12_500, 7_500, 3_000]) ids.push(await settle(world, 'spend', amount))
  return { ...world, ids }
}

async function verdict(world: BoxWorld) {
  await act(world.treasurer, 'CashBox', 'verify', world.box.id)
  const { isIntact, brokenAt } = await prisma().cashBox.findUniqueOrThrow({ where: { id: world.box.id } })
  return { isIntact, brokenAt }
}

describe('The register', () => {
  it('holds, says so to whoever asks, and to the public without a sum', async () => {
    const world = await told()
    expect(await verdict(world)).toEqual({ isIntact: true, brokenAt: null })
    const badge = (await registerBadges([world.club.id])).get(world.club.id)
    expect(badge && badgeText(badge, 'fr')).toBe(
      'Registre vérifié le 20/11/2026 · chaîne intacte · 1 écriture justifiée sur 4',
    )
    expect(JSON.stringify(badge)).not.toMatch(/22.?000|12.?500/)
  })

  it('names its first broken entry: a changed row, a value moved from another entry, a receipt added by hand', async () => {
    const changed = await told()
    await intrude(`UPDATE "LedgerEntry" SET category = 'dues' WHERE id = $1`, [changed.ids[2]])
    expect(await verdict(changed)).toEqual({ isIntact: false, brokenAt: 3 })
    const moved = await told()
    await intrude(`UPDATE "LedgerEntry" SET amount = (SELECT amount FROM "LedgerEntry" WHERE id = $1) WHERE id = $2`, [
      ...[moved.ids[3], moved.ids[1]],
    ])
    expect(await verdict(moved)).toEqual({ isIntact: false, brokenAt: 2 })
    expect(await codeOf(find(moved.lead.ctx(), 'LedgerEntry', moved.ids[1] ?? ''))).toBe('broken_seal')
    expect(await codeOf(balance(moved))).toBe('broken_seal')
    const papered = await told()
    const fileId = await receipt(papered.treasurer)
    await act(papered.treasurer, 'LedgerEntry', 'attach', papered.ids[1] ?? '', { fileId })
    expect((await verdict(papered)).isIntact).toBe(true)
    await intrude(`UPDATE "Receipt" SET "isChained" = true WHERE "fileId" = $1`, [fileId])
    expect(await verdict(papered)).toEqual({ isIntact: false, brokenAt: 2 })
  })

  it('sees a line removed inside, and an end cut off with its head, which the audit log remembers', async () => {
    const inside = await told()
    await intrude(`DELETE FROM "LedgerEntry" WHERE id = $1`, [inside.ids[1]])
    expect(await verdict(inside)).toEqual({ isIntact: false, brokenAt: 2 })
    const cut = await told()
    await noteHead(cut.box)
    const last = await prisma().ledgerEntry.findUniqueOrThrow({ where: { id: cut.ids[2] } })
    await intrude(
      `DELETE FROM "CashCheckpoint" WHERE "cashBoxId" = $1; DELETE FROM "LedgerEntry" WHERE id = $2;
      UPDATE "CashBox" SET "headSeq" = 3, "headHash" = $3 WHERE id = $1`,
      [cut.box.id, cut.ids[3], last.hash],
    )
    expect(await verdict(cut)).toEqual({ isIntact: false, brokenAt: 4 })
  })

  it('is read every night, its head noted once, its month summed up; a sum that does not hold is seen', async () => {
    const world = await told()
    await watchRegisters()
    await watchRegisters()
    const where = { noun: 'CashBox', recordId: world.box.id, verb: 'anchor' }
    expect(await prisma().event.count({ where })).toBe(1)
    const checkpoints = await prisma().cashCheckpoint.findMany({ where: { cashBoxId: world.box.id } })
    expect(checkpoints.map(({ position }) => position)).toEqual([4])
    expect(await balance(world)).toBe(22_000)
    await settle(world, 'receive', 1_000)
    expect(await balance(world)).toBe(23_000)
    setClock(() => new Date('2026-12-02T04:40:00Z'))
    await watchRegisters()
    expect(await prisma().cashCheckpoint.count({ where: { cashBoxId: world.box.id } })).toBe(2)
    const [first, second] = await prisma().cashCheckpoint.findMany({
      ...{ where: { cashBoxId: world.box.id }, orderBy: { position: 'asc' } },
    })
    await intrude(`UPDATE "CashCheckpoint" SET sum = (SELECT sum FROM "CashCheckpoint" WHERE id = $1) WHERE id = $2`, [
      ...[second?.id, first?.id],
    ])
    expect((await verdict(world)).isIntact).toBe(false)
  })
})

describe('What is sealed', () => {
  it('stands nowhere in the database, in any table, nor in a search, an export, a filter or an order', async () => {
    const world = await clubWithBox()
    await settle(world, 'open', 45_000)
    const canary = { motive: 'CANARI MOTIF', comment: 'CANARI COMMENTAIRE', payee: 'CANARI PAYEE' }
    const draft = await enter(world.treasurer, world, 'spend', 31_337, { ...canary, asDraft: true })
    await updateRecord(world.treasurer.ctx(), 'LedgerEntry', draft, null, { amount: 31_338, motive: 'CANARI ENCORE' })
    await act(world.treasurer, 'LedgerEntry', 'submit', draft)
    await act(world.lead, 'LedgerEntry', 'approve', draft)
    await act(world.treasurer, 'LedgerEntry', 'reverse', draft, { motive: 'CANARI INVERSE' })
    const dropped = await enter(world.treasurer, world, 'spend', 31_339, { ...canary, asDraft: true })
    await removeRecord(world.treasurer.ctx(), 'LedgerEntry', dropped, null)
    const counted = { counted: 31_340, witness: 'Prisca Zongo', motive: 'CANARI ECART' }
    await act(world.treasurer, 'CashBox', 'count', world.box.id, counted)
    const tables = await read<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
    )
    let looked = 0
    for (const { name } of tables) {
      const rows = await asOwner<{ row: string }>(`SELECT t::text AS row FROM ${name} t`, [], databaseUrl())
      looked += rows.length
      for (const { row } of rows) expect(row, name).not.toMatch(/CANARI|3133[789]|31340|43414e415249/i)
    }
    expect(looked).toBeGreaterThan(50)
    const [seen] = await list(world.treasurer.ctx(), 'LedgerEntry', { where: { id: draft } })
    expect(seen?.values).toMatchObject({ amount: 31_338, motive: 'CANARI ENCORE', payee: 'CANARI PAYEE' })
    expect(await list(world.treasurer.ctx(), 'LedgerEntry', { search: 'CANARI' })).toEqual([])
    for (const query of [{ where: { amount: { gt: 1 } } }, { sort: { field: 'amount', direction: 'asc' as const } }])
      expect(await codeOf(list(world.treasurer.ctx(), 'LedgerEntry', query))).toBe('unknown_column')
    expect(listStatement(world.treasurer.ctx(), 'LedgerEntry', {})?.sql).not.toMatch(/"amount"|"motive"/)
    const columns = columnsOf(world.treasurer.ctx(), catalogue.models.LedgerEntry).map(({ field }) => field.name)
    expect(columns).toContain('category')
    expect(columns).not.toContain('amount')
    expect(() => columnsOf(world.treasurer.ctx(), catalogue.models.LedgerEntry, ['amount'])).toThrow(/unknown_column/)
  })

  it('takes eight bytes whatever the amount, opens only in its own place, and fails closed', () => {
    const key = unwrapKey(wrapKey(newKey(), 'k'), 'k')
    const sealed = [1, 500, -999_999_999_999].map((amount) => sealBytes(key, amountBytes(amount), 'a'))
    expect(sealed.map(({ length }) => length)).toEqual([36, 36, 36])
    expect(sealed.map((bytes) => amountOf(openBytes(key, bytes, 'a')))).toEqual([1, 500, -999_999_999_999])
    const [first = new Uint8Array()] = sealed
    expect(() => openBytes(key, first, 'b')).toThrow()
    expect(() =>
      openBytes(
        key,
        first.map((byte, i) => (i === 14 ? byte ^ 1 : byte)),
        'a',
      ),
    ).toThrow()
    expect(() => openBytes(key, first.subarray(0, 20), 'a')).toThrow(/Not sealed/)
    expect(() => amountBytes(0.5)).toThrow(/whole/)
  })

  it('keeps opening after the master key changed and the keys were sealed anew, and after the club took a new key', async () => {
    const world = await told()
    const before = await prisma().ledgerEntry.findUniqueOrThrow({ where: { id: world.ids[1] } })
    const [master, previous] = [config.masterKey, config.previousMasterKey]
    try {
      Object.assign(config, { masterKey: randomBytes(32), previousMasterKey: master })
      const wrapped = await prisma().sealKey.findFirstOrThrow({ where: { ownerId: world.club.id } })
      expect(await rewrapKeys()).toBeGreaterThan(0)
      expect(await rewrapKeys()).toBe(0)
      Object.assign(config, { previousMasterKey: null })
      const anew = await prisma().sealKey.findUniqueOrThrow({ where: { id: wrapped.id } })
      expect(anew.wrapped).not.toBe(wrapped.wrapped)
      expect(await balance(world)).toBe(22_000)
      const after = await prisma().ledgerEntry.findUniqueOrThrow({ where: { id: world.ids[1] } })
      expect(Buffer.from(after.amount).equals(Buffer.from(before.amount))).toBe(true)
      expect(await transaction((tx) => renewKey(tx, world.club.id))).toBe(2)
      await settle(world, 'receive', 1_000)
      expect(await balance(world)).toBe(23_000)
      expect((await verdict(world)).isIntact).toBe(true)
    } finally {
      Object.assign(config, { masterKey: master, previousMasterKey: previous })
    }
  })

  it('adds up ten thousand entries without the database reading one', async () => {
    const world = await clubWithBox()
    await settle(world, 'open', 0)
    const [{ wrapped, ownerId, version } = { wrapped: '', ownerId: '', version: 1 }] = await prisma().sealKey.findMany({
      where: { ownerId: world.club.id },
    })
    const key = unwrapKey(wrapped, `SealKey:${ownerId}:${version}`)
    const rows = Array.from({ length: 10_000 }, (_, i) => {
      const id = `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`
      const amount = sealBytes(key, amountBytes(i), `${ownerId}|LedgerEntry|${id}|amount|1`)
      return { id, clubId: ownerId, keyVersion: 1, kind: 'income', amount }
    })
    const opened = await openRows(read, catalogue.models.LedgerEntry, rows)
    expect(opened.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(49_995_000)
  })
})
