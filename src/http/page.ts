import { readdirSync, readFileSync } from 'node:fs'
import type { Request, Response } from 'express'
import Handlebars from 'handlebars'
import type { PublicClub } from '../domain/clubs/public-page.ts'
import { schoolName } from '../domain/core/school.ts'
import { assetUrl } from './assets.ts'
import { csrfToken } from './csrf.ts'
import type { LinkCheck, LinkEvaluate, LinkPortal, LinkSign, LinkWeek } from './link-shapes.ts'
import type { Locale } from './locals.ts'

/** What each page needs to be told, beside what every page knows. */
export type Pages = {
  landing: { clubs: PublicClub[] }
  login: { email: string; next: string; problem: string; notice: string }
  code: { problem: string }
  enrol: { qr: string; seed: string; email: string; problem: string }
  'recovery-codes': { codes: string[]; next: string }
  forgot: { email: string; sent: boolean; problem: string }
  'choose-password': { invitation: boolean; firstName: string; email: string; least: number; problem: string }
  'link-dead': Record<string, never>
  'link-expired': { problem: string; sent: boolean }
  'link-check': LinkCheck
  'link-sign': LinkSign
  'link-portal': LinkPortal
  'link-week': LinkWeek
  'link-evaluate': LinkEvaluate
  survey: Survey
  verify: { found: boolean; verdict: string; lines: { label: string; value: string }[] }
  error: { sentence: string; status: number; missing: boolean; broken: boolean }
}

type Survey = {
  problem: string
  name: string
  question: string
  answered: boolean
  open: boolean
  over: boolean
  scores: number[]
}

/** Sends one page of templates/pages. Strict: a value that a template asks for and nobody gave is an error, not a blank. */
export async function sendPage<P extends keyof Pages>(req: Request, res: Response, page: P, data: Pages[P]) {
  const { locale, requestId, nonce } = res.locals
  const common = {
    locale,
    requestId,
    nonce,
    page,
    school: await schoolNameOrDefault(),
    other: otherLanguage(req, locale),
  }
  const html = templates[page]({ ...common, csrf: csrfToken(req, res), ...data })
  res.type('html').send(html)
}

/** The error page must show even when the database does not answer. */
const schoolNameOrDefault = (): Promise<string> => schoolName().catch(() => 'Horizon')

/** The same page in the other language; a person who is posting comes back to the page’s own address. */
function otherLanguage(req: Request, locale: Locale) {
  const lang = locale === 'fr' ? 'en' : 'fr'
  const query = new URLSearchParams({ ...(typeof req.query.next === 'string' && { next: req.query.next }), lang })
  return { lang, name: lang === 'en' ? 'English' : 'Français', url: `${req.baseUrl}${req.path}?${query}` }
}

const folder = new URL('../../templates/pages/', import.meta.url)
const engine = Handlebars.create()

// A sentence stands where it is read, in both languages: {{say fr="Se connecter" en="Log in"}}
engine.registerHelper('say', (options: Handlebars.HelperOptions) => options.hash[options.data.root.locale])
engine.registerHelper('asset', (name: string) => assetUrl(name))

const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.hbs'))
  .map((name) => [name.replace(/\.hbs$/, ''), readFileSync(new URL(name, folder), 'utf8')] as const)

for (const [name, source] of sources) engine.registerPartial(name, source)

const templates = Object.fromEntries(
  sources.map(([name, source]) => [name, engine.compile(source, { strict: true })]),
) as Record<keyof Pages, Handlebars.TemplateDelegate>
