import { type Request, type RequestHandler, type Response, Router } from 'express'
import { system } from '../access/actor.ts'
import { answerByLink, type Invited, invitedBy } from '../domain/internships/survey-answer.ts'
import { now } from '../platform/clock.ts'
import { hmac, sha256 } from '../platform/crypto.ts'
import { Refusal } from '../platform/errors.ts'
import { readForm } from './body.ts'
import { requireToken } from './csrf.ts'
import { sendPage } from './page.ts'
import { takeOneAnHour } from './throttle.ts'

type SurveyRequest = Request<{ token: string }>

/**
 * `/survey/:token`, from a mail, without an account. Looking changes nothing; one answer, then thanks. Who answers is known
 * to their invitation alone: the request leaves neither name nor address behind it.
 */
export function surveyRouter(): Router {
  const router = Router()
  router.use('/survey', (_req, res, next) => {
    res.set({ 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
    next()
  })
  router.get('/survey/:token', show)
  router.post('/survey/:token', readForm, act)
  return router
}

const show: RequestHandler<{ token: string }> = async (req, res) => {
  const found = await invited(req)
  if (!found) return sendPage(req, res.status(404), 'link-dead', {})
  await sendSurvey(req, res, found, '')
}

const act: RequestHandler<{ token: string }> = async (req, res) => {
  const found = await invited(req)
  if (!found) return sendPage(req, res.status(404), 'link-dead', {})
  requireToken(req)
  if (!(await takeOneAnHour('survey-use', sha256(req.params.token), USES_AN_HOUR))) throw SLOW_DOWN
  try {
    const ctx = { ...system('Réponse à une enquête'), now: now(), requestId: res.locals.requestId }
    await answerByLink(ctx, req.params.token, req.fields ?? {})
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500) throw error
    const said = Object.values(error.fields)[0] ?? error.sentence
    return sendSurvey(req, res.status(error.status), found, said[res.locals.locale])
  }
  res.redirect(303, req.path)
}

const sendSurvey = (req: SurveyRequest, res: Response, { survey, isAnswered }: Invited, problem: string) =>
  sendPage(req, res, 'survey', {
    problem,
    name: survey.name,
    question: survey.question,
    answered: isAnswered,
    open: survey.status === 'open' && !isAnswered,
    over: survey.status !== 'open' && !isAnswered,
    scores: Array.from({ length: 11 }, (_, score) => score),
  })

/** Whoever tries key after key is slowed by what they miss. */
async function invited(req: SurveyRequest): Promise<Invited | null> {
  const found = await invitedBy(req.params.token)
  if (!found && !(await takeOneAnHour('survey-miss', hmac('address', req.ip ?? ''), MISSES_AN_HOUR))) throw SLOW_DOWN
  return found
}

const USES_AN_HOUR = 30
const MISSES_AN_HOUR = 300

const SLOW_DOWN = new Refusal('too_many', 429, {
  fr: 'Trop de demandes en peu de temps. Attendez quelques minutes, puis rouvrez votre lien.',
  en: 'Too many requests in a short time. Wait a few minutes, then open your link again.',
})
