import type { ModelName } from '../access/model.ts'
import type { Row } from '../access/select.ts'
import type { Text, Tone } from '../platform/catalogue.ts'
import type { Calendar } from './dashboard.ts'

/**
 * One reason to act this morning: a list, said in the words of its address, so that its count is the count of the list
 * it opens. Each line says why it is there, since when, and who must act.
 */
export type Watch = {
  name: string
  title: Text
  tone: Tone
  model: ModelName
  filters: (calendar: Calendar) => Record<string, string>
  sort: { field: string; direction: 'asc' | 'desc' }
  why: (row: Row, calendar: Calendar) => Text
  /** The column that says since when, or until when */
  since: string
  /** Who must act, and the column that names them */
  who: Text
  named?: string
  /** What may be done to all of them at once */
  verbs: string[]
}
