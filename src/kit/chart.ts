import type { GroupBy } from '../access/group.ts'
import type { ModelName } from '../access/model.ts'
import type { Text, Tone } from '../platform/catalogue.ts'

/**
 * A list that people would rather look at than read: how many of its rows fall in each group. Filters are written as in
 * the address of a list, and each bar opens that list narrowed to it: the figure and the list cannot differ.
 */
export type Chart = {
  /** Stays the same for ever: under it a person’s choice of chart or table is remembered */
  name: string
  title: Text
  model: ModelName
  by: GroupBy
  filters: Record<string, string>
  /** `bars` lie down, one a group; `stack` divides each among its parts; `weeks` stand up, in order */
  kind: 'bars' | 'stack' | 'weeks'
  /** Between these two days, both included; for `weeks` */
  between?: [from: string, to: string]
  /** For `stack`: how each group is divided */
  parts?: Part[]
  /** Every row is in exactly one part: the last is what the others leave, which nobody needs to count */
  whole?: true
  /** Nothing to draw: why, and what to do about it */
  empty: Text
}

export type Part = { label: Text; tone: Tone; filters: Record<string, string> }
