import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { system } from '../../../src/access/actor.ts'
import { count, find, list } from '../../../src/access/select.ts'
import { netted, totalsOf } from '../../../src/domain/clubs/ledger-kinds.ts'
import { catalogue } from '../../../src/generated/catalogue.ts'
import { perform } from '../../../src/kit/command.ts'
import { flowOf } from '../../../src/kit/flow.ts'
import { removeRecord, updateRecord } from '../../../src/kit/record.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { databaseUrl, prisma } from '../../../src/platform/db.ts'
import { readBytes } from '../../../src/platform/files.ts'
import { asOwner, testDatabase } from '../../support/database.ts'
import { samplePdf } from '../../support/samples.ts'
import { act, type BoxWorld, balance, clubWithBox, codeOf, enter, hand, receipt, settle } from './cash-world.ts'

beforeAll(testDatabase)
beforeEach(() => setClock(() => new Date('2026-11-20T10:00:00Z')))
afterEach(() => setClock(null))

const lines = async (world: BoxWorld) =>
  (await list(world.lead.ctx(), 'LedgerEntry', { where: { cashBoxId: world.box.id }, limit: 500 })).map(
    ({ id, values }) => ({
      id,
      kind: String(values.kind),
      status: String(values.status),
      amount: Number(values.amount),
      reversesId: (values.reversesId as string | null) ?? null,
    }),
  )

describe('The worked register of the Club Informatique', () => {
  it('goes through each balance of its story, and its totals leave out the pair that was reversed', async () => {
    const world = await clubWithBox()
    const open = await settle(world, 'open', 45_000)
    expect(await balance(world)).toBe(45_000)
    await settle(world, 'receive', 30_000, { motive: 'Subvention du bureau', category: 'grant' })
    expect(await balance(world)).toBe(75_000)
    await settle(world, 'spend', 12_500, { motive: 'Location du projecteur', category: 'rental' })
    expect(await balance(world)).toBe(62_500)
    await settle(world, 'spend', 7_500, { motive: 'Eau et boissons', category: 'catering' })
    expect(await balance(world)).toBe(55_000)
    const wrong = await settle(world, 'spend', 18_000, { motive: 'Affiches', category: 'printing' })
    expect(await balance(world)).toBe(37_000)
    const reversal = await act(world.treasurer, 'LedgerEntry', 'reverse', wrong, { motive: 'Saisie fausse' })
    await act(world.lead, 'LedgerEntry', 'approve', reversal.redirect?.id ?? '')
    expect(await balance(world)).toBe(55_000)
    await settle(world, 'spend', 13_000, { motive: 'Affiches', category: 'printing' })
    expect(await balance(world)).toBe(42_000)
    await settle(world, 'receive', 24_500, { motive: '49 tickets à 500', category: 'tickets' })
    expect(await balance(world)).toBe(66_500)

    const told = await lines(world)
    expect(totalsOf(told)).toEqual({ opening: 45_000, income: 54_500, expense: 33_000, others: 0, balance: 66_500 })
    expect(netted(told).map(({ id }) => id)).not.toContain(wrong)
    expect(told.find(({ id }) => id === wrong)?.status).toBe('reversed')
    expect(told.find(({ kind }) => kind === 'reversal')).toMatchObject({ amount: 18_000, reversesId: wrong })

    const counted = { counted: 66_000, witness: 'Prisca Zongo', motive: 'Rendu de monnaie faux' }
    const difference = (await act(world.treasurer, 'CashBox', 'count', world.box.id, counted)).redirect?.id ?? ''
    expect(await balance(world)).toBe(66_500)
    expect(await codeOf(act(world.treasurer, 'LedgerEntry', 'approve', difference))).toBe('own_entry')
    await act(world.lead, 'LedgerEntry', 'approve', difference)
    expect(await balance(world)).toBe(66_000)
    const entry = await find(world.lead.ctx(), 'LedgerEntry', difference)
    expect(entry?.values).toMatchObject({ amount: -500, kind: 'difference', motive: 'Rendu de monnaie faux' })
    expect(String(entry?.values.comment)).toContain('Prisca Zongo')
    const [kept] = await list(world.union.ctx(), 'CashCount', {})
    expect(kept?.values).toMatchObject({ counted: 66_000, expected: 66_500, witness: 'Prisca Zongo' })
    const seqs = await prisma().ledgerEntry.findMany({
      where: { cashBoxId: world.box.id },
      orderBy: { position: 'asc' },
    })
    expect(seqs.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(seqs[0]?.id).toBe(open)
  })
})

describe('An entry', () => {
  it('is never approved by its author; once the lead approves it, it is settled and the box moves', async () => {
    const world = await clubWithBox()
    await settle(world, 'open', 45_000)
    const id = await enter(world.treasurer, world, 'spend', 12_500)
    expect(await codeOf(act(world.treasurer, 'LedgerEntry', 'approve', id))).toBe('own_entry')
    expect(await balance(world)).toBe(45_000)
    await act(world.lead, 'LedgerEntry', 'approve', id)
    expect((await find(world.lead.ctx(), 'LedgerEntry', id))?.values.status).toBe('settled')
    expect(await balance(world)).toBe(32_500)
    const self = { approverId: world.treasurer.personId }
    const other = await enter(world.treasurer, world, 'spend', 100)
    await expect(prisma().ledgerEntry.update({ where: { id: other }, data: self })).rejects.toThrow(/two_people/)
  })

  it('goes up with its sum: treasurer with the receipt, lead, Amicale; and to the Amicale when one person holds both posts', async () => {
    const world = await clubWithBox()
    await settle(world, 'open', 45_000)
    await settle(world, 'receive', 200_000)
    const by = async (amount: number, fileId?: string) =>
      enter(world.lead, world, 'spend', amount, { ...(fileId && { fileId }) })
    const approve = async (id: string, who = world.treasurer) => codeOf(act(who, 'LedgerEntry', 'approve', id))
    expect(await approve(await by(5_000))).toBe('lead_approves')
    expect(await approve(await by(5_000, await receipt(world.lead)))).toBe('done')
    expect(await approve(await by(5_001, await receipt(world.lead)))).toBe('lead_approves')
    const large = await enter(world.treasurer, world, 'spend', 50_001)
    expect(await approve(large, world.lead)).toBe('union_approves')
    expect(await approve(large, world.union)).toBe('done')
    expect(await approve(await enter(world.treasurer, world, 'spend', 50_000), world.lead)).toBe('done')
    const startsOn = new Date('2026-01-01')
    const both = { lastName: 'Deux', firstName: 'Postes', personId: world.lead.personId, startsOn }
    await prisma().clubMember.create({ data: { ...both, clubId: world.club.id, post: 'treasurer' } })
    const small = await enter(world.treasurer, world, 'spend', 1_000)
    expect(await approve(small, world.lead)).toBe('both_posts')
    expect(await approve(small, world.union)).toBe('done')
  })

  it('of another club does not exist, for its lead, its treasurer or a member', async () => {
    const [world, other] = [await clubWithBox(), await clubWithBox()]
    const id = await enter(world.treasurer, world, 'spend', 1_000)
    const member = await hand('club_member', 'Kofi', world.club.id, 'secretary')
    for (const stranger of [other.lead, other.treasurer, member]) {
      expect(await find(stranger.ctx(), 'LedgerEntry', id)).toBeNull()
      expect(await codeOf(act(stranger, 'LedgerEntry', 'approve', id))).toBe('not_found')
      expect(await codeOf(act(stranger, 'CashBox', 'spend', world.box.id, {}))).toMatch(/not_found|invalid/)
    }
    expect((await find(world.union.ctx(), 'LedgerEntry', id))?.values.amount).toBe(1_000)
  })

  it('is corrected or removed as a draft, by its author; afterwards by nobody, the owner of the database included', async () => {
    const world = await clubWithBox()
    await settle(world, 'open', 45_000)
    const id = await enter(world.treasurer, world, 'spend', 3_000, { asDraft: true })
    const change = (who = world.treasurer, values: object = { amount: '2 500', motive: 'Craies et feutres' }) =>
      updateRecord(who.ctx(), 'LedgerEntry', id, null, { ...values })
    expect(await codeOf(change(world.lead))).toBe('not_found')
    expect(await codeOf(change(world.treasurer, { amount: 0 }))).toBe('invalid')
    expect(await codeOf(change(world.treasurer, { kind: 'income' }))).toBe('unknown_column')
    await change()
    expect((await find(world.lead.ctx(), 'LedgerEntry', id))?.values).toMatchObject({
      ...{ amount: 2_500, motive: 'Craies et feutres', status: 'draft' },
    })
    await act(world.treasurer, 'LedgerEntry', 'submit', id)
    expect(await codeOf(change())).toBe('not_found')
    await act(world.lead, 'LedgerEntry', 'approve', id)
    expect(await codeOf(removeRecord(world.treasurer.ctx(), 'LedgerEntry', id, null))).toBe('not_found')
    const asRoot = (sql: string) => asOwner(sql, [id], databaseUrl())
    await expect(asRoot(`UPDATE "LedgerEntry" SET category = 'dues' WHERE id = $1`)).rejects.toThrow(/append_only/)
    await expect(asRoot(`DELETE FROM "LedgerEntry" WHERE id = $1`)).rejects.toThrow(/append_only/)
    const draft = await enter(world.treasurer, world, 'spend', 900, { asDraft: true })
    await removeRecord(world.treasurer.ctx(), 'LedgerEntry', draft, null)
    expect(await count(world.lead.ctx(), 'LedgerEntry', { where: { id: draft } })).toBe(0)
  })

  it('settled wrong is reversed once, by a second pair of hands', async () => {
    const world = await clubWithBox()
    await settle(world, 'open', 45_000)
    const id = await settle(world, 'spend', 18_000)
    const first = await act(world.treasurer, 'LedgerEntry', 'reverse', id, { motive: 'Montant faux' })
    expect(await codeOf(act(world.union, 'LedgerEntry', 'reverse', id, { motive: 'Encore une fois' }))).toBe(
      'already_reversed',
    )
    await act(world.lead, 'LedgerEntry', 'refuse', first.redirect?.id ?? '', {}, 'Le montant est juste')
    const again = await act(world.treasurer, 'LedgerEntry', 'reverse', id, { motive: 'Montant vraiment faux' })
    await act(world.lead, 'LedgerEntry', 'approve', again.redirect?.id ?? '')
    expect(await balance(world)).toBe(45_000)
    expect(await codeOf(act(world.union, 'LedgerEntry', 'reverse', id, { motive: 'Encore une fois' }))).toBe(
      'illegal_transition',
    )
    const copy = await prisma().ledgerEntry.findUniqueOrThrow({ where: { id: again.redirect?.id ?? '' } })
    const { id: _, seq, position, ...twin } = { ...copy, status: 'submitted' as const }
    const unsealed = { ...twin, seq: null, position: null, hash: null, prevHash: null, settledAt: null }
    await expect(prisma().ledgerEntry.create({ data: unsealed })).rejects.toThrow(/[Uu]nique/)
  })

  it('above 2 000 francs without a receipt says so, until its receipt comes; the receipt is sealed on the disk', async () => {
    const world = await clubWithBox()
    await settle(world, 'open', 45_000)
    const small = await enter(world.treasurer, world, 'spend', 2_000)
    const id = await settle(world, 'spend', 2_001)
    const flag = async (entry: string) => (await find(world.lead.ctx(), 'LedgerEntry', entry))?.values.isUnreceipted
    expect([await flag(small), await flag(id)]).toEqual([false, true])
    const fileId = await receipt(world.treasurer)
    await act(world.treasurer, 'LedgerEntry', 'attach', id, { fileId })
    expect(await flag(id)).toBe(false)
    const file = await prisma().storedFile.findUniqueOrThrow({ where: { id: fileId } })
    expect(file.name).toBe('piece.pdf')
    expect(await readBytes(file)).toEqual(samplePdf())
    await expect(readBytes({ ...file, wrappedKey: null })).rejects.toThrow(/not those/)
    expect(await codeOf(act(world.treasurer, 'LedgerEntry', 'attach', small, { fileId }))).toBe('not_found')
  })
})

const LEGAL: Record<string, string[]> = {
  draft: ['submit', 'attach'],
  submitted: ['approve', 'authorize', 'refuse', 'attach', 'receive', 'drop'],
  approved: ['settle', 'attach'],
  settled: ['reverse', 'attach', 'undo'],
  reversed: [],
  refused: ['rework'],
}

describe('The life cycle of an entry', () => {
  it('has the states of the schema, and refuses in each the verbs of the others', async () => {
    const world = await clubWithBox()
    await settle(world, 'open', 45_000)
    const write = () => enter(world.treasurer, world, 'spend', 1_000)
    const ids: Record<string, string> = {
      draft: await enter(world.treasurer, world, 'spend', 1_000, { asDraft: true }),
    }
    ids.submitted = await write()
    ids.approved = await write()
    await act(world.lead, 'LedgerEntry', 'authorize', ids.approved)
    ids.settled = await settle(world, 'spend', 1_000)
    ids.reversed = await settle(world, 'spend', 1_000)
    const undone = await act(world.treasurer, 'LedgerEntry', 'reverse', ids.reversed, { motive: 'Saisie fausse' })
    await act(world.lead, 'LedgerEntry', 'approve', undone.redirect?.id ?? '')
    ids.refused = await write()
    await act(world.lead, 'LedgerEntry', 'refuse', ids.refused, {}, 'Sans devis')
    const states = catalogue.enums.LedgerStatus?.values.map(({ value }) => value) ?? []
    expect(Object.keys(ids).sort()).toEqual([...states].sort())
    const verbs = [...(flowOf('LedgerEntry')?.verbs.values() ?? [])]
    expect(verbs.map(({ name }) => name).sort()).toEqual([...new Set(Object.values(LEGAL).flat())].sort())
    for (const state of states)
      for (const { name, system: byJob } of verbs.filter((verb) => !LEGAL[state]?.includes(verb.name))) {
        const inputs: Record<string, object> = {
          reverse: { motive: 'Saisie fausse' },
          attach: { fileId: randomUUID() },
        }
        const ctx = byJob ? system('test') : world.lead.ctx()
        const done = perform(ctx, 'LedgerEntry', name, ids[state] ?? '', { ...inputs[name] }, { reason: 'Essai' })
        expect(`${state} ${name} ${await codeOf(done)}`).toBe(`${state} ${name} illegal_transition`)
      }
  })
})

describe('The balance', () => {
  it('never goes below zero: eight spends of 40 000 at once on 66 500 leave 26 500', async () => {
    const world = await clubWithBox()
    await settle(world, 'open', 66_500)
    const ids: string[] = []
    for (let i = 0; i < 8; i += 1) ids.push(await enter(world.treasurer, world, 'spend', 40_000))
    const codes = await Promise.all(ids.map((id) => codeOf(act(world.lead, 'LedgerEntry', 'approve', id))))
    expect(codes.filter((code) => code === 'done')).toHaveLength(1)
    expect(codes.filter((code) => code === 'cash_short')).toHaveLength(7)
    expect(await balance(world)).toBe(26_500)
  })

  it('moves at payment when the expense was approved before, and by both boxes at once in a transfer', async () => {
    const [from, to] = [await clubWithBox(), await clubWithBox()]
    await settle(from, 'open', 45_000)
    const id = await enter(from.treasurer, from, 'spend', 10_000)
    await act(from.lead, 'LedgerEntry', 'authorize', id)
    expect(await balance(from)).toBe(45_000)
    await act(from.treasurer, 'LedgerEntry', 'settle', id)
    expect(await balance(from)).toBe(35_000)
    const sent = { toId: to.box.id, amount: 5_000, motive: 'Prêt de matériel' }
    expect(await codeOf(act(from.lead, 'CashBox', 'transfer', from.box.id, sent))).toBe('not_found')
    const out = (await act(from.union, 'CashBox', 'transfer', from.box.id, sent)).redirect?.id ?? ''
    const [arriving] = await list(to.lead.ctx(), 'LedgerEntry', { where: { kind: 'transfer_in' } })
    expect(await codeOf(act(to.lead, 'LedgerEntry', 'approve', arriving?.id ?? ''))).toBe('transfer_in')
    expect(await codeOf(act(from.union, 'LedgerEntry', 'approve', out))).toBe('own_entry')
    await act(from.lead, 'LedgerEntry', 'approve', out)
    expect([await balance(from), await balance(to)]).toEqual([30_000, 5_000])
  })

  it('is carried to the next year by two entries, and the year that ended takes no more', async () => {
    const world = await clubWithBox()
    setClock(() => new Date('2026-09-20T10:00:00Z'))
    await settle(world, 'open', 45_000)
    await settle(world, 'spend', 5_000)
    expect(await codeOf(act(world.lead, 'CashBox', 'close', world.box.id))).toBe('year_not_over')
    setClock(() => new Date('2026-10-05T10:00:00Z'))
    const late = await enter(world.treasurer, world, 'spend', 1_000, { occurredOn: '2026-09-29' })
    expect(await codeOf(act(world.lead, 'CashBox', 'close', world.box.id))).toBe('entries_waiting')
    await act(world.lead, 'LedgerEntry', 'approve', late)
    await act(world.lead, 'CashBox', 'close', world.box.id)
    expect(await balance(world)).toBe(39_000)
    const told = await list(world.lead.ctx(), 'LedgerEntry', { where: { kind: 'carried', exercise: '2026-2027' } })
    expect(told.map(({ values }) => [values.seq, values.amount])).toEqual([[1, 39_000]])
    const old = enter(world.treasurer, world, 'spend', 1_000, { occurredOn: '2026-09-29' })
    expect(await codeOf(old)).toBe('year_closed')
    expect(await codeOf(enter(world.treasurer, world, 'spend', 1_000, { occurredOn: '2026-10-06' }))).toBe('invalid')
  })
})
