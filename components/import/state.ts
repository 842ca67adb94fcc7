/** What the import wizard is given: plain data, in the person’s language. */
export type ImportState = {
  id: string
  fileName: string
  step: 'mapping' | 'checking' | 'check' | 'running' | 'done' | 'failed' | 'undoing' | 'undone'
  sheets: string[]
  sheet: string | null
  encoding: string | null
  separator: string | null
  remembered: boolean
  notices: string[]
  headers: string[]
  samples: string[][]
  targets: TargetState[]
  mapping: MappingState
  missing: string[]
  unused: string[]
  total: number
  progress: number
  pace: { perSecond: number | null; seconds: number | null }
  counts: CountsState | null
  rows: RowState[]
  filter: Filter
  page: number
  pages: number
  failedFile: string | null
  failure: string | null
  undoable: boolean
  undone: { done: number; left: number } | null
}

/** An import of before, on the first step */
export type RecentState = {
  id: string
  fileName: string
  at: string
  status: string
  tone: string | null
  counts: number[]
}

export type TargetState = {
  path: string
  label: string
  required: boolean
  choices?: { value: string; label: string }[]
}
export type MappingState = { columns: (string | null)[]; constants: Record<string, string> }
export type Status = 'new' | 'changed' | 'unchanged' | 'error'
export type CountsState = Record<Status, number> & { warnings: number }
export type Filter = Status | 'all' | 'read' | 'left'
export type ProblemState = { column: string | null; value: string; why: string }
export type RowState = {
  line: number
  status: Status
  title: string
  undone: boolean
  href: string | null
  problems: ProblemState[]
  warnings: ProblemState[]
  notes: ProblemState[]
  changes: { label: string; before: string; after: string }[]
}
