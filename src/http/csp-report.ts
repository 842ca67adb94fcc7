import type { RequestHandler } from 'express'
import { now } from '../platform/clock.ts'
import { log } from '../platform/log.ts'

/** A browser refused something on one of our pages. At most twenty lines a minute: anybody may post here. */
export const cspReport: RequestHandler = async (req, res) => {
  const minute = Math.floor(now().getTime() / 60_000)
  if (minute !== quota.minute) Object.assign(quota, { minute, left: 20 })
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    size += chunk.length
    if (size <= 8_192) chunks.push(chunk)
  }
  if (size <= 8_192 && quota.left > 0) {
    quota.left -= 1
    log.warn({ report: facts(Buffer.concat(chunks).toString('utf8')) }, 'content refused by a browser')
  }
  res.status(204).end()
}

const quota = { minute: 0, left: 20 }

/** The directive and the address refused; the page itself may carry names in its query. */
function facts(text: string): Record<string, string> {
  const pairs = [
    ...text.matchAll(/"(effective-directive|violated-directive|blocked-uri|line-number)":\s*"?([^",}]{0,200})/g),
  ]
  return Object.fromEntries(pairs.map(([, name, value]) => [name, (value ?? '').replace(/\?.*$/, '')]))
}
