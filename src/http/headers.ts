import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler, Response } from 'express'
import helmet, { type HelmetOptions } from 'helmet'
import { randomToken } from '../platform/crypto.ts'
import { Refusal } from '../platform/errors.ts'
import { overHttps } from './cookies.ts'

/** Every answer, an error included, carries a request id, a fresh nonce and the headers of SECURITY 4.7. */
export const mark: RequestHandler = (_req, res, next) => {
  res.locals.requestId = randomUUID()
  res.locals.nonce = randomToken(16)
  res.locals.locale = 'fr'
  res.set('X-Request-Id', res.locals.requestId)
  res.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
  next()
}

/** Nothing but GET, HEAD and POST goes any further. */
export const onlyKnownMethods: RequestHandler = (req, _res, next) => {
  if (['GET', 'HEAD', 'POST'].includes(req.method)) return next()
  throw methodRefused('GET, HEAD, POST')
}

/** AdminJS runs its GET handlers on HEAD, deletions included. */
export const noHead: RequestHandler = (req, _res, next) => {
  if (req.method === 'HEAD') throw methodRefused('GET, POST')
  next()
}

export const onlyPost: RequestHandler = () => {
  throw methodRefused('POST')
}

const methodRefused = (allow: string) =>
  new Refusal(
    'method',
    405,
    {
      fr: 'Cette adresse ne s’ouvre pas ainsi. Revenez à la page précédente.',
      en: 'This address does not open that way. Go back to the previous page.',
    },
    { detail: { allow } },
  )

type Directives = Record<string, (string | ((req: IncomingMessage, res: ServerResponse) => string))[]>

const nonce = (_req: IncomingMessage, res: ServerResponse): string => `'nonce-${(res as Response).locals.nonce}'`

const COMMON: Directives = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'", nonce],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  objectSrc: ["'none'"],
  manifestSrc: ["'self'"],
  reportUri: ['/csp'],
}

/** The desk’s components style themselves as they render, and call its own API. */
const DESK: Directives = { ...COMMON, styleSrc: ["'self'", "'unsafe-inline'"], connectSrc: ["'self'"] }

/** The participant’s page carries its own style and script, and sends its form by itself when the network comes back. */
const ATTENDANCE: Directives = { ...COMMON, scriptSrc: [nonce], styleSrc: [nonce], connectSrc: ["'self'"] }

/** A page that anybody reads: its style in it, no script at all. */
const PUBLIC: Directives = { ...COMMON, scriptSrc: ["'none'"], styleSrc: [nonce] }

/** Whatever was personal on this page stays out of every cache, shared computers first. */
export const noStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store')
  next()
}

/** Built once for plain and once for TLS: only the nonce differs from one answer to the next. */
function secure(directives: Directives): RequestHandler {
  const [plain, tls] = [helmet(options(directives, false)), helmet(options(directives, true))]
  return (req, res, next) => (overHttps() ? tls : plain)(req, res, next)
}

const options = (directives: Directives, tls: boolean): HelmetOptions => ({
  contentSecurityPolicy: { useDefaults: false, directives },
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'same-origin' },
  strictTransportSecurity: tls && { maxAge: 31_536_000, includeSubDomains: true },
  xFrameOptions: { action: 'deny' },
  originAgentCluster: true,
})

export const pageHeaders: RequestHandler = secure(COMMON)
export const attendanceHeaders: RequestHandler = secure(ATTENDANCE)
export const publicHeaders: RequestHandler = secure(PUBLIC)
export const deskHeaders: RequestHandler = secure(DESK)
