import { type Request, type RequestHandler, type Response, Router } from 'express'
import { type Context, system } from '../access/actor.ts'
import { deadLink, ownerOf, passwordOwner } from '../domain/core/account.ts'
import { acceptInvitation } from '../domain/core/invitation.ts'
import { shortestFor } from '../domain/core/password.ts'
import { requestReset, resetPassword } from '../domain/core/password-reset.ts'
import { Refusal } from '../platform/errors.ts'
import { log } from '../platform/log.ts'
import { readForm } from './body.ts'
import { requireToken } from './csrf.ts'
import { subjectOf } from './login.ts'
import { sendPage } from './page.ts'
import { forgive, takeOneAnHour } from './throttle.ts'

/** The links that mails carry. Opening one never uses it: mail scanners open links too. */
export function passwordLinksRouter(): Router {
  const router = Router()
  router.get('/forgot', (req, res) => sendPage(req, res, 'forgot', { email: '', sent: false, problem: '' }))
  router.post('/forgot', readForm, askForLink)
  router.get('/reset/:token', tellNobodyWhere, showChoice('reset'))
  router.post('/reset/:token', tellNobodyWhere, readForm, choose('reset', resetPassword))
  router.get('/invitation/:token', tellNobodyWhere, showChoice('invitation'))
  router.post('/invitation/:token', tellNobodyWhere, readForm, choose('invitation', acceptInvitation))
  return router
}

const askForLink: RequestHandler = async (req, res) => {
  requireToken(req)
  const email = typeof req.fields?.email === 'string' ? req.fields.email.slice(0, 254) : ''
  const problem = noAddress[res.locals.locale]
  if (!email.includes('@')) return sendPage(req, res.status(422), 'forgot', { email, sent: false, problem })
  // The answer leaves after the same time, account or not.
  await Promise.all([sendLink(req, res, email), pause()])
  await sendPage(req, res, 'forgot', { email, sent: true, problem: '' })
}

async function sendLink(req: Request, res: Response, email: string): Promise<void> {
  const free = await takeOneAnHour('reset', subjectOf(email), 3)
  if (!free || !(await takeOneAnHour('reset', 'everybody', 300))) return
  // A failure here must look like a success: it would tell that the account exists.
  await requestReset(contextOf(req, res, 'mot de passe oublié'), email).catch((error: Error) =>
    log.error({ error: error.message, requestId: res.locals.requestId }, 'reset mail not sent'),
  )
}

type Purpose = 'reset' | 'invitation'

const showChoice =
  (purpose: Purpose): RequestHandler<{ token: string }> =>
  async (req, res) => {
    await sendChoice(req, res, purpose, '')
  }

async function sendChoice(req: Request<{ token: string }>, res: Response, purpose: Purpose, problem: string) {
  const owner = await ownerOf(req.params.token, purpose)
  if (!owner) throw deadLink()
  const { secondFactor } = await passwordOwner(owner)
  const { firstName } = owner.person
  const invitation = purpose === 'invitation'
  const data = { invitation, firstName, email: owner.email, least: shortestFor(secondFactor), problem }
  await sendPage(req, res, 'choose-password', data)
}

const choose =
  (purpose: Purpose, command: typeof resetPassword): RequestHandler<{ token: string }> =>
  async (req, res) => {
    requireToken(req)
    const password = typeof req.fields?.password === 'string' ? req.fields.password : ''
    try {
      const owner = await command(contextOf(req, res, 'lien reçu par mail'), req.params.token, password)
      // A hundred wrong guesses by someone else must not outlive the new password.
      await forgive({ scope: 'account', subject: subjectOf(owner.email) })
      res.redirect(303, '/login?notice=password')
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 422) throw error
      await sendChoice(req, res.status(422), purpose, error.sentence[res.locals.locale])
    }
  }

const contextOf = (req: Request<{ token?: string }>, res: Response, reason: string): Context => ({
  ...system(reason),
  requestId: res.locals.requestId,
  ip: req.ip ?? null,
})

// The address of these pages is a key: it must not travel as a referrer.
const tellNobodyWhere: RequestHandler<{ token: string }> = (_req, res, next) => {
  res.set('Referrer-Policy', 'no-referrer')
  next()
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 300))

const noAddress = {
  fr: 'Écrivez l’adresse e-mail avec laquelle vous vous connectez.',
  en: 'Write the e-mail address that you log in with.',
}
