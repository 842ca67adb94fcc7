import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'

const unpack = promisify(inflateRaw)

/** Too much once opened, cut or damaged, or locked by a password: whoever asked says it to the person in their words. */
export class ZipFault extends Error {
  readonly kind: 'bomb' | 'cut' | 'locked'

  constructor(kind: ZipFault['kind']) {
    super(kind)
    this.kind = kind
  }
}

export type Entry = { name: string; size: number; bytes: Buffer; deflated: boolean }

const MAX_UNZIPPED = 100 * 1024 * 1024
const MAX_ENTRIES = 1_000
const MAX_RATIO = 100
/** A few kilobytes of zeros compress very well and harm nobody */
const SMALL = 1024 * 1024

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const END_SIZE = 22
const CENTRAL_SIZE = 46
const LOCAL_SIZE = 30

/**
 * The entries of a zip, judged on what its directory declares before a single byte is inflated. `inflate` then holds
 * each entry to its word: a directory that lies about sizes is refused too.
 */
export function listEntries(bytes: Buffer): Entry[] {
  const end = findEnd(bytes)
  const count = bytes.readUInt16LE(end + 10)
  if (count > MAX_ENTRIES) throw new ZipFault('bomb')
  const entries: Entry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    const { entry, next } = readEntry(bytes, at)
    entries.push(entry)
    at = next
  }
  refuseBomb(entries)
  return entries
}

export async function inflate(entry: Entry): Promise<Buffer> {
  if (!entry.deflated) return entry.bytes
  try {
    return await unpack(entry.bytes, { maxOutputLength: Math.max(entry.size, 1) })
  } catch (error) {
    throw isTooLong(error) ? new ZipFault('bomb') : new ZipFault('cut')
  }
}

function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_SIZE - 0xffff)
  for (let at = bytes.length - END_SIZE; at >= first; at--) if (bytes.readUInt32LE(at) === END) return at
  throw new ZipFault('cut')
}

function readEntry(bytes: Buffer, at: number): { entry: Entry; next: number } {
  if (at + CENTRAL_SIZE > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw new ZipFault('cut')
  const encrypted = (bytes.readUInt16LE(at + 8) & 1) === 1
  if (encrypted) throw new ZipFault('locked')
  const compressed = bytes.readUInt32LE(at + 20)
  const nameEnd = at + CENTRAL_SIZE + bytes.readUInt16LE(at + 28)
  const local = bytes.readUInt32LE(at + 42)
  const entry = {
    name: bytes.toString('utf8', at + CENTRAL_SIZE, nameEnd),
    size: bytes.readUInt32LE(at + 24),
    bytes: dataOf(bytes, local, compressed),
    deflated: bytes.readUInt16LE(at + 10) !== 0,
  }
  return { entry, next: nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32) }
}

function dataOf(bytes: Buffer, local: number, compressed: number): Buffer {
  if (local + LOCAL_SIZE > bytes.length || bytes.readUInt32LE(local) !== LOCAL) throw new ZipFault('cut')
  const start = local + LOCAL_SIZE + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  if (start + compressed > bytes.length) throw new ZipFault('cut')
  return bytes.subarray(start, start + compressed)
}

function refuseBomb(entries: Entry[]): void {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (total > MAX_UNZIPPED) throw new ZipFault('bomb')
  for (const { size, bytes, deflated } of entries) {
    if (!deflated && size !== bytes.length) throw new ZipFault('bomb')
    if (size > SMALL && size / Math.max(bytes.length, 1) > MAX_RATIO) throw new ZipFault('bomb')
  }
}

const isTooLong = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
