/** An internship and its papers as they stood at the end of a day, beside what they are now. */
export type StateAtAnswer = {
  day: string | null
  placementId: string
  records: {
    noun: string
    title: string
    changed: boolean
    facts: { label: string; past: string; now: string }[]
  }[]
}
