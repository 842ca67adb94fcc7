import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type RequestHandler, type Response, Router } from 'express'
import { current } from '../../src/access/actor.ts'
import { streamExport } from '../../src/kit/export/export.ts'
import { openImport } from '../../src/kit/import/open.ts'
import { importTemplate } from '../../src/kit/import/template.ts'
import { prisma } from '../../src/platform/db.ts'
import { refuse } from '../../src/platform/errors.ts'
import { readBytes } from '../../src/platform/files.ts'
import { addressOf, readQuery } from '../filters.ts'
import { asked, readTicket } from './ticket.ts'

/** Files of the desk itself: exported lists, models to fill in, refused rows. GET only, and every one only reads. */
export function downloads(): Router {
  const router = Router()
  router.get('/downloads/export/:ticket', sendExport)
  router.get('/downloads/template/:model', sendTemplate)
  router.get('/downloads/import/:id', sendFailedRows)
  return router
}

const sendExport: RequestHandler<{ ticket: string }> = async (request, response) => {
  const ctx = current()
  const { model, format, columns, search } = readTicket(ctx, request.params.ticket)
  const list = asked(readQuery(ctx, model, addressOf(search)))
  const file = streamExport(ctx, model, { format, ...(columns.length > 0 && { columns }), ...list })
  announce(response, file.name, file.mime)
  await pipeline(Readable.from(file.chunks, { objectMode: false }), response)
}

const sendTemplate: RequestHandler<{ model: string }> = (request, response) => {
  const { name, bytes } = importTemplate(current(), request.params.model)
  announce(response, name, 'text/csv; charset=utf-8').send(bytes)
}

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
