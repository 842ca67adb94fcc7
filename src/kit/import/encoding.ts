import { unreadable } from './refusals.ts'

export const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** Excel writes Windows-1252 or UTF-16 without a word; everything else writes UTF-8. A file that is valid UTF-8 is UTF-8. */
export function decode(bytes: Buffer, wanted?: Encoding): { text: string; encoding: Encoding } {
  const encoding = wanted ?? detect(bytes)
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}

function detect(bytes: Buffer): Encoding {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8'
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le'
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be'
  const zeros = zerosBySide(bytes.subarray(0, 4096))
  if (zeros.odd > zeros.pairs / 2 && zeros.even === 0) return 'utf-16le'
  if (zeros.even > zeros.pairs / 2 && zeros.odd === 0) return 'utf-16be'
  if (bytes.includes(0)) throw unreadable.wrongType()
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}

const startsWith = (bytes: Buffer, ...marks: number[]) => marks.every((mark, index) => bytes[index] === mark)

function zerosBySide(bytes: Buffer): { odd: number; even: number; pairs: number } {
  const zeros = { odd: 0, even: 0, pairs: bytes.length / 2 }
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) zeros[at % 2 === 0 ? 'even' : 'odd']++
  return zeros
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
