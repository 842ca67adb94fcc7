/** What an erasure would take; nothing is written by looking. */
export type InventoryAnswer = {
  nouns: { label: string; records: number; emptied: number }[]
  files: number
  bytes: number
  events: number
  mails: number
  done: boolean
}
