import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { Refusal } from '../errors.ts'
import type { Accepted } from './accept.ts'

const unpack = promisify(inflateRaw)
const LIMITS = { entries: 1_000, bytes: 100 * 1_048_576, ratio: 100 }

type Entry = { name: string; method: number; packed: number; unpacked: number; offset: number }

/** A workbook is a ZIP: whole, not a bomb, without macros nor links to other files. */
export async function checkXlsx(bytes: Buffer): Promise<Accepted> {
  const entries = directoryOf(bytes)
  if (entries.length > LIMITS.entries) throw bomb()
  if (entries.some(({ name }) => /vbaProject|externalLinks\//i.test(name))) throw active()
  let total = 0
  for (const entry of entries) {
    if (entry.unpacked > LIMITS.ratio * entry.packed + 65_536) throw bomb()
    total += await realSize(bytes, entry, LIMITS.bytes - total)
  }
  return { bytes, mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extensions: ['.xlsx'] }
}

function directoryOf(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > bytes.length) throw broken()
  const entries: Entry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw broken()
    const name = bytes.subarray(at + 46, at + 46 + bytes.readUInt16LE(at + 28)).toString('utf8')
    entries.push({
      name,
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    })
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

/** What the directory declares may be a lie: unpack, and stop as soon as it is too much. */
async function realSize(bytes: Buffer, { method, packed, offset }: Entry, left: number): Promise<number> {
  if (offset + 30 > bytes.length) throw broken()
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  const data = bytes.subarray(start, start + packed)
  if (data.length < packed) throw broken()
  if (method === 0) return packed
  if (method !== 8 || left <= 0) throw bomb()
  try {
    return (await unpack(data, { maxOutputLength: left })).length
  } catch (error) {
    throw error instanceof RangeError ? bomb() : broken()
  }
}

const broken = () =>
  new Refusal('broken_file', 422, {
    fr: 'Ce classeur est incomplet ou abîmé. Ouvrez-le dans Excel, enregistrez-le et renvoyez-le.',
    en: 'This workbook is incomplete or damaged. Open it in Excel, save it and send it again.',
  })

const bomb = () =>
  new Refusal('file_too_large', 413, {
    fr: 'Une fois ouvert, ce classeur dépasse 100 Mo. Gardez seulement les feuilles et les lignes utiles.',
    en: 'Once opened, this workbook is over 100 MB. Keep only the sheets and rows you need.',
  })

const active = () =>
  new Refusal('active_file', 422, {
    fr: 'Ce classeur contient des macros ou des liens vers d’autres fichiers. Enregistrez-le en .xlsx simple et renvoyez-le.',
    en: 'This workbook holds macros or links to other files. Save it as a plain .xlsx and send it again.',
  })
