import type { RequestHandler } from 'express'
import { cookieName, readCookie, setCookie } from './cookies.ts'
import type { Locale } from './locals.ts'

/** French, unless the person asked for English: `?lang=en` once, then a cookie; their account decides when they are in. */
export const chooseLocale: RequestHandler = (req, res, next) => {
  const asked = localeOf(req.query.lang)
  if (asked) setCookie(res, 'lang', asked, 365)
  res.locals.locale = asked ?? localeOf(readCookie(req, cookieName('lang'))) ?? 'fr'
  next()
}

const localeOf = (value: unknown): Locale | undefined => (value === 'fr' || value === 'en' ? value : undefined)
