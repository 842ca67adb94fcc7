import type { BulkRun } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { modelOf } from '../../access/model.ts'
import { localeOf } from '../../access/select.ts'
import { now } from '../../platform/clock.ts'
import { Prisma, type Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { record } from '../event.ts'
import { leaveNotice } from '../notice.ts'
import { type Outcome, Stopped, sentenceOf } from './change.ts'

/** What became of these records, in the transaction that changed them; a run stopped meanwhile takes them back. */
export async function markItems(tx: Tx, runId: string, outcomes: Map<number, Outcome>): Promise<void> {
  if (outcomes.size === 0) return
  const rows = [...outcomes].map(([position, outcome]) => ({
    position,
    outcome: outcome instanceof Refusal ? 'refused' : outcome,
    refusal: outcome instanceof Refusal ? sentenceOf(outcome) : null,
  }))
  await tx.$executeRaw(Prisma.sql`
    UPDATE "BulkItem" i SET outcome = given.outcome, refusal = given.refusal
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given(position int, outcome text, refusal jsonb)
     WHERE i."runId" = ${runId}::uuid AND i.position = given.position`)
  const refused = rows.filter((row) => row.outcome === 'refused').length
  const { count } = await tx.bulkRun.updateMany({
    where: { id: runId, status: 'running' },
    data: { done: { increment: rows.length - refused }, refused: { increment: refused } },
  })
  if (count === 0) throw new Stopped('cancelled')
}

/** The last word on a run, in the history; whoever is not looking on finds it among their notices. */
export async function finish(tx: Tx, ctx: Context, { id, model }: BulkRun, quiet: boolean): Promise<void> {
  const { done, refused, createdById } = await tx.bulkRun.findUniqueOrThrow({ where: { id } })
  const status = refused === 0 ? 'done' : done === 0 ? 'failed' : 'partial'
  await tx.bulkRun.update({ where: { id }, data: { status, finishedAt: now() } })
  const role = ctx.actor.kind === 'person' ? (ctx.actor.roles[0]?.role ?? 'system') : 'system'
  const after = { status, done, refused }
  const eventId = await record(tx, ctx, { noun: 'BulkRun', recordId: id, verb: 'update', role, after })
  if (quiet) return
  const title = TOLD[localeOf(ctx.actor)](modelOf(model).plural[localeOf(ctx.actor)], done, refused)
  const href = `/admin/pages/bulk?id=${id}`
  await leaveNotice(tx, { personId: createdById, eventId, title, body: null, href, createdAt: now() })
}

const TOLD = {
  fr: (many: string, done: number, refused: number) =>
    `${many} : traitement terminé, ${fr(done)} ${done > 1 ? 'faits' : 'fait'}, ${fr(refused)} ${refused > 1 ? 'refusés' : 'refusé'}.`,
  en: (many: string, done: number, refused: number) => `${many}: finished, ${done} done, ${refused} refused.`,
}
const fr = (n: number): string => n.toLocaleString('fr-FR')
