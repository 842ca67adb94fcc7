/** `who` `did` the record of that title `rest`; or `who` `did` `what` (12 of them) `rest`. */
export type ActivityLine = {
  id: string
  at: string
  who: string
  did: string
  /** How many of what; null when it is one record, whose title stands there */
  what: string | null
  rest: string
  /** Labels of the columns that were written, when one record was changed */
  changed: string[]
  records: { title: string; href: string }[]
  /** How many more there are than those named */
  others: number
  list: string
}

export type ActivityAnswer = {
  lines: ActivityLine[]
  /** What to ask for what happened before; null when there is nothing more */
  next: string | null
  noun: string | null
  nouns: { value: string; label: string }[]
}
