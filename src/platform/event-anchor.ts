import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { now } from './clock.ts'
import { config } from './config.ts'
import { hmac, sameText } from './crypto.ts'

/** The head of the event chain at a moment, outside the database, signed with a key that the database does not hold. */
export type Anchor = { seq: string; hash: string; at: string; mac: string; genuine: boolean }

/** Notes a head, once: the same head is not written twice. */
export async function anchor(head: { seq: bigint; hash: string }): Promise<void> {
  const seq = String(head.seq)
  if ((await lastAnchor())?.seq === seq) return
  const at = now().toISOString()
  await mkdir(folder(), { recursive: true, mode: 0o700 })
  const file = await open(path(), 'a', 0o600)
  try {
    await file.appendFile(`${JSON.stringify({ seq, hash: head.hash, at, mac: sign(seq, head.hash, at) })}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

export async function lastAnchor(): Promise<Anchor | null> {
  return (await anchors()).at(-1) ?? null
}

/** Every head noted so far, oldest first. A last line cut by a crash is not one. */
export async function anchors(): Promise<Anchor[]> {
  const text = await readFile(path(), 'utf8').catch(() => '')
  const lines = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
  return lines.map((line) => {
    const { seq, hash, at, mac } = written(line)
    return { seq, hash, at, mac, genuine: sameText(mac, sign(seq, hash, at)) }
  })
}

const shape = z.object({ seq: z.string(), hash: z.string(), at: z.string(), mac: z.string() })
const unreadable = { seq: '0', hash: '', at: '', mac: '' }

function written(line: string): z.infer<typeof shape> {
  try {
    return shape.parse(JSON.parse(line))
  } catch {
    return unreadable
  }
}

const folder = (): string => join(config.dataDir, 'audit')
const path = (): string => join(folder(), 'anchors.log')
const sign = (seq: string, hash: string, at: string): string => hmac('anchor', `${seq}:${hash}:${at}`)
