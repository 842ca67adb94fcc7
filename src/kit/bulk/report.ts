import type { BulkRun } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { isModel, type ModelName } from '../../access/model.ts'
import { find, isId, localeOf, titles } from '../../access/select.ts'
import type { Text } from '../../platform/catalogue.ts'
import { now } from '../../platform/clock.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { record } from '../event.ts'
import { CSV_START, csvLines } from '../export/csv.ts'
import { roleFor } from '../record.ts'

export type RefusedItem = { position: number; id: string; title: string | null; sentence: string }
export type BulkReport = {
  run: BulkRun
  model: ModelName
  same: number
  refused: RefusedItem[]
  failure: string | null
}

/** A run, for those who may read it. */
export async function openBulk(ctx: Context, id: string): Promise<BulkRun> {
  const seen = isId(id) ? await find(ctx, 'BulkRun', id) : null
  if (!seen) throw refuse.notFound()
  return prisma().bulkRun.findUniqueOrThrow({ where: { id } })
}

/** Where it stands, with a page of what was refused; a record that the reader may not see has no title. */
export async function bulkReport(ctx: Context, id: string, page: number, perPage: number): Promise<BulkReport> {
  const run = await openBulk(ctx, id)
  if (!isModel(run.model)) throw refuse.notFound()
  const locale = localeOf(ctx.actor)
  const [same, refused] = await Promise.all([
    prisma().bulkItem.count({ where: { runId: id, outcome: 'same' } }),
    refusedItems(ctx, run, { skip: (page - 1) * perPage, take: perPage }),
  ])
  const failure = (run.report as { failure?: Text } | null)?.failure
  return { run, model: run.model, same, refused, failure: failure?.[locale] ?? null }
}

async function refusedItems(ctx: Context, run: BulkRun, page: { skip?: number; take: number }): Promise<RefusedItem[]> {
  const items = await prisma().bulkItem.findMany({
    where: { runId: run.id, outcome: 'refused' },
    orderBy: { position: 'asc' },
    ...page,
  })
  const names = isModel(run.model)
    ? await titles(
        ctx,
        run.model,
        items.map((item) => item.recordId),
      )
    : new Map<string, string>()
  return items.map((item) => ({
    position: item.position,
    id: item.recordId,
    title: names.get(item.recordId) ?? null,
    sentence: (item.refusal as Text | null)?.[localeOf(ctx.actor)] ?? '',
  }))
}

const SLICE = 500

/** The refused ones as a file for Excel: which record, why, where to find it. */
export async function* refusedRows(ctx: Context, id: string, base: string): AsyncGenerator<Buffer> {
  const run = await openBulk(ctx, id)
  yield Buffer.from(CSV_START + csvLines([HEADERS[localeOf(ctx.actor)]]))
  for (let skip = 0; ; skip += SLICE) {
    const items = await refusedItems(ctx, run, { skip, take: SLICE })
    const rows = items.map((item) => [
      item.title ?? '—',
      item.sentence,
      `${base}/admin/resources/${run.model}/records/${item.id}/show`,
    ])
    if (rows.length > 0) yield Buffer.from(csvLines(rows))
    if (items.length < SLICE) return
  }
}

const HEADERS = { fr: ['Dossier', 'Motif du refus', 'Adresse'], en: ['Record', 'Why it was refused', 'Address'] }

/** Stops a run: what is done stays done, what waits is left. Only the one who started it, or the administration. */
export async function cancelBulk(ctx: Context, id: string): Promise<void> {
  await openBulk(ctx, id)
  await transaction(async (tx) => {
    const { count } = await tx.bulkRun.updateMany({
      where: { id, status: { in: ['waiting', 'running'] } },
      data: { status: 'cancelled', finishedAt: now() },
    })
    if (count === 0) throw refuse.conflict('bulk_over', OVER)
    const role = roleFor(ctx, 'BulkRun', 'read')
    await record(tx, ctx, { noun: 'BulkRun', recordId: id, verb: 'update', role, after: { status: 'cancelled' } })
  })
}

const OVER: Text = {
  fr: 'Ce traitement est déjà terminé : il n’y a plus rien à arrêter. Le compte rendu dit ce qui a été fait.',
  en: 'This is already over: there is nothing left to stop. The report says what was done.',
}
