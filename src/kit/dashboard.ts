import type { Text, Tone } from '../platform/catalogue.ts'

/** What a domain puts on a person’s first page. A card’s number opens exactly the rows it counted. */
export type Card = { title: Text; hint: Text; count: number; href: string; tone: Tone; action?: Text }

/** A few records to act on, with what to do about each. */
export type Shortlist = {
  title: Text
  href: string
  rows: { title: string; hint: string; href: string; at: Date | null }[]
}

export type DashboardPart = { cards: Card[]; lists: Shortlist[] }
