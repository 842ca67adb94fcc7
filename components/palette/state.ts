/** One thing to go to: its title, and one fact that tells it from its namesakes. */
export type Found = { id: string; title: string; hint: string; href: string }

export type FoundGroup = {
  model: string
  label: string
  icon: string
  items: Found[]
  /** The whole list, when there is more than what is shown */
  more: string | null
}

export type PaletteAnswer = {
  groups: FoundGroup[]
  /** Lists that could not be searched in time, in words */
  late: string[]
}

export type RecentAnswer = { recent: (Found & { icon: string })[] }
