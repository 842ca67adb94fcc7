import { type RequestHandler, Router } from 'express'
import { runAs } from '../access/actor.ts'
import { now } from '../platform/clock.ts'
import { sha256 } from '../platform/crypto.ts'
import { Refusal } from '../platform/errors.ts'
import { readDeskBody, readForm } from './body.ts'
import { keepCsrfCookie, requireToken } from './csrf.ts'
import { allowLongUpload } from './deadline.ts'
import { wantsJson } from './errors.ts'
import { deskHeaders, noHead } from './headers.ts'
import { stepUp } from './step-up.ts'
import { comingFrom, loginUrl } from './where-to.ts'

/** Everything that stands before the desk, in this order: who, where from, what; then, and only then, AdminJS. */
export function deskDoor(desk: Router): Router {
  const door = Router()
  door.use('/api', noHead)
  door.use(deskHeaders, requirePerson)
  door.use('/api', requireHeader)
  door.use(keepCsrfCookie, requireTokenOfForm, onlyLook, allowLongUpload, readDeskBody, introduce)
  door.post('/api/step-up', stepUp)
  door.use(actAs)
  door.use(desk)
  return door
}

/** A visitor is sent to the login page and comes back here afterwards; a script is told so in JSON. */
export const requirePerson: RequestHandler = (req, res, next) => {
  if (res.locals.actor) return next()
  const { stage } = req.session
  if (wantsJson(req)) throw signedOut(loginUrl(comingFrom(req)))
  if (stage === 'code') return res.redirect(303, '/login/otp')
  if (stage === 'enrol') return res.redirect(303, '/login/enrol')
  res.redirect(303, loginUrl(comingFrom(req)))
}

/** GET too: AdminJS runs actions by GET. */
const requireHeader: RequestHandler = (req, _res, next) => {
  requireToken(req)
  next()
}

/** A plain form carries its token as a field; it is read before anything else is, and may hold no file. */
const requireTokenOfForm: RequestHandler = (req, res, next) => {
  if (req.method !== 'POST') return next()
  if (req.get('x-xsrf-token') === undefined) {
    return readForm(req, res, (error?: unknown) => {
      if (error) return next(error)
      requireToken(req)
      next()
    })
  }
  requireToken(req)
  next()
}

/** Through somebody else’s eyes one looks, and leaves: whatever else would write stops here, before its body is read. */
const onlyLook: RequestHandler = (req, res, next) => {
  if (!res.locals.viewing || req.method === 'GET' || req.path === '/api/pages/leaveView') return next()
  throw new Refusal('viewing', 403, {
    fr: `Vous regardez à la place de ${res.locals.viewing.actor.name} : rien ne peut être changé. Cliquez sur « Quitter » pour agir en votre nom.`,
    en: `You are looking as ${res.locals.viewing.actor.name}: nothing can be changed. Click “Leave” to act as yourself.`,
  })
}

/** What AdminJS may know of the person: it prints all of it in its pages. Not enumerable: the session never stores it. */
const introduce: RequestHandler = (req, res, next) => {
  const { accountId, email, name, locale } = res.locals.actor ?? {}
  Object.defineProperty(req.session, 'adminUser', {
    get: () => ({ id: accountId, email, title: name, locale }),
    enumerable: false,
    configurable: true,
  })
  next()
}

/** Entered after the body is read: a slow body would lose the acting person on its way. */
const actAs: RequestHandler = (req, res, next) => {
  const { actor, requestId, viewing } = res.locals
  if (!actor) throw signedOut('/login')
  const readOnly = req.method !== 'POST' || viewing !== undefined
  const provedAt = req.session.provedAt && !viewing ? new Date(req.session.provedAt) : null
  const session = { sid: sha256(req.sessionID), provedAt, ...(viewing && { viewedUntil: viewing.until }) }
  runAs({ actor, now: now(), requestId, ip: req.ip ?? null, readOnly, ...session }, next)
}

const signedOut = (login: string) =>
  new Refusal(
    'signed_out',
    401,
    {
      fr: 'Votre session a expiré. Reconnectez-vous dans un nouvel onglet, puis revenez ici et recommencez : ce que vous avez saisi est encore là.',
      en: 'Your session has expired. Log in again in a new tab, then come back here and try again: what you typed is still here.',
    },
    { detail: { login } },
  )
