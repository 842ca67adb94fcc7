import type { Visitor } from '../http/visitor.ts'

export type Heard = { event: string; data: Record<string, unknown>; id: string | null }

/** A window that listens: what came so far, and a way to wait for the next thing. */
export async function listen(visitor: Visitor, headers: Record<string, string> = {}) {
  const stop = new AbortController()
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await fetch(`${visitor.door.url}/live`, {
    headers: { cookie, 'sec-fetch-site': 'same-origin', ...headers },
    signal: stop.signal,
  })
  const heard: Heard[] = []
  const state = { over: false }
  if (response.body) void follow(response.body, heard).finally(() => (state.over = true))
  else state.over = true
  const until = async (what: (one: Heard) => boolean, ms = 10_000): Promise<Heard> => {
    for (let waited = 0; waited < ms; waited += 25) {
      const found = heard.find(what)
      if (found) return found
      await new Promise((done) => setTimeout(done, 25))
    }
    throw new Error(`Not heard in ${ms} ms: ${JSON.stringify(heard)}`)
  }
  const closed = async (ms = 10_000): Promise<boolean> => {
    for (let waited = 0; waited < ms && !state.over; waited += 25) await new Promise((done) => setTimeout(done, 25))
    return state.over
  }
  return { status: response.status, heard, until, closed, leave: () => stop.abort() }
}

async function follow(body: ReadableStream<Uint8Array>, heard: Heard[]): Promise<void> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const part of body) {
      text += decoder.decode(part, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      heard.push(...blocks.flatMap(read))
    }
  } catch {
    // Cut: the test that asked knows
  }
}

function read(block: string): Heard[] {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null
  const event = field('event')
  return event ? [{ event, data: JSON.parse(field('data') ?? '{}'), id: field('id') }] : []
}
