import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import argon2 from 'argon2'
import { machineTime } from './clock.ts'
import { config } from './config.ts'
import { Refusal } from './errors.ts'

export const sha256 = (data: string | Uint8Array): string => hash('sha256', data)

export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url')

/** Encrypts a column. `aad` ties the text to its place (`Account.totpSecret:<id>`): moved elsewhere, it no longer opens. */
export function seal(plaintext: string, aad: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor('seal'), iv).setAAD(Buffer.from(aad))
  const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
  return ['v1', iv, cipher.getAuthTag(), body]
    .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
    .join('.')
}

/** Opens what `seal` closed; throws when the text, its place or the master key changed. */
export function open(sealed: string, aad: string): string {
  try {
    return openWith(keyFor('seal'), sealed, aad)
  } catch (error) {
    if (!config.previousMasterKey) throw error
    return openWith(keyFor('seal', config.previousMasterKey), sealed, aad)
  }
}

/** The same value under the master key of today; null when it already is. */
export function resealed(sealed: string, aad: string): string | null {
  try {
    openWith(keyFor('seal'), sealed, aad)
    return null
  } catch {
    return seal(open(sealed, aad), aad)
  }
}

function openWith(key: KeyObject, sealed: string, aad: string): string {
  const [version, iv, tag, body] = sealed.split('.')
  if (version !== 'v1' || !iv || !tag || body === undefined) throw new Error('Not a sealed value')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'))
  decipher.setAAD(Buffer.from(aad)).setAuthTag(Buffer.from(tag, 'base64url'))
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8')
}

/** Keyed digest, one key per purpose: a digest made for one use says nothing in another. */
export const hmac = (purpose: string, text: string): string =>
  createHmac('sha256', keyFor(purpose)).update(text).digest('hex')

/** The same, with a key of its own for each `salt`: nothing that is kept beside the salt lets anybody find it again. */
export const saltedDigest = (purpose: string, salt: string, text: string): Buffer =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', config.masterKey, salt, `preau/${purpose}`, 32)))
    .update(text)
    .digest()

/** Compares in constant time, whatever the lengths. */
export const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'))

/** The key of one purpose. Made ready once: from bare bytes, each use would cost eight times as much. */
function keyFor(purpose: string, master = config.masterKey): KeyObject {
  const keys = ready.get(master) ?? new Map<string, KeyObject>()
  ready.set(master, keys)
  const known = keys.get(purpose)
  if (known) return known
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', master, '', `preau/${purpose}`, 32)))
  keys.set(purpose, key)
  return key
}

const ready = new WeakMap<Uint8Array, Map<string, KeyObject>>()

// OWASP minimum, 29 ms here: the package default (64 MiB, p=4) would serve 9 logins a second.
const argon = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1, hashLength: 32 } as const

export const hashPassword = (password: string): Promise<string> => inTurn(() => argon2.hash(password, argon))

/** Spends the same time when there is no account: nobody learns from the clock who exists. */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const matches = await inTurn(async () => argon2.verify(hash ?? (await nobody()), password))
  return hash !== null && matches
}

export const needsRehash = (hash: string): boolean => argon2.needsRehash(hash, argon)

let nobodyHash: Promise<string> | undefined
function nobody(): Promise<string> {
  nobodyHash ??= argon2.hash(randomToken(), argon)
  return nobodyHash
}

// Each hash takes 19 MiB and a core: two at a time, fifty in line, and the next is told to come back.
const lanes = { busy: 0, waiting: [] as (() => void)[] }

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (lanes.busy >= 2) await queueUp()
  else lanes.busy += 1
  try {
    return await work()
  } finally {
    const next = lanes.waiting.shift()
    if (next) next()
    else lanes.busy -= 1
  }
}

function queueUp(): Promise<void> {
  if (lanes.waiting.length >= 50) throw tooBusy()
  return new Promise((resolve) => lanes.waiting.push(resolve))
}

const tooBusy = () =>
  new Refusal(
    'too_busy',
    503,
    {
      fr: 'Beaucoup de personnes se connectent en ce moment. Attendez quelques secondes et recommencez.',
      en: 'Many people are logging in right now. Wait a few seconds and try again.',
    },
    { detail: { retryAfter: 2 } },
  )

/**
 * A new UUID (version 7), as the database client makes them: by time, then in the order they were asked for, so that a
 * list “newest first” keeps the order of the file that a thousand rows came from.
 */
export function newId(): string {
  const clock = machineTime()
  last =
    clock > last.ms
      ? { ms: clock, rank: 0 }
      : last.rank < 0xfff
        ? { ...last, rank: last.rank + 1 }
        : { ms: last.ms + 1, rank: 0 }
  const bytes = randomBytes(16)
  bytes.writeUIntBE(last.ms, 0, 6)
  bytes.writeUInt16BE(0x7000 | last.rank, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return asUuid(bytes)
}

let last = { ms: 0, rank: 0 }

/** The same name, the same UUID (version 5): what makes a second send of a job, or a second mail, the first one. */
export function stableId(name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return asUuid(bytes)
}

function asUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const NAMESPACE = Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex')
