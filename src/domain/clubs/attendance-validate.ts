import type { AttendanceMode } from '@prisma/client'
import { isId } from '../../access/select.ts'
import { later } from '../../platform/clock.ts'
import { randomToken, sha256 } from '../../platform/crypto.ts'
import { prisma, read } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Generation, opensByCode, opensByRoom, readCode, readRoom } from './attendance-code.ts'
import { isLive } from './attendance-issue.ts'
import {
  addressHash,
  countTry,
  deviceHash,
  forgiveDevice,
  type Knocker,
  NEAR_MANY,
  takeBackDevice,
  WRONG_CLOSED,
  wrongAround,
} from './attendance-limits.ts'
import { challengeFor, isWorked, waitingNote } from './attendance-work.ts'

export type Asked = { slug: string; typed?: string; room?: string; work?: string; who: Knocker }

/** What a right code opens: one form, once. */
export type Opened = { grant: string; activityId: string; theme: string; club: string; validatedAt: Date }

/**
 * A code, or the token of the QR, becomes a grant: the form opens after it and never before. Wrong, unknown, closed and
 * not started are one answer. Failures are counted, successes never: two hundred phones behind one address are no attack.
 */
export async function validate(asked: Asked, now: Date): Promise<Opened> {
  const room = readRoom(asked.room ?? '')
  const typed = room ? null : readCode(asked.typed ?? '')
  if (!room) await countTry(asked.who, now)
  const codes = await codesOf(asked.slug)
  const [current] = codes
  if (!room && current) await insistUnhurried(asked, current, now)
  const opened = current && isLive(current, now) && opens(current, now, typed, room) ? current : null
  const byOverlap = opened ? null : overlapping(codes, now, typed, room)
  if (!opened && !byOverlap) throw await refusal(asked, codes, now, typed)
  if (!room) await forgiveDevice(asked.who)
  return grantFor(opened ?? (byOverlap as Code), asked.who, room ? 'qr' : 'code', now)
}

type Code = Generation & {
  codeId: string
  expiresAt: Date
  revokedAt: Date | null
  mode: AttendanceMode
  overlaps: boolean
  theme: string
  club: string
}

/** The last generations, the newest first, of the activity that stands at this address. */
async function codesOf(at: string): Promise<Code[]> {
  const activityId = await activityAt(at)
  if (!activityId) return []
  return read<Code>(
    `SELECT c.id AS "codeId", c."activityId", c.salt, c.generation, c."opensAt", c."expiresAt", c."revokedAt",
       a.mode, a.overlaps, a.theme, b.name AS club
     FROM "Activity" a JOIN "AttendanceCode" c ON c."activityId" = a.id JOIN "Club" b ON b.id = a."clubId"
     WHERE a.id = $1 AND a.status <> 'cancelled' ORDER BY c.generation DESC LIMIT 4`,
    [activityId],
  )
}

/** By its own id, or by the short address of the board, however it was copied: O for 0, I or L for 1. */
export async function activityAt(at: string): Promise<string | null> {
  if (isId(at)) return at
  const slug = at.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1')
  if (!/^[0-9A-Z]{7}$/.test(slug)) return null
  const [row] = await read<{ id: string }>('SELECT id FROM "Activity" WHERE slug = $1', [slug])
  return row?.id ?? null
}

/** What a grant opened, to say it again beside what was refused. */
export async function themeOf(grant: string): Promise<{ theme: string; club: string } | null> {
  const [row] = await read<{ theme: string; club: string }>(
    `SELECT a.theme, b.name AS club FROM "AttendanceGrant" g JOIN "Activity" a ON a.id = g."activityId"
       JOIN "Club" b ON b.id = a."clubId" WHERE g.hash = $1`,
    [sha256(grant)],
  )
  return row ?? null
}

const opens = (code: Code, now: Date, typed: string | null, room: string | null): boolean =>
  room ? opensByRoom(code, code.mode, now, room) : typed !== null && opensByCode(code, code.mode, now, typed)

/** A minute of grace for whoever was typing the code that has just been replaced, where the organiser chose so. */
function overlapping(codes: Code[], now: Date, typed: string | null, room: string | null): Code | null {
  const [current, before] = codes
  if (!current?.overlaps || !before?.revokedAt || !isLive(current, now)) return null
  const fresh = now < later(before.revokedAt, { seconds: 60 })
  return fresh && now < before.expiresAt && opens(before, now, typed, room) ? before : null
}

async function insistUnhurried({ who, slug, work }: Asked, code: Code, now: Date): Promise<void> {
  const { near, wrong } = await wrongAround(code.activityId, code.codeId, who.ip, now)
  if (wrong >= WRONG_CLOSED) {
    await takeBackDevice(who)
    throw TYPED_CLOSED
  }
  if (near < NEAR_MANY || isWorked(work, slug, who.ip, now)) return
  await takeBackDevice(who)
  throw workFirst(challengeFor(slug, who.ip, now), waitingNote(slug, who.ip, now))
}

async function refusal(asked: Asked, codes: Code[], now: Date, typed: string | null): Promise<Refusal> {
  const known = codes.find((code) => (typed ? opensByCode(code, code.mode, lastInstant(code, now), typed) : false))
  if (known) {
    await takeBackDevice(asked.who)
    return known === codes[0] && known.revokedAt === null ? EXPIRED : known === codes[0] ? CLOSED : REPLACED
  }
  if (readRoom(asked.room ?? '')) return WRONG
  const [current] = codes
  await prisma().attendanceTry.create({
    data: {
      activityId: current?.activityId ?? null,
      codeId: current?.codeId ?? null,
      didHash: asked.who.phone ? deviceHash(asked.who.phone) : null,
      ipHash: addressHash(asked.who.ip, now),
      at: now,
    },
  })
  return WRONG
}

const lastInstant = ({ revokedAt, expiresAt }: Code, now: Date): Date =>
  earliest([revokedAt ?? now, expiresAt, now]) ?? now

const earliest = (instants: Date[]): Date | undefined => instants.toSorted((a, b) => a.getTime() - b.getTime())[0]

/** On time for twenty minutes, never later than fifteen after the code; kept to be confirmed for a day. */
async function grantFor(code: Code, who: Knocker, source: 'code' | 'qr', now: Date): Promise<Opened> {
  const grant = randomToken(16)
  const limits = [later(now, { minutes: 20 }), later(code.expiresAt, { minutes: 15 })]
  await prisma().attendanceGrant.create({
    data: {
      ...{ hash: sha256(grant), activityId: code.activityId, codeId: code.codeId, source },
      didHash: who.phone ? deviceHash(who.phone) : null,
      validatedAt: now,
      expiresAt: earliest(limits) ?? now,
      hardUntil: later(now, { hours: 24 }),
    },
  })
  return { grant, activityId: code.activityId, theme: code.theme, club: code.club, validatedAt: now }
}

const WRONG = new Refusal('wrong_code', 422, {
  fr: 'Ce code n’ouvre rien. Regardez les six chiffres de l’écran, puis réessayez.',
  en: 'This code opens nothing. Look at the six digits on the screen, then try again.',
})
const EXPIRED = new Refusal('code_expired', 410, {
  fr: 'Ce code a expiré. Demandez à l’organisateur de rouvrir l’émargement ou de vous inscrire.',
  en: 'This code has expired. Ask the organiser to reopen attendance or to add you.',
})
const CLOSED = new Refusal('attendance_closed', 410, {
  fr: 'L’émargement est clos. Demandez à l’organisateur de vous inscrire.',
  en: 'Attendance is closed. Ask the organiser to add you.',
})
const REPLACED = new Refusal('code_replaced', 410, {
  fr: 'Ce code a été remplacé : tapez celui que l’écran affiche maintenant.',
  en: 'This code was replaced: type the one that the screen shows now.',
})
const TYPED_CLOSED = new Refusal('typed_closed', 409, {
  fr: 'Trop de codes erronés pour cette activité : scannez le QR, ou demandez un nouveau code à l’organisateur.',
  en: 'Too many wrong codes for this activity: scan the QR, or ask the organiser for a new code.',
})

const workFirst = (challenge: string, wait: string) =>
  new Refusal(
    'work_first',
    428,
    {
      fr: 'Beaucoup de codes erronés viennent de ce réseau : attendez deux secondes, puis appuyez de nouveau.',
      en: 'Many wrong codes come from this network: wait two seconds, then press again.',
    },
    { detail: { challenge, wait } },
  )
