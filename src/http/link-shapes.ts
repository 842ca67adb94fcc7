/** What the pages of personal links are told. `back`: the page of all trainees, when the step was opened from there. */
export type LinkCheck = {
  student: string
  company: string
  lines: { label: string; value: string }[]
  open: boolean
  checked: boolean
  problem: string
  back: string
}

export type LinkSign = {
  problem: string
  back: string
  amendment: boolean
  number: string
  version: number
  name: string
  capacity: string
  student: string
  company: string
  sha256: string
  short: string
  document: string
  open: boolean
  signed: boolean
  refused: boolean
  waiting: boolean
  signedAt: string
  before: string
  done: number
  total: number
  lines: { name: string; capacity: string; state: string; good: boolean }[]
}

export type LinkPortal = {
  firstName: string
  company: string
  toDo: number
  many: boolean
  done: string
  at: number
  pages: number
  several: boolean
  before: string
  after: string
  trainees: {
    name: string
    period: string
    status: string
    next: string
    steps: { href: string; label: string; quiet: boolean }[]
    others: number
    documents: { href: string; label: string }[]
  }[]
}

export type LinkWeek = {
  problem: string
  back: string
  student: string
  monday: string
  days: { day: string; hours: string; absent: boolean; content: string; cut: boolean; state: string }[]
  total: string
  open: boolean
  cut: boolean
  reason: string
}

export type LinkEvaluate = {
  problem: string
  back: string
  placement: string
  final: boolean
  open: boolean
  draft: boolean
  saved: boolean
  submittedAt: string
  fields: { name: string; label: string; help: string; long: boolean; grade: boolean; value: string }[]
}
