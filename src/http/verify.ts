import { Router } from 'express'
import { verified } from '../domain/internships/verify.ts'
import { hmac } from '../platform/crypto.ts'
import { Refusal } from '../platform/errors.ts'
import { sendPage } from './page.ts'
import { takeOneAnHour } from './throttle.ts'

/** `/verify/:code`, printed on each official document: is it ours, which version, how far signed. Nobody is named. */
export function verifyRouter(): Router {
  const router = Router()
  router.get('/verify/:code', async (req, res) => {
    const found = await verified(req.params.code)
    if (!found && !(await takeOneAnHour('verify-miss', hmac('address', req.ip ?? ''), MISSES_AN_HOUR))) throw SLOW_DOWN
    const { locale } = res.locals
    res.set('X-Robots-Tag', 'noindex')
    await sendPage(req, res.status(found ? 200 : 404), 'verify', {
      found: found !== null,
      verdict: (found?.title ?? UNKNOWN)[locale],
      lines: (found?.lines ?? []).map(({ label, value }) => ({
        label: label[locale],
        value: typeof value === 'string' ? value : value[locale],
      })),
    })
  })
  return router
}

const MISSES_AN_HOUR = 120

const UNKNOWN = {
  fr: 'Ce code n’est celui d’aucun document de l’école',
  en: 'This code belongs to no document of the school',
}

const SLOW_DOWN = new Refusal('too_many', 429, {
  fr: 'Trop de codes essayés. Attendez quelques minutes, puis recopiez le code imprimé sur le document.',
  en: 'Too many codes tried. Wait a few minutes, then copy the code printed on the document.',
})
