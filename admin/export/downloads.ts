import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type RequestHandler, type Response, Router } from 'express'
import { current } from '../../src/access/actor.ts'
import { localeOf } from '../../src/access/select.ts'
import { openBulk, refusedRows } from '../../src/kit/bulk/report.ts'
import { streamExport } from '../../src/kit/export/export.ts'
import { exportedFile } from '../../src/kit/export/kept.ts'
import { openImport } from '../../src/kit/import/open.ts'
import { importTemplate } from '../../src/kit/import/template.ts'
import { importWorkbook } from '../../src/kit/import/template-xlsx.ts'
import { config } from '../../src/platform/config.ts'
import { prisma } from '../../src/platform/db.ts'
import { refuse } from '../../src/platform/errors.ts'
import { openFile, readBytes } from '../../src/platform/files.ts'
import { clubsFile } from '../clubs/downloads.ts'
import { requestOf } from './actions.ts'
import { readTicket } from './ticket.ts'

/** Files of the desk itself: exported lists, models to fill in, refused rows. GET only, and every one only reads. */
export function downloads(): Router {
  const router = Router()
  router.get('/downloads/export/:ticket', sendExport)
  router.get('/downloads/exports/:id', sendKept)
  router.get('/downloads/bulk/:id', sendRefused)
  router.get('/downloads/template/:model', sendTemplate)
  router.get('/downloads/workbook/:model', sendWorkbook)
  router.get('/downloads/import/:id', sendFailedRows)
  router.get('/downloads/clubs/:format', sendClubs)
  return router
}

const sendExport: RequestHandler<{ ticket: string }> = async (request, response) => {
  const ctx = current()
  const ticket = readTicket(ctx, request.params.ticket)
  const file = streamExport(ctx, ticket.model, requestOf(ctx, ticket))
  announce(response, file.name, file.mime)
  await pipeline(Readable.from(file.chunks, { objectMode: false }), response)
}

const sendKept: RequestHandler<{ id: string }> = async (request, response) => {
  const file = await exportedFile(current(), request.params.id)
  announce(response, file.name, file.mime).set('Content-Length', String(file.size))
  await pipeline(openFile(file), response)
}

const sendRefused: RequestHandler<{ id: string }> = async (request, response) => {
  const ctx = current()
  const run = await openBulk(ctx, request.params.id)
  announce(response, REFUSED[localeOf(ctx.actor)], 'text/csv; charset=utf-8')
  await pipeline(Readable.from(refusedRows(ctx, run.id, config.publicUrl), { objectMode: false }), response)
}

const REFUSED = { fr: 'refus.csv', en: 'refused.csv' }

const sendClubs: RequestHandler<{ format: string }> = async (request, response) => {
  const { name, mime, bytes } = await clubsFile(request.params.format, textsIn(request.query))
  announce(response, name, mime).send(bytes)
}

const textsIn = (query: object): Record<string, string> =>
  Object.fromEntries(Object.entries(query).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])))

const sendTemplate: RequestHandler<{ model: string }> = (request, response) => {
  const { name, bytes } = importTemplate(current(), request.params.model)
  announce(response, name, 'text/csv; charset=utf-8').send(bytes)
}

const sendWorkbook: RequestHandler<{ model: string }> = async (request, response) => {
  const { name, bytes } = await importWorkbook(current(), request.params.model)
  announce(response, name, XLSX).send(bytes)
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const sendFailedRows: RequestHandler<{ id: string }> = async (request, response) => {
  const { report } = await openImport(current(), request.params.id)
  const file = await prisma().storedFile.findUnique({ where: { id: report.failedFileId ?? '' } })
  if (!file) throw refuse.notFound()
  announce(response, file.name, file.mime).send(await readBytes(file))
}

function announce(response: Response, name: string, mime: string): Response {
  return response.attachment(name).set({
    'Content-Type': mime,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  })
}
