import { createSecretKey } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import session, { type SessionData } from 'express-session'
import { loadActor, type PersonActor, type Role } from '../access/actor.ts'
import { sessionEnd } from '../domain/core/session.ts'
import { openView } from '../domain/core/view-as.ts'
import { now } from '../platform/clock.ts'
import { hmac, randomToken, sha256 } from '../platform/crypto.ts'
import { cookieName, cookieOptions, overHttps } from './cookies.ts'
import { giveCsrfCookie } from './csrf.ts'
import { LIVE_PATH } from './live-path.ts'
import { prolong, SessionStore } from './session-store.ts'

/** Reads the session of the request, if it has one. Nothing is written for a visitor. */
export const readSession = (): RequestHandler =>
  session({
    store: new SessionStore(),
    // A key made ready once: from a text, each cookie would cost eight times as much to check
    secret: createSecretKey(hmac('session-cookie', 'signature'), 'utf8'),
    name: cookieName('sid'),
    genid: () => randomToken(32),
    cookie: cookieOptions(),
    // Behind the proxy that ends TLS, the request itself is plain: our public address says what the browser sees.
    proxy: overHttps() || undefined,
    resave: false,
    saveUninitialized: false,
    rolling: false,
  })

/** Reloads who acts, at every request: a role removed a second ago is gone. `res.locals.actor` stays empty for a visitor. */
export const recogniseActor: RequestHandler = async (req, res, next) => {
  const { accountId, stage, whoActs } = req.session
  if (!accountId || stage !== 'open') return next()
  const actor = whoActs ? whoActs() : await loadActor(accountId)
  if (!actor) return next()
  const view = await openView(sha256(req.sessionID), actor)
  if (view) res.locals.viewing = view
  res.locals.actor = view?.actor ?? actor
  res.locals.locale = actor.locale
  // A page drawn for one person and answered for another reloads itself: at the start, at the end, and when time is up
  res.set('X-Viewing', view?.actor.personId ?? '')
  // A window left open is nobody at the keyboard: what it asks by itself does not keep the session awake
  if (req.path !== LIVE_PATH) await stayAwake(req, rolesOf(actor))
  next()
}

const WORTH_A_WRITE = 60_000

async function stayAwake(req: Request, roles: Role[]): Promise<void> {
  const { startedAt = 0, endsAt = 0 } = req.session
  const end = sessionEnd(roles, startedAt, now().getTime())
  // A new, stricter role shortens the session too.
  if (Math.abs(end - endsAt) >= WORTH_A_WRITE) await prolong(req.sessionID, end)
}

type Opening = Pick<SessionData, 'accountId' | 'epoch' | 'stage' | 'next'>

/** A new session under a new id, at the password and again at the second factor: an id planted before is worth nothing. */
export async function openSession(req: Request, res: Response, roles: Role[], opening: Opening): Promise<void> {
  await newId(req)
  const startedAt = now().getTime()
  const endsAt = opening.stage === 'open' ? sessionEnd(roles, startedAt, startedAt) : startedAt + HALF_OPEN
  const proved = opening.stage === 'open' && { provedAt: startedAt }
  Object.assign(req.session, opening, { startedAt, endsAt }, proved)
  await settle((done) => req.session.save(done))
  giveCsrfCookie(req, res)
}

async function newId(req: Request): Promise<void> {
  // A visitor’s session was never stored: there is nothing to remove.
  if (!req.session.accountId) return req.sessionStore.generate(req)
  await settle((done) => req.session.regenerate(done))
}

/** Time to find one’s telephone after the password. */
const HALF_OPEN = 10 * 60_000

export async function closeSession(req: Request, res: Response): Promise<void> {
  await settle((done) => req.session.destroy(done))
  res.clearCookie(cookieName('sid'), cookieOptions())
  res.clearCookie('XSRF-TOKEN', { ...cookieOptions(), httpOnly: false })
}

export const rolesOf = (actor: PersonActor): Role[] => actor.roles.map((assignment) => assignment.role)

const settle = (work: (done: (error?: unknown) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => work((error) => (error ? reject(error) : resolve())))
