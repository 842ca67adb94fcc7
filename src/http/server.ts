import { createServer as createHttpServer, type Server } from 'node:http'
import express, { type Router } from 'express'
import { publicClubs } from '../domain/clubs/public-page.ts'
import { config } from '../platform/config.ts'
import { assetRouter } from './assets.ts'
import { attendanceRouter } from './attendance.ts'
import { calendarFeed } from './calendar-feed.ts'
import { clubPageRouter } from './club-page.ts'
import { cspReport } from './csp-report.ts'
import { sameOriginOnly } from './csrf.ts'
import { limitBody } from './deadline.ts'
import { deskDoor } from './desk-door.ts'
import { downloadRouter } from './downloads.ts'
import { nothingHere, onError } from './errors.ts'
import { mark, noStore, onlyKnownMethods, pageHeaders } from './headers.ts'
import { health } from './health.ts'
import { linkRouter } from './link.ts'
import { liveRouter } from './live.ts'
import { chooseLocale } from './locale.ts'
import { loginRouter } from './login.ts'
import { sendPage } from './page.ts'
import { passwordLinksRouter } from './password-links.ts'
import { secondStepRouter } from './second-step.ts'
import { readSession, recogniseActor } from './session.ts'
import { surveyRouter } from './survey-door.ts'
import { sweepUploads } from './temporary-folder.ts'
import { verifyRouter } from './verify.ts'

type Doors = {
  /** Mounted at /admin, behind login, CSRF and the body parser */
  desk?: Router
  /** The desk’s scripts and styles, at their full path: public, and never through the session */
  assets?: Router
}

/** The web process, not listening yet. */
export function createServer(doors: Doors = {}): Server {
  const server = createHttpServer(LIMITS, createApp(doors))
  server.keepAliveTimeout = 65_000
  // Node’s own limit covers the longest upload; deadline.ts holds everybody else to 30 seconds.
  server.requestTimeout = 6 * 60_000
  void sweepUploads()
  return server
}

// Node looks for late connections every thirty seconds unless told: a limit of ten would mean forty.
const LIMITS = { maxHeaderSize: 16_384, headersTimeout: 10_000, connectionsCheckingInterval: 2_000 }

function createApp({ desk, assets }: Doors): express.Express {
  const app = express()
  app.disable('x-powered-by')
  // Nothing personal is kept by a browser: no answer is worth a digest. Assets bear their own.
  app.disable('etag')
  app.set('query parser', 'simple')
  // An exact count: with one hop too many, anybody writes the address we count failures under.
  app.set('trust proxy', config.trustProxy)

  app.use(mark, pageHeaders, onlyKnownMethods, limitBody)
  app.get('/health', health)
  app.use(assetRouter())
  if (assets) app.use(assets)
  app.post('/csp', cspReport)
  app.all('/calendar/:file', calendarFeed)
  app.use(sameOriginOnly, chooseLocale)
  app.use(attendanceRouter())
  app.use(clubPageRouter())
  app.get('/', async (req, res) => sendPage(req, res, 'landing', { clubs: await publicClubs() }))

  // From here on, pages are somebody’s.
  app.use(noStore, readSession(), recogniseActor)
  app.use(loginRouter(), secondStepRouter(), passwordLinksRouter(), downloadRouter(), liveRouter())
  app.use(linkRouter(), verifyRouter(), surveyRouter())
  if (desk) app.use('/admin', deskDoor(desk))
  app.use(nothingHere, onError)
  return app
}
