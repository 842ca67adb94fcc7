/** What the import wizard is given: plain data, in the person’s language. */
export type ImportState = {
  id: string
  fileName: string
  step: 'mapping' | 'checking' | 'check' | 'running' | 'done' | 'failed'
  sheets: string[]
  sheet: string | null
  notices: string[]
  headers: string[]
  samples: string[][]
  targets: TargetState[]
  mapping: MappingState
  missing: string[]
  unused: string[]
  total: number
  progress: number
  counts: CountsState | null
  rows: RowState[]
  hidden: number
  failedFile: string | null
  failure: string | null
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
export type ProblemState = { column: string | null; value: string; why: string }
export type RowState = {
  line: number
  status: Status
  title: string
  href: string | null
  problems: ProblemState[]
  warnings: ProblemState[]
  notes: ProblemState[]
  changes: { label: string; before: string; after: string }[]
}
