import type { ChartState } from '../charts/state.ts'
import type { Tone } from '../state.ts'

export type CashCard = { key: CardKey; value: string; href: string; tone: Tone | null }
export type CardKey = 'balance' | 'income' | 'expense' | 'toApprove' | 'unreceipted'

export type CashWaiting = {
  id: string
  title: string
  motive: string
  amount: string
  author: string
  day: string
  href: string
  verbs: string[]
}

export type CashClub = { id: string; club: string; cards: CashCard[]; badge: string; isIntact: boolean | null }

/** What the page of the cash box shows: amounts are already words. */
export type CashAnswer = {
  boxes: { id: string; name: string }[]
  box: string
  club: string
  year: string
  years: string[]
  cards: CashCard[]
  opening: string
  others: string
  /** For the count: what the register says is in the box */
  expected: number
  register: { text: string; isIntact: boolean | null; brokenAt: number | null; href: string }
  verbs: string[]
  waiting: CashWaiting[]
  activities: { name: string; budget: string; spent: string; left: string; isOver: boolean; href: string }[]
  categories: { name: string; income: string; expense: string; href: string }[]
  chart: ChartState | null
  months: { month: string; income: string; expense: string; balance: string; bare: string }[]
  isBegun: boolean
  mayBudget: boolean
}

/** All the boxes at once, for the student union. */
export type CashClubsAnswer = CashAnswer & { clubs: CashClub[] }

export type CashFile = { name: string; mime: string; base64: string }
