import type { Request, RequestHandler, Response } from 'express'
import { config } from '../platform/config.ts'
import { hmac, randomToken, sameText } from '../platform/crypto.ts'
import { Refusal } from '../platform/errors.ts'
import { cookieName, overHttps, readCookie, setCookie } from './cookies.ts'

/**
 * The first lock: a form that another site made somebody’s browser send goes no further.
 * Neither header means no browser (a script): it carries nobody’s cookies, and the token below stays asked.
 */
export const sameOriginOnly: RequestHandler = (req, _res, next) => {
  if (req.method === 'GET' || req.method === 'HEAD') return next()
  const site = req.get('sec-fetch-site')
  const origin = req.get('origin')
  if (site === 'same-origin' || site === 'none' || origin === publicOrigin()) return next()
  if (site === undefined && origin === undefined) return next()
  throw foreignForm()
}

/** The second lock: the token of this session, as header `X-XSRF-TOKEN` or as field `_csrf`. */
export function requireToken(req: Request): void {
  const sent = req.get('x-xsrf-token') ?? req.fields?._csrf
  if (typeof sent !== 'string' || !sameText(sent, expectedToken(req))) throw staleForm()
}

/** The token to print in a form of this page; a visitor gets a cookie that it is bound to. */
export function csrfToken(req: Request, res: Response): string {
  if (!isKnown(req) && !readCookie(req, cookieName('csrf'))) plantCookie(req, res)
  return expectedToken(req)
}

/** A browser may have forgotten this cookie alone: every call of the desk would then be refused. */
export const keepCsrfCookie: RequestHandler = (req, res, next) => {
  if (req.method === 'GET' && readCookie(req, 'XSRF-TOKEN') !== expectedToken(req)) giveCsrfCookie(req, res)
  next()
}

/** The desk reads this cookie and sends it back as a header; no other site can read it. */
export function giveCsrfCookie(req: Request, res: Response): void {
  res.cookie('XSRF-TOKEN', expectedToken(req), { sameSite: 'strict', secure: overHttps(), path: '/' })
}

const isKnown = (req: Request): boolean => req.session?.accountId !== undefined

function expectedToken(req: Request): string {
  if (isKnown(req)) return hmac('csrf', req.sessionID)
  const cookie = readCookie(req, cookieName('csrf'))
  // No cookie: a value that nobody can have been given.
  return hmac('csrf-visitor', cookie ?? randomToken())
}

function plantCookie(req: Request, res: Response): void {
  const value = randomToken()
  setCookie(res, 'csrf', value)
  req.headers.cookie = [req.headers.cookie, `${cookieName('csrf')}=${value}`].filter(Boolean).join('; ')
}

const publicOrigin = (): string => new URL(config.publicUrl).origin

const foreignForm = () =>
  new Refusal('foreign_form', 403, {
    fr: 'Ce formulaire vient d’un autre site : rien n’a été fait. Ouvrez Préau et recommencez depuis ses pages.',
    en: 'This form comes from another site: nothing was done. Open Préau and start again from its pages.',
  })

const staleForm = () =>
  new Refusal('stale_form', 403, {
    fr: 'Cette page est restée ouverte trop longtemps, ou votre session a changé : rien n’a été fait. Rechargez la page et recommencez.',
    en: 'This page stayed open too long, or your session changed: nothing was done. Reload the page and try again.',
  })
