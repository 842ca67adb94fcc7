/** The text of a template and what may be written in it. */
export type TemplateAnswer = {
  body: string
  /** Nobody wrote anything yet: this is where the house starts */
  isHouse: boolean
  house: string
  published: { number: number; same: boolean } | null
  mayWrite: boolean
  problems: { line: number; sentence: string }[]
  names: { name: string; meaning: string; list: boolean }[]
  helpers: string[]
  parts: string[]
  /** The noun whose records may lend their words to the preview */
  of: string
}

export type PreviewAnswer = {
  status: 'waiting' | 'done' | 'failed'
  pdf: string | null
  picture: string | null
  problem: string | null
}
