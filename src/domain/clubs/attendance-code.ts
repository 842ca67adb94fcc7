import { saltedDigest, sameText } from '../../platform/crypto.ts'

/** What a code is worked out from: nothing of it, kept in the database, gives it back without the master key. */
export type Generation = { activityId: string; salt: string; generation: number; opensAt: Date }

export type Mode = 'fixed' | 'rotating'

/** Typed codes turn every two minutes, those of the QR every thirty seconds; the one before holds one step more. */
const STEP_SECONDS = { typed: 120, room: 30 }

/** Six digits to read from the back of a room: the same for whoever may ask again, never one that people try first. */
export function typedCode(of: Generation, step = 0): string {
  for (let attempt = 0; ; attempt++) {
    const digest = saltedDigest(`attendance/${of.activityId}`, of.salt, `code ${of.generation} ${step} ${attempt}`)
    const code = String(digest.readUInt32BE(0) % 1_000_000).padStart(6, '0')
    if (!isObvious(code)) return code
  }
}

/** What the QR carries after the `#`: 128 bits that no log and no referrer ever sees. */
export const roomToken = (of: Generation, step = 0): string =>
  saltedDigest(`attendance/${of.activityId}`, of.salt, `room ${of.generation} ${step}`)
    .subarray(0, 16)
    .toString('base64url')

/** What is shown at this instant. */
export const shownNow = (of: Generation, mode: Mode, now: Date) => ({
  code: typedCode(of, stepAt(of, mode, 'typed', now)),
  room: roomToken(of, stepAt(of, mode, 'room', now)),
})

export const opensByCode = (of: Generation, mode: Mode, now: Date, typed: string): boolean =>
  stepsAt(of, mode, 'typed', now).some((step) => sameText(typedCode(of, step), typed))

export const opensByRoom = (of: Generation, mode: Mode, now: Date, token: string): boolean =>
  stepsAt(of, mode, 'room', now).some((step) => sameText(roomToken(of, step), token))

function stepsAt(of: Generation, mode: Mode, what: 'typed' | 'room', now: Date): number[] {
  const step = stepAt(of, mode, what, now)
  return step > 0 ? [step, step - 1] : [step]
}

const stepAt = (of: Generation, mode: Mode, what: 'typed' | 'room', now: Date): number =>
  mode === 'fixed' ? 0 : Math.max(0, Math.floor((now.getTime() - of.opensAt.getTime()) / 1000 / STEP_SECONDS[what]))

/** Six equal digits, and runs up or down: twenty codes of a million. */
export const isObvious = (code: string): boolean =>
  /^(\d)\1{5}$/.test(code) || '0123456789'.includes(code) || '9876543210'.includes(code)

/** What people type or paste: blanks of any kind left out, other writings of the digits folded. Null: not six digits. */
export function readCode(text: string): string | null {
  const folded = text
    .normalize('NFKC')
    .replace(/[\s\u00a0\u202f.-]/g, '')
    .replace(/\p{Nd}/gu, westernDigit)
  return /^[0-9]{6}$/.test(folded) ? folded : null
}

// Decimal digits stand in runs of ten, zero first, at multiples the first of which is its own remainder
function westernDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0
  let zero = point
  while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return point < 128 ? digit : String(point - zero)
}

export const readRoom = (text: string): string | null => (/^[\w-]{22}$/.test(text) ? text : null)
