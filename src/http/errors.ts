import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { Refusal } from '../platform/errors.ts'
import { log } from '../platform/log.ts'
import { sendPage } from './page.ts'

/** Every refusal speaks to a person: a page, or JSON where a script asks. What broke stays in the log, under the request id. */
export const onError: ErrorRequestHandler = async (error, req, res, _next) => {
  const refusal = asRefusal(error)
  if (refusal.status >= 500) report(error, req, res)
  if (res.headersSent) return void res.destroy()
  await sendRefusal(req, res, refusal)
}

export const nothingHere: RequestHandler = (req, res) => sendRefusal(req, res, missingPage())

export async function sendRefusal(req: Request, res: Response, refusal: Refusal): Promise<void> {
  res.status(refusal.status).set('Cache-Control', 'no-store')
  const { allow, retryAfter } = refusal.detail
  if (typeof allow === 'string') res.set('Allow', allow)
  if (typeof retryAfter === 'number') res.set('Retry-After', String(retryAfter))
  if (wantsJson(req)) return void res.json(jsonOf(refusal, res))
  await sendPage(req, res, 'error', { sentence: refusal.sentence[res.locals.locale], ...wordsFor(refusal) })
}

/** The shape AdminJS shows as a notice, and what a script needs to know why. */
function jsonOf(refusal: Refusal, res: Response) {
  const { locale, requestId } = res.locals
  const fields = Object.entries(refusal.fields).map(([name, sentence]) => [name, sentence[locale]])
  return {
    notice: { type: 'error', message: refusal.sentence[locale] },
    code: refusal.code,
    fields: Object.fromEntries(fields),
    detail: refusal.detail,
    requestId,
  }
}

export const wantsJson = (req: Request): boolean =>
  /^\/(admin\/)?api(\/|$)/i.test(req.originalUrl) || req.accepts(['html', 'json']) === 'json'

function wordsFor(refusal: Refusal) {
  const missing = refusal.status === 404 || refusal.status === 410
  return { status: refusal.status, missing, broken: refusal.status >= 500 }
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const status = statusOf(error)
  if (status === 404) return missingPage()
  return status >= 400 && status < 500 ? malformed(status) : broken()
}

/** Express and its parsers put a status on their errors: a malformed address, a body cut short. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500
  return Number.isInteger(status) ? status : 500
}

function report(error: unknown, req: Request, res: Response): void {
  const { requestId } = res.locals
  const cause = error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : { error }
  log.error({ requestId, method: req.method, route: req.baseUrl, cause }, 'request failed')
}

const missingPage = () =>
  new Refusal('not_found', 404, {
    fr: 'Cette page n’existe pas, ou ne vous est pas ouverte. Vérifiez l’adresse, ou revenez à l’accueil.',
    en: 'This page does not exist, or is not open to you. Check the address, or go back to the home page.',
  })

const malformed = (status: number) =>
  new Refusal('malformed', status, {
    fr: 'Cette adresse ou cet envoi est mal formé. Revenez à la page précédente et recommencez.',
    en: 'This address or request is malformed. Go back to the previous page and try again.',
  })

const broken = () =>
  new Refusal('broken', 500, {
    fr: 'Quelque chose s’est cassé de notre côté : rien n’a été enregistré. Réessayez dans un instant ; si cela continue, donnez au secrétariat le numéro ci-dessous.',
    en: 'Something broke on our side: nothing was saved. Try again in a moment; if it goes on, give the office the number below.',
  })
