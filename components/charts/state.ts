import type { Tone } from '../state.ts'

export type ChartState = {
  name: string
  title: string
  kind: 'bars' | 'stack' | 'weeks'
  empty: string
  /** The whole list that the chart counts */
  href: string
  /** What is counted, and by what */
  of: string
  by: string
  parts: { label: string; tone: Tone }[]
  groups: ChartGroup[]
}

export type ChartGroup = {
  label: string
  tone: Tone
  n: number
  href: string
  parts: { n: number; href: string }[]
}

export type ChartsAnswer = { charts: ChartState[] }
