import type { RequestHandler } from 'express'
import { provesIdentity } from '../domain/core/step-up.ts'
import { now } from '../platform/clock.ts'
import { Refusal } from '../platform/errors.ts'
import { log } from '../platform/log.ts'
import { stopSentence } from './login.ts'
import { noteProof } from './session-store.ts'
import { forgive, type Stop, startAttempt, takeBack } from './throttle.ts'

/**
 * `POST /admin/api/step-up`, field `proof`: the password or the code again, because somebody else may be at the desk.
 * Counted before it is looked at, like a login; good for ten minutes, in this session only.
 */
export const stepUp: RequestHandler = async (req, res) => {
  const { accountId } = req.session
  const { actor, requestId, viewing } = res.locals
  if (!accountId || !actor || viewing) throw wrongProof()
  const counted = { scope: 'proof' as const, subject: accountId }
  const stop = await startAttempt(counted)
  if (stop) throw tooMany(stop)
  const ctx = { actor, now: now(), requestId, ip: req.ip ?? null, readOnly: false }
  const words = typeof req.fields?.proof === 'string' ? req.fields.proof : ''
  const proved = await provesIdentity(ctx, accountId, words).catch(async (error: unknown) => {
    await takeBack(counted)
    throw error
  })
  if (!proved) {
    log.info({ accountId, requestId }, 'step-up refused')
    throw wrongProof()
  }
  await forgive(counted)
  await noteProof(req.sessionID, now())
  res.json({ notice: null })
}

const wrongProof = () =>
  new Refusal('wrong_proof', 422, {
    fr: 'Ce n’est ni votre mot de passe, ni le code du moment. Vérifiez, ou attendez le code suivant.',
    en: 'This is neither your password nor the current code. Check it, or wait for the next code.',
  })

const tooMany = (stop: Stop) =>
  new Refusal('too_many_attempts', 429, stopSentence(stop), {
    detail: 'wait' in stop ? { retryAfter: stop.wait } : {},
  })
