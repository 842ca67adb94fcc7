import { type Request, type RequestHandler, type Response, Router } from 'express'
import { type Context, system } from '../access/actor.ts'
import { type OpenedLink, openLink, renewLink } from '../domain/internships/access-link.ts'
import { hmac, sha256 } from '../platform/crypto.ts'
import { Refusal } from '../platform/errors.ts'
import { readForm } from './body.ts'
import { requireToken } from './csrf.ts'
import { linkPages } from './link-pages.ts'
import { sendPage } from './page.ts'
import { takeOneAnHour } from './throttle.ts'

type Params = { token: string; step?: string; id?: string }
export type LinkRequest = Request<Params>

/** What stands behind a link of one purpose: how it is shown, what it does once confirmed, the document it hands over. */
export type LinkPage = {
  show(link: OpenedLink, req: LinkRequest, res: Response, problem?: string): Promise<unknown>
  act(link: OpenedLink, req: LinkRequest, res: Response, ctx: Context): Promise<unknown>
  document?(link: OpenedLink, req: LinkRequest, res: Response): Promise<unknown>
  /** One of its steps, `/link/:token/:step/:id`: another page, over that record alone; null when there is none such */
  step?(link: OpenedLink, step: string, id: string, ctx: Context): Promise<Opened | null>
}
export type Opened = { page: LinkPage; link: OpenedLink }

/**
 * `/link/:token`, without an account. Mail scanners open links: looking changes nothing, whatever it is done with; only
 * the form of the page acts, with the token that the page printed. Unknown and revoked are one page.
 */
export function linkRouter(): Router {
  const router = Router()
  router.use('/link', secret)
  for (const path of ['/link/:token', '/link/:token/:step/:id']) {
    router.get(path, show)
    router.get(`${path}/document`, hand)
    router.post(path, readForm, act)
  }
  return router
}

// The address is a key: it travels neither as a referrer nor into a cache or an index
const secret: RequestHandler = (_req, res, next) => {
  res.set({ 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
  next()
}

const show: RequestHandler<Params> = async (req, res) => {
  const link = await found(req)
  if (link?.state === 'expired') return sendPage(req, res.status(410), 'link-expired', { problem: '', sent: false })
  const opened = link && (await openedBy(link, req, res))
  if (!opened) return sendPage(req, res.status(404), 'link-dead', {})
  await opened.page.show(opened.link, req, res)
}

const hand: RequestHandler<Params> = async (req, res) => {
  const link = await found(req)
  const opened = link?.state === 'open' ? await openedBy(link, req, res) : null
  if (!opened?.page.document) return sendPage(req, res.status(404), 'link-dead', {})
  await opened.page.document(opened.link, req, res)
}

const act: RequestHandler<Params> = async (req, res) => {
  const link = await found(req)
  if (!link) return sendPage(req, res.status(404), 'link-dead', {})
  requireToken(req)
  if (!(await takeOneAnHour('link-use', sha256(req.params.token), USES_AN_HOUR))) throw SLOW_DOWN
  if (link.state === 'expired') return renew(req, res)
  const opened = await openedBy(link, req, res)
  if (!opened) return sendPage(req, res.status(404), 'link-dead', {})
  try {
    await opened.page.act(opened.link, req, res, contextOf(req, res))
  } catch (error) {
    // What refuses is said on the page itself: whoever has no account has no other place to go
    if (!(error instanceof Refusal) || error.status >= 500) throw error
    const said = Object.values(error.fields)[0] ?? error.sentence
    await opened.page.show(opened.link, req, res.status(error.status), said[res.locals.locale])
  }
}

/** The page of this link, or the one of its steps that the address names. */
async function openedBy(link: OpenedLink, { params }: LinkRequest, res: Response): Promise<Opened | null> {
  const page = linkPages[link.purpose]
  if (!params.step || !params.id) return { page, link }
  return (await page.step?.(link, params.step, params.id, lookingOf(res))) ?? null
}

/** Where a step leads back to; empty on the page of the link itself. */
export const backOf = ({ params }: LinkRequest): string => (params.step ? `/link/${params.token}` : '')

async function renew(req: LinkRequest, res: Response): Promise<void> {
  try {
    await renewLink(contextOf(req, res), req.params.token)
    await sendPage(req, res, 'link-expired', { problem: '', sent: true })
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    const problem = error.sentence[res.locals.locale]
    await sendPage(req, res.status(409), 'link-expired', { problem, sent: false })
  }
}

/** Somebody who tries token after token is slowed by what they miss, never those who open their own. */
async function found(req: LinkRequest): Promise<OpenedLink | null> {
  const link = await openLink(req.params.token)
  if (!link && !(await takeOneAnHour('link-miss', hmac('address', req.ip ?? ''), MISSES_AN_HOUR))) throw SLOW_DOWN
  return link
}

const USES_AN_HOUR = 120
const MISSES_AN_HOUR = 300

const contextOf = (req: LinkRequest, res: Response): Context => ({
  ...lookingOf(res),
  readOnly: false,
  ip: req.ip ?? null,
})

/** Nobody looks at a page as the system: each page says who stands behind its link, and nothing may be written. */
export const lookingOf = (res: Response): Context => ({
  ...system('Lien personnel'),
  requestId: res.locals.requestId,
  readOnly: true,
})

const SLOW_DOWN = new Refusal(
  'too_many',
  429,
  {
    fr: 'Trop de demandes en peu de temps. Attendez quelques minutes, puis rouvrez votre lien.',
    en: 'Too many requests in a short time. Wait a few minutes, then open your link again.',
  },
  { detail: { retryAfter: 300 } },
)
