import { type Request, type RequestHandler, type Response, Router } from 'express'
import { type Context, loadActor, type PersonActor } from '../access/actor.ts'
import { mayComment, readsComments } from '../domain/core/comment-access.ts'
import { noticesSince, unreadOf } from '../domain/core/notice.ts'
import { now } from '../platform/clock.ts'
import { sha256 } from '../platform/crypto.ts'
import { hear, type LiveWord } from '../platform/live.ts'
import { log } from '../platform/log.ts'
import { LIVE_PATH } from './live-path.ts'
import { sessionsStillOpen } from './session-store.ts'

/** A window somebody looks at: what is new comes to it by itself. It never writes, nor keeps a session awake. */
type Stream = {
  res: Response
  sid: string
  personId: string
  accountId: string
  context: (actor: PersonActor) => Context
}

const streams = new Set<Stream>()
const PER_PERSON = 5
const IN_ALL = 2_000
const BEAT_MS = 15_000

/** `GET /live`: a stream of events; `?once=1` answers where things stand, for a browser whose stream is cut. */
export function liveRouter(): Router {
  const router = Router()
  router.get(LIVE_PATH, open)
  return router
}

const open: RequestHandler = async (req, res) => {
  const { actor } = res.locals
  // EventSource would try again for ever on anything but an answer that says “no more”
  if (!actor) return void res.status(req.query.once ? 401 : 204).end()
  if (req.get('sec-fetch-site') === 'cross-site') return void res.status(403).end()
  const context = contextOf(req, res)
  const stands = await unreadOf(context(actor))
  if (req.query.once) return void res.json(stands)
  // Through somebody else’s eyes one looks, and does not listen
  if (streams.size >= IN_ALL || res.locals.viewing) return void res.status(204).end()
  const stream: Stream = {
    ...{ res, sid: sha256(req.sessionID), personId: actor.personId, accountId: actor.accountId },
    context,
  }
  makeRoom(actor.personId)
  admit(stream)
  say(stream, 'state', stands, stands.last)
  await catchUp(stream, actor, req.get('last-event-id'))
}

const contextOf = (req: Request, res: Response) => {
  const { requestId } = res.locals
  const ip = req.ip ?? null
  return (actor: PersonActor): Context => ({ actor, now: now(), requestId, ip, readOnly: true })
}

/** What came while the line was cut. */
async function catchUp(stream: Stream, actor: PersonActor, last = ''): Promise<void> {
  for (const row of await noticesSince(stream.context(actor), last))
    say(stream, 'notice', { title: row.title, href: row.values.href }, row.id)
}

let stopHearing: (() => Promise<void>) | null = null
let beat: NodeJS.Timeout | null = null

function admit(stream: Stream): void {
  const { res } = stream
  res.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  })
  res.flushHeaders()
  res.write('retry: 3000\n\n')
  streams.add(stream)
  stopHearing ??= hear((word) => void passOn(word))
  beat ??= setInterval(() => void checkStreams().catch(() => undefined), BEAT_MS)
  res.once('close', () => leave(stream))
}

function leave(stream: Stream): void {
  streams.delete(stream)
  stream.res.end()
  if (streams.size > 0) return
  if (beat) clearInterval(beat)
  beat = null
  const stop = stopHearing
  stopHearing = null
  void stop?.()
}

/** Six windows of one person: the first one goes back to asking now and then. */
function makeRoom(personId: string): void {
  const own = [...streams].filter((stream) => stream.personId === personId)
  for (const stream of own.slice(0, Math.max(0, own.length - PER_PERSON + 1))) {
    say(stream, 'full', {})
    leave(stream)
  }
}

/** Closes the windows whose session is over or whose account is closed; the others hear that the line is alive. */
export async function checkStreams(): Promise<void> {
  const alive = await sessionsStillOpen([...streams].map((stream) => stream.sid))
  for (const stream of streams) {
    if (alive.has(stream.sid)) say(stream, 'beat', {})
    else dismiss(stream)
  }
}

function dismiss(stream: Stream): void {
  say(stream, 'over', {})
  leave(stream)
}

const TRIES = 3

/** A database that is busy for a moment loses nothing that was announced. */
async function passOn(word: LiveWord | 'missed'): Promise<void> {
  for (let tried = 1; tried <= TRIES; tried++) {
    try {
      return await pass(word)
    } catch (error) {
      log.warn({ error: error instanceof Error ? error.message : String(error), tried }, 'live word not passed on')
      await new Promise((done) => setTimeout(done, tried * 1_000))
    }
  }
}

/** Nothing leaves before the session and the person’s rights have been looked at again. */
async function pass(word: LiveWord | 'missed'): Promise<void> {
  const concerned = [...streams].filter((stream) => word === 'missed' || !('to' in word) || stream.personId === word.to)
  if (concerned.length === 0) return
  const alive = await sessionsStillOpen(concerned.map((stream) => stream.sid))
  for (const stream of concerned) if (!alive.has(stream.sid)) dismiss(stream)
  const byPerson = Map.groupBy(
    concerned.filter((stream) => alive.has(stream.sid)),
    (stream) => stream.accountId,
  )
  for (const [accountId, own] of byPerson) {
    const actor = await loadActor(accountId)
    const [first] = own
    if (!actor || !first) for (const stream of own) dismiss(stream)
    else await tell(own, actor, first.context(actor), word)
  }
}

async function tell(own: Stream[], actor: PersonActor, ctx: Context, word: LiveWord | 'missed'): Promise<void> {
  if (word === 'missed' || 'to' in word) {
    const stands = await unreadOf(ctx)
    for (const stream of own) say(stream, 'state', stands, stands.last)
    return
  }
  // Only for who reads what is said about this record: to anybody else it would tell that the record exists
  if (!mayComment(actor) || !(await readsComments(ctx, word.noun, word.id))) return
  for (const stream of own) say(stream, 'comment', word)
}

function say(stream: Stream, event: string, data: unknown, id?: string | null): void {
  if (stream.res.writableEnded) return
  stream.res.write(`${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}

/** The process leaves: no window holds it. */
export function closeStreams(): void {
  for (const stream of [...streams]) leave(stream)
}
