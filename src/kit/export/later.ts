import { randomUUID } from 'node:crypto'
import type { ExportRun } from '@prisma/client'
import type { Context, PersonActor } from '../../access/actor.ts'
import { type ModelName, modelOf } from '../../access/model.ts'
import { localeOf } from '../../access/select.ts'
import type { Text } from '../../platform/catalogue.ts'
import { later, now } from '../../platform/clock.ts'
import { type Prisma, prisma, type Tx, transaction } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'
import { removeBytes, storeChunks } from '../../platform/files.ts'
import { postMail } from '../../platform/mail.ts'
import { enqueue } from '../../platform/queue.ts'
import { record } from '../event.ts'
import { leaveNotice } from '../notice.ts'
import { roleFor } from '../record.ts'
import { allowReport, type Export, type ExportFormat, type ExportRequest, streamExport } from './export.ts'
import { type Asked, type Made, paperOf } from './paper.ts'
import { type Report, reportFile } from './report.ts'

/** What a person waits for in front of the screen; a longer file is made by the worker, and so is paper. */
export const MOST_AT_ONCE = 5_000
export const KEPT_DAYS = 7

/** Gives an export to the worker. Returns its id. */
export async function exportLater(
  ctx: Context,
  name: ModelName,
  request: ExportRequest,
  rows: number,
): Promise<string> {
  const { accountId, personId } = personOf(ctx)
  const id = randomUUID()
  const { format, ...asked } = request
  await transaction(async (tx) => {
    const query = asked as Prisma.InputJsonObject
    await tx.exportRun.create({ data: { id, model: name, format, query, rows, createdById: personId } })
    await enqueue(tx, 'export.make', { exportRunId: id, accountId }, { key: id })
  })
  return id
}

/** Gives a report to the worker: what it says is worked out already, with the rights of whoever asked. Returns its id. */
export async function reportLater(
  ctx: Context,
  model: ModelName,
  format: ExportFormat,
  report: Report,
): Promise<string> {
  const { accountId, personId } = personOf(ctx)
  const rows = report.rows.length
  await allowReport(ctx, model, { format, title: report.title, rows })
  const id = randomUUID()
  await transaction(async (tx) => {
    const query = { report } as Prisma.InputJsonObject
    await tx.exportRun.create({ data: { id, model, format, query, rows, createdById: personId } })
    await enqueue(tx, 'export.make', { exportRunId: id, accountId }, { key: id })
  })
  return id
}

/** Makes the file with the rights its owner has now. Run twice, there is one file. */
export async function makeExport(ctx: Context, id: string): Promise<void> {
  await prisma().exportRun.updateMany({ where: { id, status: 'waiting' }, data: { status: 'running' } })
  const run = await prisma().exportRun.findUnique({ where: { id } })
  if (run?.status === 'running') await keepMade(ctx, run, await made(ctx, run))
}

/** A pack of files, made by `make` with the rights its owner has now. Run twice, there is one. */
export async function makePack(ctx: Context, id: string, make: (run: ExportRun) => Promise<Export>): Promise<void> {
  await prisma().exportRun.updateMany({ where: { id, status: 'waiting' }, data: { status: 'running' } })
  const run = await prisma().exportRun.findUnique({ where: { id } })
  if (run?.status === 'running' && run.format === 'zip') await keepMade(ctx, run, await make(run))
}

async function keepMade(ctx: Context, run: ExportRun, file: Export | Made): Promise<void> {
  const { id } = run
  const kept = await storeChunks(file.chunks)
  const held = 'held' in file ? { query: { ...(run.query as Prisma.JsonObject), held: file.held } } : {}
  const isFirst = await transaction(async (tx) => {
    const stored = await tx.storedFile.create({ data: { ...kept, name: file.name, mime: file.mime } })
    const { count } = await tx.exportRun.updateMany({
      where: { id, status: 'running' },
      data: {
        ...{ status: 'done', fileId: stored.id, finishedAt: now(), expiresAt: later(now(), { days: KEPT_DAYS }) },
        ...held,
      },
    })
    if (count === 0) await tx.storedFile.delete({ where: { id: stored.id } })
    else await tell(tx, ctx, run)
    return count === 1
  })
  if (!isFirst) await removeBytes(kept)
}

async function made(ctx: Context, run: ExportRun): Promise<Export | Made> {
  const paper = paperOf(run.query)
  if (paper) return paper.make(ctx, run.query as Asked)
  if (run.format === 'zip') throw new Error(`No paper makes the run ${run.id}`)
  const { report } = run.query as { report?: Report }
  if (report) return reportFile(ctx, report, run.format)
  return streamExport(ctx, modelOf(run.model).name, {
    ...(run.query as Omit<ExportRequest, 'format'>),
    format: run.format,
  })
}

async function tell(tx: Tx, ctx: Context, run: ExportRun): Promise<void> {
  const locale = localeOf(ctx.actor)
  const paper = paperOf(run.query)
  const role = roleFor(ctx, modelOf(run.model).name, 'read')
  const after = { status: 'done', model: run.model, format: run.format, rows: run.rows }
  const eventId = await record(tx, ctx, { noun: 'ExportRun', recordId: run.id, verb: 'update', role, after })
  const title = READY[locale]((paper?.title ?? modelOf(run.model).plural)[locale])
  const href = `/admin/pages/exports?id=${run.id}`
  await leaveNotice(tx, { personId: run.createdById, eventId, title, body: null, href, createdAt: now() })
  const to = ctx.actor.kind === 'person' ? ctx.actor.email : ''
  if (!paper?.letter || !isSent(run.query) || !to) return
  const { template, words } = await paper.letter(ctx, run.query as Asked)
  await postMail(tx, { key: `export:${run.id}`, to, template, data: { ...words, href, days: KEPT_DAYS }, locale })
}

/** Asked for by somebody else, who wants them written to. */
const isSent = (query: unknown): boolean => typeof query === 'object' && query !== null && 'sent' in query

const READY = {
  fr: (many: string) => `Votre export est prêt : ${many.toLowerCase()}. Il reste disponible ${KEPT_DAYS} jours.`,
  en: (many: string) => `Your export is ready: ${many.toLowerCase()}. It stays available for ${KEPT_DAYS} days.`,
}

/** Says on the export why it stopped: in the words of the refusal, or that it broke. */
export async function failExport(id: string, error: unknown): Promise<void> {
  const sentence = error instanceof Refusal ? error.sentence : BROKEN
  await prisma().exportRun.updateMany({
    where: { id, status: { in: ['waiting', 'running'] } },
    data: { status: 'failed', error: sentence.fr, finishedAt: now() },
  })
}

function personOf({ actor }: Context): PersonActor {
  if (actor.kind !== 'person') throw refuse.notFound()
  return actor
}

const BROKEN: Text = {
  fr: 'Une erreur de notre côté a arrêté cet export. Relancez-le ; si cela se répète, prévenez l’administration.',
  en: 'An error on our side stopped this export. Start it again; if it happens again, tell the administration.',
}
