import type { Request, RequestHandler } from 'express'
import { Refusal } from '../platform/errors.ts'
import { type Received, receiveForm } from './multipart.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A plain form: a few short fields, no file ever written. For the pages that anybody may post to. */
export const readForm: RequestHandler = async (req, _res, next) => {
  if (req.method !== 'POST') return next()
  if (!hasBody(req)) {
    keep(req, { fields: {}, files: {} })
    return next()
  }
  if (!FORMS.has(contentType(req))) throw wrongType()
  keep(req, await receiveForm(req, { fields: 50, fieldBytes: 16_384, files: 0, fileBytes: 0 }))
  next()
}

/**
 * What the desk sends, files included. Comes after authentication and CSRF: a visitor’s upload never touches the disk.
 * The files live in a private folder until the answer is sent, whatever the answer.
 */
export const readDeskBody: RequestHandler = async (req, res, next) => {
  if (req.method !== 'POST' || req.express_formidable) return next()
  const type = contentType(req)
  if (type === 'application/json') keep(req, { fields: await receiveJson(req), files: {} })
  else if (FORMS.has(type)) keep(req, await receiveForm(req, DESK, () => temporaryFolder(res)))
  else if (hasBody(req)) throw wrongType()
  else keep(req, { fields: {}, files: {} })
  next()
}

const FORMS = new Set(['application/x-www-form-urlencoded', 'multipart/form-data'])
const MEGABYTE = 1024 * 1024
const DESK = { fields: 1_000, fieldBytes: 256 * 1024, files: 10, fileBytes: 25 * MEGABYTE }

const contentType = (req: Request): string =>
  (req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

const hasBody = (req: Request): boolean =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0

// AdminJS reads express-formidable’s properties, and leaves a body alone that is marked as parsed.
function keep(req: Request, { fields, files }: Received): void {
  req.fields = fields
  req.files = files
  req.express_formidable = { parsed: true }
}

async function receiveJson(req: Request): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    size += chunk.length
    if (size <= DESK.fieldBytes) chunks.push(chunk)
  }
  if (size > DESK.fieldBytes) throw tooMuchJson()
  return objectOf(Buffer.concat(chunks).toString('utf8'))
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text, (key, inner) => (key === '__proto__' ? undefined : inner))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // Said below, in words.
  }
  throw unreadable()
}

const wrongType = () =>
  new Refusal('content_type', 415, {
    fr: 'Ce format d’envoi n’est pas accepté ici. Rechargez la page et recommencez.',
    en: 'This kind of request is not accepted here. Reload the page and try again.',
  })

const unreadable = () =>
  new Refusal('unreadable', 400, {
    fr: 'L’envoi est illisible : rien n’a été enregistré. Rechargez la page et recommencez.',
    en: 'What was sent cannot be read: nothing was saved. Reload the page and try again.',
  })

const tooMuchJson = () =>
  new Refusal('too_large', 413, {
    fr: 'L’envoi est trop volumineux : rien n’a été enregistré. Découpez-le en plusieurs fois.',
    en: 'This is too much at once: nothing was saved. Send it in several parts.',
  })
