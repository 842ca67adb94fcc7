import { sha256 } from '../../platform/crypto.ts'

/** What the hash of an entry covers, as the database holds it: sealed values, clear columns, receipts, hands, the previous hash. */
export type Link = {
  id: string
  clubId: string
  exercise: string
  seq: number | null
  position: number | null
  kind: string
  occurredOn: Date | string
  activityId: string | null
  category: string
  amount: Uint8Array
  motive: Uint8Array
  comment: Uint8Array | null
  payee: Uint8Array | null
  keyVersion: number
  authorId: string | null
  approverId: string | null
  settledAt: Date | null
  reversesId: string | null
  transferId: string | null
}

/** Each value under its name, the whole preceded by its length: two registers never share a text. */
export function hashOf(link: Link, receipts: string[], prevHash: string): string {
  const text = JSON.stringify([
    ...NAMES.map((name) => [name, plain(link[name])]),
    ['occurredOn', dayText(link.occurredOn)],
    ['receipts', [...receipts].sort()],
    ['prevHash', prevHash],
  ])
  return sha256(`${Buffer.byteLength(text)}:${text}`)
}

const NAMES = [
  ...(['id', 'clubId', 'exercise', 'seq', 'position', 'kind', 'activityId', 'category', 'amount', 'motive'] as const),
  ...(['comment', 'payee', 'keyVersion', 'authorId', 'approverId', 'settledAt', 'reversesId', 'transferId'] as const),
]

function plain(value: Link[(typeof NAMES)[number]]): string | number | null {
  if (value instanceof Date) return value.toISOString()
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
}

const dayText = (day: Date | string): string => (day instanceof Date ? day.toISOString() : day).slice(0, 10)
