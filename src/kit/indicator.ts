import type { Measure } from '../access/measure.ts'
import type { ModelName } from '../access/model.ts'
import type { Where } from '../access/where.ts'
import type { Text } from '../platform/catalogue.ts'
import type { Part } from './chart.ts'

/** What a page of figures looks at: a year, or one campaign of it; perhaps one programme. */
export type Selection = { year: string; campaign: { id: string; name: string } | null; programme: string | null }

export type Dimension = 'programme' | 'cohort' | 'campaign'

type Filters = Record<string, string>

/**
 * A figure the school is judged by: a list that people may open, and what is worked out from its rows. Filters are
 * written as in the address of a list, so the figure, the rows behind it and their export cannot differ.
 */
export type Indicator = {
  /** Stays the same for ever */
  name: string
  title: Text
  /** In words: what is divided by what, who counts and who does not */
  definition: Text
  /** `share`: the first part over the whole; `nps`: the first part less the last, over the whole; else the mean */
  kind: 'share' | 'nps' | 'mean'
  unit: Text
  decimals: number
  model: ModelName
  rows: (selection: Selection) => Filters
  /** What the rows are called, counted */
  of: Text
  parts?: (selection: Selection) => Part[]
  measure?: Measure
  /** How the list is grouped; a dimension that no path reaches is worked out one selection after the other */
  by: Partial<Record<Dimension, string>>
  /** Rows that nobody at the school reads one by one: only the figure is told, over the campaigns one may read */
  anonymous?: { campaigns: (ids: string[]) => Where }
  /** Fewer rows than this would tell who answered what */
  least?: number
  /** Who was asked, when only some of them answer */
  asked?: { model: ModelName; rows: (selection: Selection) => Filters }
  empty: Text
}
