/** What a list of the desk is told of its views. `query` is an address of the list, as far as this reader may use it. */
export type ViewState = {
  id: string
  name: string
  audience: 'me' | 'role' | 'everyone'
  role: string | null
  mine: boolean
  by: string | null
  version: number
  mayChange: boolean
  query: string
  /** Parts of it that no longer exist or are not open to this reader */
  ignored: number
}

export type ViewsAnswer = {
  views: ViewState[]
  /** The roles that this person may share a view with; none: their views stay theirs */
  roles: { value: string; label: string }[]
}

export type ListHabit = {
  columns?: string[]
  /** Opens the list when it is reached from the menu */
  view?: { id: string; name: string; query: string; ignored: number }
}

/** By model */
export type ListHabits = Record<string, ListHabit>
