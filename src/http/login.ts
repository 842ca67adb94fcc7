import { type Request, type RequestHandler, type Response, Router } from 'express'
import { authenticate, normalEmail, type Proof } from '../domain/core/account.ts'
import { noteArrival } from '../domain/core/session.ts'
import { hmac } from '../platform/crypto.ts'
import { log } from '../platform/log.ts'
import { readForm } from './body.ts'
import { requireToken } from './csrf.ts'
import { deviceOf, rememberDevice } from './device.ts'
import { onlyPost } from './headers.ts'
import { sendPage } from './page.ts'
import { closeSession, openSession } from './session.ts'
import {
  type Counted,
  forgive,
  isTryingManyAccounts,
  noteFailureFrom,
  type Stop,
  startAttempt,
  takeBack,
} from './throttle.ts'
import { safeNext } from './where-to.ts'

export function loginRouter(): Router {
  const router = Router()
  router.get('/login', showLogin)
  router.post('/login', readForm, tryToLogIn)
  router.post('/logout', readForm, logOut)
  router.get('/logout', onlyPost)
  return router
}

const showLogin: RequestHandler = async (req, res) => {
  const next = safeNext(req.query.next)
  if (res.locals.actor) return void res.redirect(303, next)
  await sendPage(req, res, 'login', { email: '', next, problem: '', notice: noticeOf(req) })
}

const tryToLogIn: RequestHandler = async (req, res) => {
  requireToken(req)
  const { email, password, next } = words(req)
  const device = deviceOf(req, email)
  const counted = device ?? { scope: 'account' as const, subject: subjectOf(email) }
  const stop = await startAttempt(counted)
  if (stop) return refuseFor(req, res, stop)
  if (!device && (await isTryingManyAccounts(req.ip))) await stall()
  const proof = await verified(counted, email, password)
  if (!proof) return refuseWords(req, res)
  await forgive(counted)
  await welcome(req, res, proof, email, next)
}

/** After the right password: in, or on to the second factor. */
async function welcome(req: Request, res: Response, proof: Proof, email: string, next: string): Promise<void> {
  const { accountId, epoch, roles, secondFactor } = proof
  const stage = secondFactor === 'none' ? 'open' : secondFactor
  await openSession(req, res, roles, { accountId, epoch, stage, next })
  if (stage !== 'open') return void res.redirect(303, stage === 'code' ? '/login/otp' : '/login/enrol')
  await arrived(req, res, accountId, email)
}

/** The door closes behind someone who has shown everything asked. */
export async function arrived(req: Request, res: Response, accountId: string, email: string): Promise<void> {
  await noteArrival(accountId)
  rememberDevice(req, res, email)
  log.info({ accountId, requestId: res.locals.requestId }, 'logged in')
  res.redirect(303, safeNext(req.session.next))
}

const logOut: RequestHandler = async (req, res) => {
  if (req.session.accountId) {
    requireToken(req)
    await closeSession(req, res)
  }
  // On a shared computer nothing of this person stays; the cookie that knows this machine does, it names nobody.
  res.set('Clear-Site-Data', '"cache", "storage"')
  res.redirect(303, '/login?notice=bye')
}

async function verified(counted: Counted, email: string, password: string): Promise<Proof | null> {
  try {
    return await authenticate(email, password)
  } catch (error) {
    // Too busy to check: that was nobody’s mistake.
    await takeBack(counted)
    throw error
  }
}

async function refuseWords(req: Request, res: Response): Promise<void> {
  const { email, next } = words(req)
  await noteFailureFrom(req.ip, subjectOf(email))
  log.info({ requestId: res.locals.requestId }, 'login refused')
  const problem = {
    fr: 'Adresse ou mot de passe incorrect. Vérifiez-les, ou choisissez un nouveau mot de passe.',
    en: 'Wrong address or password. Check them, or choose a new password.',
  }[res.locals.locale]
  await sendPage(req, res.status(401), 'login', { email, next, problem, notice: '' })
}

async function refuseFor(req: Request, res: Response, stop: Stop): Promise<void> {
  const { email, next } = words(req)
  if ('wait' in stop) res.set('Retry-After', String(stop.wait))
  const problem = stopSentence(stop)[res.locals.locale]
  await sendPage(req, res.status(429), 'login', { email, next, problem, notice: '' })
}

export const stopSentence = (stop: Stop) =>
  'wait' in stop
    ? {
        fr: `Trop d’essais de suite. Attendez ${seconds(stop.wait, 'fr')}, puis recommencez.`,
        en: `Too many attempts in a row. Wait ${seconds(stop.wait, 'en')}, then try again.`,
      }
    : {
        fr: 'Trop d’essais de suite : cet accès est fermé. Choisissez un nouveau mot de passe avec « Mot de passe oublié ».',
        en: 'Too many attempts in a row: this access is closed. Choose a new password with “Forgot password”.',
      }

const seconds = (count: number, locale: 'fr' | 'en'): string =>
  `${count} ${locale === 'fr' ? 'seconde' : 'second'}${count > 1 ? 's' : ''}`

const words = ({ fields = {} }: Request) => ({
  email: text(fields.email).slice(0, 254),
  password: text(fields.password),
  next: safeNext(fields.next),
})

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Counted under a digest, known account or not: the answer of the thousandth try says nothing either. */
export const subjectOf = (email: string): string => hmac('login', normalEmail(email))

const stall = () => new Promise((resolve) => setTimeout(resolve, 1_000))

function noticeOf(req: Request): string {
  const notice = notices[String(req.query.notice)]
  return notice?.[req.res?.locals.locale ?? 'fr'] ?? ''
}

const notices: Record<string, { fr: string; en: string }> = {
  bye: { fr: 'Vous êtes déconnecté. À bientôt !', en: 'You are logged out. See you soon!' },
  password: {
    fr: 'Votre mot de passe est enregistré. Connectez-vous avec.',
    en: 'Your password is saved. Log in with it.',
  },
  code: {
    fr: 'Le temps pour donner le code est passé. Recommencez avec votre mot de passe.',
    en: 'The time to give the code is over. Start again with your password.',
  },
}
