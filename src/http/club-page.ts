import { readdirSync, readFileSync } from 'node:fs'
import { type RequestHandler, type Response, Router } from 'express'
import Handlebars from 'handlebars'
import { type PublicClub, type PublicPage, publicClubs, publicPage } from '../domain/clubs/public-page.ts'
import { schoolName } from '../domain/core/school.ts'
import { now } from '../platform/clock.ts'
import { Refusal } from '../platform/errors.ts'
import { assetUrl } from './assets.ts'
import { publicHeaders } from './headers.ts'
import { takeFromBucket } from './throttle.ts'

type Pages = { club: { club: PublicPage }; list: { clubs: PublicClub[] } }

/**
 * `/clubs` and `/clubs/:slug`: what anybody may read, before any session is looked at. Only GET is here; another address or
 * another method goes on to the page that does not exist.
 */
export function clubPageRouter(): Router {
  const router = Router()
  router.get('/clubs', notTooFast, publicHeaders, async (_req, res) => {
    await send(res, 'list', { clubs: await publicClubs() })
  })
  router.get('/clubs/:slug', notTooFast, async (req, res, next) => {
    const club = isAddress(req.params.slug) ? await publicPage(req.params.slug, now()) : null
    if (!club) return next()
    publicHeaders(req, res, () => undefined)
    await send(res, 'club', { club })
  })
  return router
}

/** As the database holds them; nothing else is looked for. */
const isAddress = (slug: string): boolean => /^[a-z0-9-]{1,100}$/.test(slug)

const notTooFast: RequestHandler<{ slug: string } | Record<string, never>> = async (req, _res, next) => {
  if (await takeFromBucket('club-page', req.ip ?? '', { perSecond: 40, burst: 600 })) return next()
  throw new Refusal('too_many', 429, {
    fr: 'Trop de pages demandées d’un coup. Attendez une minute, puis rechargez.',
    en: 'Too many pages asked at once. Wait a minute, then reload.',
  })
}

async function send<P extends keyof Pages>(res: Response, page: P, data: Pages[P]): Promise<void> {
  // A minute at most: a cancelled activity is out of the figures by then
  res.set('Cache-Control', 'public, max-age=60')
  const html = templates[page]({
    nonce: res.locals.nonce,
    school: await schoolName(),
    icon: assetUrl('icon.svg'),
    ...data,
  })
  res.type('html').send(html.replace(/\n\s*/g, '\n'))
}

const folder = new URL('../../templates/clubs/', import.meta.url)
const engine = Handlebars.create()
const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8')

const decimal = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const longDay = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' })
const shortDay = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeZone: 'UTC' })

engine.registerHelper('decimal', (value: number) => decimal.format(value))
engine.registerHelper('signed', (value: number) => `${value < 0 ? '−' : '+'}${decimal.format(Math.abs(value))} %`)
engine.registerHelper('day', (value: string) => longDay.format(new Date(value)))
engine.registerHelper('shortDay', (value: string) => shortDay.format(new Date(value)))
engine.registerHelper('ordinal', (rank: number) => (rank === 1 ? '1er' : `${rank}e`))
engine.registerHelper('many', (n: number) => n > 1)
engine.registerHelper('known', (value: unknown) => value !== null)
// Our own style sheet, written beside the page: nothing that anybody typed
engine.registerHelper('style', () => new Handlebars.SafeString(style))

const style = textOf('clubs.css').replace(/\n\s*/g, '')

const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.hbs'))
  .map((name) => [name.replace(/\.hbs$/, ''), textOf(name)] as const)

for (const [name, source] of sources) engine.registerPartial(name, source)

const templates = Object.fromEntries(
  sources.map(([name, source]) => [name, engine.compile(source, { strict: true })]),
) as Record<keyof Pages, Handlebars.TemplateDelegate>
