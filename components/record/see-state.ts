/** What the page of a record asks for beside the record itself: plain data, each part fetched when somebody looks. */
export type CountsAnswer = { counts: Record<string, number>; most: number }

export type DocumentState = {
  id: string
  href: string
  name: string
  mime: string
  size: number
  at: string
  by: string | null
  /** The column that holds it: what it is */
  kind: string
  /** The record that holds it, when it is not the one on screen */
  holder: { label: string; title: string; href: string } | null
}
export type DocumentsAnswer = { documents: DocumentState[]; more: boolean }

export type ViewerGroup = {
  role: string
  total: number
  people: { id: string; name: string | null; reasons: string[] }[]
  hidden: string[]
}
export type ViewersAnswer = { groups: ViewerGroup[] }

export type WaitingStep = { role: string; verbs: string[]; people: string[]; expected: boolean; mine: boolean }
export type WaitingAnswer = {
  waiting: {
    since: string
    /** Nights at the school since then */
    days: number
    verb: string | null
    steps: WaitingStep[]
    /** What the house does by itself from this state */
    automatic: string[]
    next: { at: string; text: string } | null
  } | null
}

export type ComputedState = { label: string; how: string; value: string }
