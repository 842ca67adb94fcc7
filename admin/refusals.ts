import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, Response } from 'express'
import { type Context, current } from '../src/access/actor.ts'
import { localeOf } from '../src/access/select.ts'
import type { Text } from '../src/platform/catalogue.ts'
import { Refusal, refuse } from '../src/platform/errors.ts'
import { log } from '../src/platform/log.ts'
import { emptyRecord } from './record.ts'

type Locale = keyof Text

/** One shape for every refusal: a notice in the person’s language, sentences beside the fields, an honest status. */
export function answerRefusal(response: Response, refusal: Refusal, locale: Locale): void {
  const fields = Object.entries(refusal.fields).map(([name, sentence]) => [name, { message: sentence[locale] }])
  response
    .status(refusal.status)
    .set('Cache-Control', 'no-store')
    .json({
      notice: { type: 'error', message: refusal.sentence[locale] },
      code: refusal.code,
      detail: refusal.detail,
      record: { ...emptyRecord(), errors: Object.fromEntries(fields) },
      records: [],
    })
}

export const answerMissing = (response: Response, locale: Locale): void =>
  answerRefusal(response, refuse.notFound(), locale)

/** What a handler threw. The person learns what to do, we learn what broke; the number ties the two together. */
export const refusals: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error)
  if (error instanceof Refusal) return answerRefusal(response, error, localeHere())
  const number = randomUUID().slice(0, 8)
  log.error({ err: error, number }, 'desk')
  answerRefusal(response, broken(number), localeHere())
}

function localeHere(): Locale {
  const context: Context | null = safely(current)
  return context ? localeOf(context.actor) : 'fr'
}

function safely<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}

const broken = (number: string) =>
  new Refusal('broken', 500, {
    fr: `Une erreur de notre côté a empêché cette opération ; rien n’a été changé. Réessayez, puis signalez le numéro ${number} à l’administration.`,
    en: `An error on our side stopped this; nothing was changed. Try again, then report number ${number} to the administration.`,
  })
