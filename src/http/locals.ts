import type { PersonActor } from '../access/actor.ts'
import type { View } from '../domain/core/view-as.ts'

export type Locale = 'fr' | 'en'

declare module 'express-serve-static-core' {
  interface Locals {
    /** Allows one inline script of this page (CSP) */
    nonce: string
    requestId: string
    locale: Locale
    /** The person whose rights this request has, reloaded for it */
    actor?: PersonActor
    /** The logged-in person looks through the eyes of `actor`, and writes nothing */
    viewing?: View
  }
  interface Request {
    /** What a form or AdminJS sent, set by the body parser */
    fields?: Record<string, unknown>
    files?: Record<string, UploadedFile>
    express_formidable?: { parsed: true }
  }
}

declare module 'express-session' {
  interface SessionData {
    accountId: string
    epoch: number
    /** `code` and `enrol`: the password was right, the second factor is still missing */
    stage: 'open' | 'code' | 'enrol'
    /** Milliseconds */
    startedAt: number
    /** Milliseconds: when it ends if nobody clicks again; the column of the row decides */
    endsAt: number
    /** Milliseconds: when a password or a code was last shown in this session */
    provedAt?: number
    /** Read with the session, at this request; never written with it */
    whoActs?: () => PersonActor | null
    /** Where the person was going */
    next: string
    /** The seed shown on the enrolment page, sealed */
    seed?: string
  }
}

/** A file received and kept in a private folder until the end of the request. */
export type UploadedFile = { path: string; name: string; size: number; type: string }
