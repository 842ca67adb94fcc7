import { type Request, type RequestHandler, type Response, Router } from 'express'
import { toString as toQr } from 'qrcode'
import { loadActor, type PersonActor } from '../access/actor.ts'
import { schoolName } from '../domain/core/school.ts'
import { acceptCode, enrolmentUri, enrolSecondFactor, newSeed } from '../domain/core/second-factor.ts'
import { noteArrival } from '../domain/core/session.ts'
import { now } from '../platform/clock.ts'
import { open, seal } from '../platform/crypto.ts'
import { readForm } from './body.ts'
import { requireToken } from './csrf.ts'
import type { Locale } from './locals.ts'
import { arrived, stopSentence } from './login.ts'
import { sendPage } from './page.ts'
import { openSession, rolesOf } from './session.ts'
import { forgive, startAttempt } from './throttle.ts'
import { safeNext } from './where-to.ts'

/** What follows the password for those who see more than their own file. */
export function secondStepRouter(): Router {
  const router = Router()
  router.get('/login/otp', expecting('code'), (req, res) => sendPage(req, res, 'code', { problem: '' }))
  router.post('/login/otp', readForm, expecting('code'), checkCode)
  router.get('/login/enrol', expecting('enrol'), (req, res) => showEnrolment(req, res, ''))
  router.post('/login/enrol', readForm, expecting('enrol'), confirmEnrolment)
  return router
}

/** Sends elsewhere whoever is not at this step of the way in. */
const expecting =
  (stage: 'code' | 'enrol'): RequestHandler =>
  (req, res, next) => {
    const { stage: reached, next: destination } = req.session
    if (reached === stage) return next()
    if (reached === 'open') return res.redirect(303, safeNext(destination))
    if (reached) return res.redirect(303, reached === 'code' ? '/login/otp' : '/login/enrol')
    res.redirect(303, '/login?notice=code')
  }

const checkCode: RequestHandler = async (req, res) => {
  requireToken(req)
  const actor = await whoIsEntering(req)
  const counted = { scope: 'code' as const, subject: actor.accountId }
  const stop = await startAttempt(counted)
  if (stop) {
    if ('wait' in stop) res.set('Retry-After', String(stop.wait))
    return sendPage(req, res.status(429), 'code', { problem: stopSentence(stop)[res.locals.locale] })
  }
  if (!(await acceptCode(contextOf(req, res, actor), actor.accountId, codeOf(req)))) {
    return sendPage(req, res.status(401), 'code', { problem: wrongCode(res.locals.locale) })
  }
  await forgive(counted)
  await enter(req, res, actor)
  await arrived(req, res, actor.accountId, actor.email)
}

async function showEnrolment(req: Request, res: Response, problem: string): Promise<void> {
  const actor = await whoIsEntering(req)
  const seed = seedOf(req)
  const uri = enrolmentUri(seed, actor.email, await schoolName())
  const qr = await drawn(uri)
  await sendPage(req, res, 'enrol', { qr, seed: inGroups(seed), email: actor.email, problem })
}

const confirmEnrolment: RequestHandler = async (req, res) => {
  requireToken(req)
  const actor = await whoIsEntering(req)
  const codes = await enrolSecondFactor(contextOf(req, res, actor), actor.accountId, seedOf(req), codeOf(req))
  if (!codes) return showEnrolment(req, res.status(422), wrongCode(res.locals.locale))
  const next = safeNext(req.session.next)
  await enter(req, res, actor)
  await noteArrival(actor.accountId)
  await sendPage(req, res, 'recovery-codes', { codes: codes.map(inGroups), next })
}

/** The half-open session becomes a whole one, under a new id. */
function enter(req: Request, res: Response, actor: PersonActor): Promise<void> {
  const { accountId, epoch, next } = req.session
  if (!accountId || epoch === undefined) throw new Error('Nobody is entering')
  return openSession(req, res, rolesOf(actor), { accountId, epoch, stage: 'open', next: safeNext(next) })
}

async function whoIsEntering(req: Request): Promise<PersonActor> {
  const actor = req.session.accountId ? await loadActor(req.session.accountId) : null
  if (!actor) throw new Error('Nobody is entering')
  return actor
}

/** One seed for one visit: reloading the page must not change what the telephone has just read. */
function seedOf(req: Request): string {
  const place = `session.seed:${req.session.accountId}`
  if (req.session.seed) return open(req.session.seed, place)
  const seed = newSeed()
  req.session.seed = seal(seed, place)
  return seed
}

const contextOf = (req: Request, res: Response, actor: PersonActor) => ({
  actor,
  now: now(),
  requestId: res.locals.requestId,
  ip: req.ip ?? null,
  readOnly: false,
})

async function drawn(uri: string): Promise<string> {
  const svg = await toQr(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}

const inGroups = (code: string): string => code.match(/.{1,4}/g)?.join(' ') ?? code

const codeOf = (req: Request): string => (typeof req.fields?.code === 'string' ? req.fields.code.slice(0, 64) : '')

const wrongCode = (locale: Locale): string =>
  ({
    fr: 'Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant sur votre téléphone et recopiez-le.',
    en: 'This code is wrong, or was already used. Wait for the next one on your phone and copy it.',
  })[locale]
