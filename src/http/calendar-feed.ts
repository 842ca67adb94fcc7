import type { Request, RequestHandler, Response } from 'express'
import { type Context, runAs } from '../access/actor.ts'
import { noteUse, type OpenFeed, openFeed } from '../domain/core/calendar-feed.ts'
import { schoolName } from '../domain/core/school.ts'
import { agendaOf } from '../kit/agenda.ts'
import { icsOf } from '../kit/ics.ts'
import { atSchool, dayOf, later, now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { sha256 } from '../platform/crypto.ts'
import { log } from '../platform/log.ts'
import { takeOneAnHour } from './throttle.ts'

/**
 * Somebody’s agenda for their telephone: no cookie, no page, only the link. Who they are and what they may read is asked
 * again each time. The address is a secret: it is written nowhere, and whatever does not open is the same 404.
 */
export const calendarFeed: RequestHandler<{ file: string }> = async (req, res) => {
  res.set({ 'Cache-Control': 'private, no-cache', 'X-Robots-Tag': 'noindex' })
  if (req.method !== 'GET') return void res.status(405).set('Allow', 'GET').end()
  try {
    const feed = req.params.file.endsWith('.ics') ? await openFeed(req.params.file.slice(0, -'.ics'.length)) : null
    if (!feed) return nothing(res)
    if (!(await takeOneAnHour('calendar', feed.id, MOST_AN_HOUR))) return slowDown(res)
    await send(req, res, feed)
  } catch (error) {
    const { requestId } = res.locals
    log.error({ requestId, cause: error instanceof Error ? error.message : 'unknown' }, 'calendar feed failed')
    res.status(500).type('txt').send('')
  }
}

/** Every minute on average: no telephone comes so often, a script gone wild does. */
const MOST_AN_HOUR = 60

const nothing = (res: Response): void => void res.status(404).type('txt').send('Introuvable')

const slowDown = (res: Response): void => void res.status(429).set('Retry-After', '3600').type('txt').send('')

async function send(req: Request<{ file: string }>, res: Response, { id, actor }: OpenFeed): Promise<void> {
  const ctx: Context = { actor, now: now(), requestId: res.locals.requestId, ip: req.ip ?? null, readOnly: true }
  const text = await runAs(ctx, () => agendaText(ctx, actor.locale))
  await noteUse(id)
  const tag = `"${sha256(text).slice(0, 32)}"`
  res.set({ ETag: tag, 'Content-Type': 'text/calendar; charset=utf-8' })
  if (req.get('if-none-match') === tag) return void res.status(304).end()
  res.set('Content-Disposition', 'inline; filename="agenda.ics"').send(text)
}

const DAYS_BEHIND = 30
const DAYS_AHEAD = 365

async function agendaText(ctx: Context, locale: 'fr' | 'en'): Promise<string> {
  const today = dayOf(ctx.now, config.schoolTz)
  const from = dayOf(later(ctx.now, { days: -DAYS_BEHIND }), config.schoolTz)
  const to = dayOf(later(ctx.now, { days: DAYS_AHEAD }), config.schoolTz)
  const { items } = await agendaOf(ctx, { from, to })
  // Of the day, not of the second: the same agenda is the same file, and a telephone fetches it once
  return icsOf({ name: `Agenda — ${await schoolName()}`, locale, items, stamp: atSchool(today, config.schoolTz) })
}
