import type { ChartState } from '../charts/state.ts'
import type { Tone } from '../state.ts'

/** What the pages of clubs are told: plain data, already in words. */
export type Choice = { id: string; name: string }

/** A number, what it is made of, and the list it opens. */
export type Stat = { label: string; value: string; hint: string; href: string; tone: Tone }

/** A share said in figures, drawn as a bar; `tip` explains what it leaves out. */
export type Rate = { label: string; value: string; percent: number | null; text: string; tip: string; href: string }

export type TopLine = { id: string; rank: number; name: string; hint: string; score: number; isOrganiser: boolean }
export type TopState = { title: string; lines: TopLine[]; more: number }

export type LaurelLine = { id: string; rank: number; name: string; hint: string }
export type Laurels = { activityId: string; title: string; href: string; lines: LaurelLine[] }

export type TaskLine = {
  id: string
  name: string
  href: string
  assignee: string | null
  activity: string | null
  due: string | null
  isLate: boolean
  canComplete: boolean
}

export type NextActivity = {
  id: string
  theme: string
  href: string
  when: string | null
  place: string | null
  status: { label: string; tone: Tone }
  /** What one tap does now: open attendance, or come back to it */
  step: 'start' | 'resume' | 'place' | null
}

export type BureauLine = {
  id: string
  name: string
  post: string
  value: string
  text: string
  late: number
  href: string
  tasks: string
}

export type ClubAnswer = {
  clubs: Choice[]
  club: string
  name: string
  publicHref: string
  year: string
  programme: { text: string; href: string; action: string | null } | null
  todo: Stat[]
  next: NextActivity[]
  lateTasks: TaskLine[]
  rates: Rate[]
  stats: Stat[]
  bureau: BureauLine[]
  top: TopState
  laurels: Laurels[]
  chart: ChartState
}

export type DutiesAnswer = {
  seats: {
    id: string
    club: string
    post: string
    value: string
    text: string
    late: number
    marks: { id: string; subject: string; on: string; mark: { label: string; tone: Tone }; note: string | null }[]
  }[]
  tasks: TaskLine[]
  done: number
  meetings: { id: string; subject: string; when: string; place: string | null; club: string; href: string }[]
  activities: NextActivity[]
}

export type ClubRow = {
  id: string
  name: string
  href: string
  rate: string
  rateText: string
  ratePercent: number | null
  toDate: string
  outside: string
  cells: Stat[]
}

export type Said = { id: string; text: string; about: string; href: string; answerHref: string | null }
export type RatedLine = { id: string; title: string; href: string; mean: string; n: number; rank: number }

export type ClubsAnswer = {
  period: string
  periods: Choice[]
  club: string
  clubs: Choice[]
  todo: Stat[]
  overall: Rate[]
  stats: Stat[]
  rows: ClubRow[]
  charts: ChartState[]
  top: TopState
  laurels: Laurels[]
  rated: RatedLine[]
  difficulties: Said[]
  suggestions: Said[]
  followUps: { id: string; said: string; done: string | null; isPublic: boolean; href: string }[]
  hrefs: { difficulties: string; suggestions: string; participants: string; followUps: string; newFollowUp: string }
  downloads: { pdf: string; csv: string }
}
