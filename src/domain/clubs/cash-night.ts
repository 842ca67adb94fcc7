import type { CashBox } from '@prisma/client'
import { system } from '../../access/actor.ts'
import { catalogue } from '../../generated/catalogue.ts'
import { perform } from '../../kit/command.ts'
import { record } from '../../kit/event.ts'
import { rewrapKeys, sealedRow } from '../../kit/sealing.ts'
import { table, within } from '../../kit/table.ts'
import { config } from '../../platform/config.ts'
import { prisma, read, transaction } from '../../platform/db.ts'
import { log } from '../../platform/log.ts'
import { lockBoxes } from './ledger-register.ts'
import { verifyRegister } from './ledger-verify.ts'

/** Every night: each register is read again from its first line, its head noted in the audit log, its month summed up. */
export async function watchRegisters(): Promise<void> {
  if (config.previousMasterKey) await rewrapKeys()
  for (const box of await prisma().cashBox.findMany({ orderBy: { id: 'asc' } })) await watch(box)
}

async function watch(box: CashBox): Promise<void> {
  const ctx = system('cash.verify')
  await perform(ctx, 'CashBox', 'verify', box.id)
  const verified = await prisma().cashBox.findUniqueOrThrow({ where: { id: box.id } })
  if (!verified.isIntact) log.error({ cashBoxId: box.id, brokenAt: verified.brokenAt }, 'a register does not hold')
  else await noteHead(box)
}

/** The head of the register in the audit log, which is sealed apart: whoever cuts the end of the register forgets this line. */
export async function noteHead(box: Pick<CashBox, 'id' | 'clubId'>): Promise<void> {
  const ctx = system('cash.anchor')
  await transaction(async (tx) => {
    const [head] = await lockBoxes(tx, [box.id])
    if (!head?.headHash || (await isNoted(box.id, head.headSeq))) return
    const after = { position: head.headSeq, head: head.headHash }
    await record(tx, ctx, { noun: 'CashBox', recordId: box.id, verb: 'anchor', role: 'system', after })
    const last = await tx.cashCheckpoint.findFirst({ where: { cashBoxId: box.id }, orderBy: { position: 'desc' } })
    if (last && monthOf(last.createdAt) === monthOf(ctx.now)) return
    const { ok, sum } = await verifyRegister(within(tx), box)
    if (!ok) return
    const about = { cashBoxId: box.id, clubId: box.clubId, position: head.headSeq, headHash: head.headHash }
    const values = { ...about, sum, verifiedAt: ctx.now, createdAt: ctx.now }
    await table(tx, 'CashCheckpoint').create({ data: await sealedRow(tx, catalogue.models.CashCheckpoint, values) })
  })
}

async function isNoted(id: string, position: number): Promise<boolean> {
  const rows = await read(
    `SELECT 1 FROM "Event" WHERE noun = 'CashBox' AND "recordId" = $1::uuid AND verb = 'anchor' AND (after->>'position')::int = $2::int`,
    [id, position],
  )
  return rows.length > 0
}

const monthOf = (instant: Date): string => instant.toISOString().slice(0, 7)
