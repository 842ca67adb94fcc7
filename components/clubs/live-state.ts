/** Where the attendance of an activity stands, as the server says it: nothing here is worked out by the browser’s clock. */
export type LiveAnswer = {
  now: string
  status: string
  state: 'unopened' | 'open' | 'closed'
  /** Seconds left of the code */
  left: number
  generation: number
  rotates: boolean
  url: string
  present: number
  waiting: WaitingLine[]
  waitingCount: number
  headcount: number | null
  /** Wrong codes against this generation, and what they did */
  wrong: number
  alert: boolean
  typedClosed: boolean
  programmes: string[]
  levels: string[]
}

export type WaitingLine = { id: string; name: string; at: string; delay: string | null; signals: string[] }

export type ShownCode = { code: string; url: string; qr: { path: string; size: number } }

export type Twin = { one: string; other: string; names: [string, string]; details: [string, string] }
