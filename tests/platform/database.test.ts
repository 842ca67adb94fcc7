import { beforeAll, describe, expect, test } from 'vitest'
import { databaseUrl, prisma, read, readSlices, transaction, write } from '../../src/platform/db.ts'
import { asOwner, testDatabase } from '../support/database.ts'

beforeAll(testDatabase)

const event = () =>
  prisma().event.create({
    data: { at: new Date(), role: 'system', noun: 'Person', recordId: crypto.randomUUID(), verb: 'create' },
  })

describe('the event log only grows', () => {
  test.each([
    ['update', 'update "Event" set reason = \'x\''],
    ['delete', 'delete from "Event"'],
    ['truncate', 'truncate "Event" cascade'],
    ['update of a seal', 'update "EventSeal" set hash = \'x\''],
    ['truncate of the seals', 'truncate "EventSeal"'],
  ])('%s is refused to the application and to the owner of the database', async (_, sql) => {
    const { id } = await event()
    await prisma().eventSeal.create({
      data: { seq: BigInt(Math.floor(Math.random() * 1e12)), eventId: id, hash: 'h', previous: '' },
    })
    await expect(write(sql)).rejects.toThrow(/permission denied/)
    await expect(asOwner(sql, [], databaseUrl())).rejects.toThrow(/append_only/)
    expect(await prisma().event.findUnique({ where: { id } })).toMatchObject({ reason: null })
  })
})

describe('the two connections', () => {
  test('the reader writes nothing, whatever SQL it is handed', async () => {
    await expect(read("insert into \"Counter\" (series, period) values ('x', 'y')")).rejects.toThrow(
      /read-only|permission denied/,
    )
    await expect(read('set default_transaction_read_only = off')).resolves.toEqual([])
    await expect(read("insert into \"Counter\" (series, period) values ('x', 'y')")).rejects.toThrow(
      /permission denied|read-only/,
    )
  })

  test('the application cannot change its own tables, nor the list of migrations', async () => {
    await expect(write('drop table "Person"')).rejects.toThrow(/must be owner/)
    await expect(write('alter table "Event" disable trigger all')).rejects.toThrow(/must be owner|permission denied/)
    await expect(write('delete from _prisma_migrations')).rejects.toThrow(/permission denied/)
  })

  test('an address with options of its own does not escape its role', async () => {
    expect(await read('select current_user::text as who')).toEqual([{ who: 'preau_reader' }])
    expect(await write('select current_user::text as who')).toEqual([{ who: 'preau_app' }])
    expect(await prisma().$queryRawUnsafe('select current_user::text as who')).toEqual([{ who: 'preau_app' }])
  })

  test('a day stays the day it is, a decimal keeps its cents', async () => {
    const [row] = await read(
      "select date '2026-03-29' as day, 4.50::numeric(14,2) as amount, 9007199254740993::bigint as big",
    )
    expect(row).toEqual({ day: '2026-03-29', amount: '4.50', big: '9007199254740993' })
  })

  test('a long result comes by slices, whole and in order', async () => {
    const sizes: number[] = []
    const seen: number[] = []
    for await (const slice of readSlices<{ n: number }>('select n from generate_series(1, $1::int) n', [4_500])) {
      sizes.push(slice.length)
      seen.push(...slice.map((row) => row.n))
    }
    expect(sizes).toEqual([2_000, 2_000, 500])
    expect([seen[0], seen.at(-1), new Set(seen).size]).toEqual([1, 4_500, 4_500])
  })

  test('a transaction that throws leaves nothing', async () => {
    const broken = transaction(async (tx) => {
      await tx.setting.create({ data: { key: 'half', value: '1' } })
      throw new Error('stop')
    })
    await expect(broken).rejects.toThrow('stop')
    expect(await prisma().setting.count({ where: { key: 'half' } })).toBe(0)
  })
})

describe('the folding of searches', () => {
  test.each([
    ['ÉLÈVE', 'eleve'],
    ['Cœur d’Œuvre', "coeur d'oeuvre"],
    ['Ægir Ñandú', 'aegir nandu'],
    ['Garçon\u00a0manqué', 'garcon manque'],
  ])('%s is found under %s', async (text, folded) => {
    expect(await read('select preau_fold($1) as folded', [text])).toEqual([{ folded }])
  })
})

describe('what holds whatever the code does', () => {
  test('a frozen version of an agreement keeps its words and its bytes', async () => {
    const sql = `
      set session_replication_role = replica;
      insert into "AgreementVersion" (id, "agreementId", number, snapshot, sha256)
        values ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', 1, '{}', 'abc');
      set session_replication_role = origin;`
    await asOwner(sql, [], databaseUrl())
    await expect(write('update "AgreementVersion" set snapshot = \'{"a":1}\'')).rejects.toThrow(/frozen/)
    await expect(asOwner('delete from "AgreementVersion"', [], databaseUrl())).rejects.toThrow(/frozen/)
  })

  test('the bytes a file row speaks of never change', async () => {
    await prisma().storedFile.create({
      data: { name: 'a.pdf', mime: 'application/pdf', size: 1, sha256: 'a', storageKey: 'k' },
    })
    await expect(write('update "StoredFile" set sha256 = \'b\' where "storageKey" = \'k\'')).rejects.toThrow(
      /never change/,
    )
    await expect(
      write('update "StoredFile" set "ownerModel" = \'Person\' where "storageKey" = \'k\''),
    ).resolves.toEqual([])
  })

  test('the same role is not given twice from the same day, department or not', async () => {
    const person = await prisma().person.create({ data: { lastName: 'Sow', firstName: 'Awa' } })
    const give = () =>
      prisma().roleAssignment.create({ data: { personId: person.id, role: 'admin', startsOn: new Date('2026-01-01') } })
    await give()
    await expect(give()).rejects.toThrow()
  })
})
