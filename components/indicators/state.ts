import type { ChartState } from '../charts/state.ts'

export type Choice = { id: string; name: string }

export type RowState = {
  label: string
  value: string
  median: string
  n: number
  href: string
  parts: { label: string; n: number; href: string }[]
  /** Too few answers to be told */
  hidden: boolean
}

export type FigureState = {
  name: string
  title: string
  definition: string
  unit: string
  of: string
  total: RowState
  /** A second figure beside the first: the median, the response rate */
  beside: { label: string; value: string; href?: string } | null
  groups: RowState[]
  chart: ChartState
  trend: ChartState
}

export type IndicatorsAnswer = {
  year: string
  campaign: string
  programme: string
  by: string
  years: string[]
  campaigns: Choice[]
  programmes: Choice[]
  figures: FigureState[]
}
