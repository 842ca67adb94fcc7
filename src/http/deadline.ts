import type { Request, RequestHandler } from 'express'

// A visitor has 30 seconds to send a request; a logged-in person on a slow line may need minutes for their report.
const VISITOR = 30_000
const UPLOAD = 5 * 60_000

const timers = new WeakMap<Request, NodeJS.Timeout>()

/** Cuts a body that never ends: the cheapest way to hold a server. */
export const limitBody: RequestHandler = (req, _res, next) => {
  if (req.method === 'POST') startTimer(req, VISITOR)
  next()
}

export const allowLongUpload: RequestHandler = (req, _res, next) => {
  if (timers.has(req) && !req.readableEnded) startTimer(req, UPLOAD)
  next()
}

function startTimer(req: Request, delay: number): void {
  clearTimeout(timers.get(req))
  const timer = setTimeout(() => req.destroy(), delay)
  timers.set(req, timer)
  req.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer))
}
