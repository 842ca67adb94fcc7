import React from 'react'

/** Where the bell stands. `turn` grows whenever something may be new: whoever shows notices asks again. */
export type LiveState = { unread: number; turn: number }
export type LiveComment = { noun: string; id: string }

export type LiveLine = {
  state: LiveState
  watchers: Set<() => void>
  commentEars: Set<(about: LiveComment) => void>
  stream: EventSource | null
  polling?: number
  beating?: number
}

// One for the page: the parts of components/lazy hold this file a second time
const fresh: LiveLine = { state: { unread: 0, turn: 0 }, watchers: new Set(), commentEars: new Set(), stream: null }
const line: LiveLine = window.PREAU.live ?? fresh
window.PREAU.live = line

const LIVE = '/live'
const POLL_MS = 60_000
/** Three heartbeats missed: the line is dead, whatever the browser believes. */
const SILENCE_MS = 50_000

export function setUnread(unread: number): void {
  line.state = { unread, turn: line.state.turn + 1 }
  for (const tell of line.watchers) tell()
}

export function useLive(): LiveState {
  return React.useSyncExternalStore(watch, () => line.state)
}

/** Something was said about this record, here or on another process. */
export function useLiveComments(about: LiveComment, changed: () => void): void {
  const latest = React.useRef(changed)
  latest.current = changed
  const { noun, id } = about
  React.useEffect(() => {
    const ear = (word: LiveComment) => word.noun === noun && word.id === id && latest.current()
    line.commentEars.add(ear)
    return () => void line.commentEars.delete(ear)
  }, [noun, id])
}

function watch(tell: () => void): () => void {
  line.watchers.add(tell)
  if (line.watchers.size === 1) start()
  return () => void line.watchers.delete(tell)
}

function start(): void {
  document.addEventListener('visibilitychange', awakeOrNot)
  window.addEventListener('pagehide', close)
  awakeOrNot()
}

// Only the window somebody looks at holds a line: a browser has six for a site, and tabs stay open for days
function awakeOrNot(): void {
  if (document.hidden) close()
  else if (!line.stream) open()
}

function open(): void {
  close()
  const opened = new EventSource(LIVE)
  line.stream = opened
  const on = (name: string, act: (data: unknown) => void) =>
    opened.addEventListener(name, (event) => {
      alive()
      act(JSON.parse((event as MessageEvent<string>).data))
    })
  on('state', (data) => setUnread((data as LiveState).unread))
  on('notice', () => undefined)
  on('beat', () => undefined)
  on('comment', (data) => {
    for (const ear of line.commentEars) ear(data as LiveComment)
  })
  // The session is over: the next click says so
  on('over', close)
  on('full', fallBack)
  opened.onerror = () => opened.readyState === EventSource.CLOSED && line.stream === opened && fallBack()
  alive()
}

function alive(): void {
  clearTimeout(line.beating)
  line.beating = window.setTimeout(fallBack, SILENCE_MS)
}

/** The stream is cut by something on the way: the same question, once a minute. */
function fallBack(): void {
  close()
  void ask()
  line.polling = window.setInterval(() => document.hidden || void ask(), POLL_MS)
}

async function ask(): Promise<void> {
  const response = await fetch(`${LIVE}?once=1`, { credentials: 'same-origin' }).catch(() => null)
  if (response?.status === 401) close()
  if (!response?.ok) return
  const { unread } = (await response.json()) as { unread: number }
  if (unread !== line.state.unread) setUnread(unread)
}

function close(): void {
  line.stream?.close()
  line.stream = null
  clearTimeout(line.beating)
  clearInterval(line.polling)
}
