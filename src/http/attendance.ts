import { randomUUID } from 'node:crypto'
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { type Context, system } from '../access/actor.ts'
import { present, type Received } from '../domain/clubs/attendance-presence.ts'
import { noteStranger } from '../domain/clubs/attendance-stranger.ts'
import { themeOf, validate } from '../domain/clubs/attendance-validate.ts'
import { now } from '../platform/clock.ts'
import { Refusal } from '../platform/errors.ts'
import { wordsOf } from '../platform/settings.ts'
import { formOf, typedIn } from './attendance-form.ts'
import { sendAttendance } from './attendance-pages.ts'
import { knockerOf, phoneOf } from './attendance-phone.ts'
import { receivedText } from './attendance-text.ts'
import { readForm } from './body.ts'
import { attendanceHeaders } from './headers.ts'
import { takeFromBucket, takeOneAnHour } from './throttle.ts'

type Door = Request<{ at: string }>

/**
 * The participant’s page, outside the desk and without an account: a code, then a form, then a receipt. Looking never
 * changes anything; every page works without a script; 200 phones may stand behind one address.
 */
export function attendanceRouter(): Router {
  const router = Router()
  for (const base of ['/e', '/presence']) {
    router.use(base, attendanceHeaders, secret, notTooFast)
    router.get(`${base}/:at`, look)
    router.post(`${base}/:at`, readForm, open)
    router.post(`${base}/:at/presence`, readForm, enter)
  }
  return router
}

const secret: RequestHandler = (_req, res, next) => {
  res.set({ 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
  next()
}

/** Forty requests a second, six hundred at once, from one address: a whole room passes, a flood does not. */
const notTooFast: RequestHandler = async (req, _res, next) => {
  if (await takeFromBucket('attendance-all', req.ip ?? '', { perSecond: 40, burst: 600 })) return next()
  throw TOO_FAST
}

/** The same page for every address, known or not: nothing is looked up. */
const look: RequestHandler<{ at: string }> = (req, res) => {
  sendAttendance(req, res, 'code', { ...blank(req), did: phoneOf(req, res) })
}

const blank = (req: Door) => ({ action: pathOf(req), problem: '', code: '', challenge: '', work: '' })

const pathOf = (req: Door): string =>
  `${req.path.startsWith('/presence/') ? '/presence' : '/e'}/${encodeURIComponent(req.params.at)}`

const open: RequestHandler<{ at: string }> = async (req, res) => {
  const who = knockerOf(req)
  const { code = '', room = '', work = '' } = textsOf(req, ['code', 'room', 'work'])
  try {
    const opened = await validate({ slug: req.params.at, typed: code, room, work, who }, now())
    if (isScript(req)) return void res.json({ grant: opened.grant, theme: opened.theme, club: opened.club })
    await sendForm(req, res, opened)
  } catch (error) {
    const refusal = refusalOf(error)
    if (isScript(req)) throw refusal
    told(res, refusal)
    const { challenge = '', wait = '' } = refusal.detail as Record<string, string>
    const problem = refusal.sentence[res.locals.locale]
    const kept = wait ? code : ''
    sendAttendance(req, res, 'code', {
      ...blank(req),
      problem,
      code: kept,
      challenge,
      work: wait,
      did: phoneOf(req, res),
    })
  }
}

type Shown = { grant: string; theme: string; club: string; idem?: string; problem?: string }

async function sendForm(req: Door, res: Response, { grant, theme, club, idem, problem = '' }: Shown): Promise<void> {
  const fields = req.fields ?? {}
  const choice = (names: string[], chosen: unknown) => names.map((name) => ({ name, on: name === chosen }))
  sendAttendance(req, res, 'form', {
    ...{ action: `${pathOf(req)}/presence`, problem, theme, club, grant },
    ...{ idem: idem ?? randomUUID(), did: phoneOf(req, res), v: typedIn(fields, problem !== '') },
    programmes: choice(await wordsOf('clubs.programmes'), fields.programme),
    levels: choice(await wordsOf('clubs.levels'), fields.level),
    rates: [1, 2, 3, 4, 5].map((n) => ({ n, on: String(n) === fields.rating })),
  })
}

const enter: RequestHandler<{ at: string }> = async (req, res) => {
  const { grant = '', idem = '' } = textsOf(req, ['grant', 'idem'])
  try {
    const received = await present(contextOf(req, res), grant, idem, await formOf(req.fields ?? {}), knockerOf(req))
    const said = receivedText(received, res.locals.locale)
    if (isScript(req)) return void res.json({ receipt: received.receipt, at: received.receivedAt, ...said })
    sendAttendance(req, res, 'receipt', { at: said.time, receipt: received.receipt, said: said.message })
  } catch (error) {
    await again(req, res, refusalOf(error), { grant, idem })
  }
}

/** What refuses is said on the form itself, with everything that was typed: whoever is at the door has no other page. */
async function again(req: Door, res: Response, refusal: Refusal, { grant, idem }: { grant: string; idem: string }) {
  if (refusal.code === 'no_grant') await writeDown(req, res)
  const said = Object.values(refusal.fields)[0] ?? refusal.sentence
  if (isScript(req)) throw new Refusal(refusal.code, refusal.status, said, { detail: refusal.detail })
  told(res, refusal)
  const about = await themeOf(grant)
  const problem = said[res.locals.locale]
  if (!about) return sendAttendance(req, res, 'code', { ...blank(req), problem, did: phoneOf(req, res) })
  await sendForm(req, res, { ...about, grant, idem, problem })
}

/** Somebody sent a form that no code opened: the organiser’s history says so, not more than twenty times an hour. */
async function writeDown(req: Door, res: Response): Promise<void> {
  if (await takeOneAnHour('attendance-stranger', knockerOf(req).ip, 20))
    await noteStranger(contextOf(req, res), req.params.at)
}

const contextOf = (req: Request, res: Response): Context => ({
  ...system('Émargement'),
  requestId: res.locals.requestId,
  ip: req.ip ?? null,
})

const isScript = (req: Request): boolean => req.accepts(['html', 'json']) === 'json'

function textsOf(req: Request, names: string[]): Record<string, string> {
  const of = (name: string) => (typeof req.fields?.[name] === 'string' ? String(req.fields[name]) : '')
  return Object.fromEntries(names.map((name) => [name, of(name)]))
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal && error.status < 500) return error
  throw error
}

function told(res: Response, refusal: Refusal): void {
  res.status(refusal.status)
  if (typeof refusal.detail.retryAfter === 'number') res.set('Retry-After', String(refusal.detail.retryAfter))
}

export type { Received }

const TOO_FAST = new Refusal(
  'too_many',
  429,
  {
    fr: 'Trop de demandes arrivent de ce réseau en même temps. La page réessaie dans quelques secondes.',
    en: 'Too many requests come from this network at once. The page tries again in a few seconds.',
  },
  { detail: { retryAfter: 5 } },
)
