import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { open, seal } from './crypto.ts'

/**
 * Envelope encryption: a key of its own seals what belongs to one owner, and the master key seals that key. A new master
 * key seals the keys anew, never what they sealed.
 */
export const wrapKey = (key: Uint8Array, aad: string): string => seal(Buffer.from(key).toString('base64url'), aad)
export const unwrapKey = (wrapped: string, aad: string): KeyObject =>
  createSecretKey(Buffer.from(open(wrapped, aad), 'base64url'))

export const newKey = (): Uint8Array => new Uint8Array(randomBytes(32))

/** AES-256-GCM: 12 bytes of chance, the text, 16 bytes of proof. `aad` ties it to its place. */
export function sealBytes(key: KeyObject, plain: Uint8Array, aad: string): Uint8Array<ArrayBuffer> {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(aad))
  return new Uint8Array(Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]))
}

/** Throws when the bytes, their place or the key are not those of the day they were sealed: never a doubtful value. */
export function openBytes(key: KeyObject, sealed: Uint8Array, aad: string): Buffer {
  if (sealed.length < IV + TAG) throw new Error('Not sealed bytes')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV))
  decipher.setAAD(Buffer.from(aad)).setAuthTag(sealed.subarray(sealed.length - TAG))
  return Buffer.concat([decipher.update(sealed.subarray(IV, sealed.length - TAG)), decipher.final()])
}

const [IV, TAG] = [12, 16]

/** An amount always takes eight bytes: the length of what is sealed does not tell how many figures it has. */
export function amountBytes(amount: number): Buffer {
  if (!Number.isSafeInteger(amount)) throw new Error('An amount is a whole number')
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(BigInt(amount))
  return bytes
}

export function amountOf(bytes: Buffer): number {
  if (bytes.length !== 8) throw new Error('Not an amount')
  return Number(bytes.readBigInt64BE())
}
