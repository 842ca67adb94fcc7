import type { ModelName } from '../access/model.ts'
import type { Where } from '../access/where.ts'
import type { Text } from '../platform/catalogue.ts'

/**
 * A question people ask of a list that no column answers: “who is still searching?”. It stands in the address like a
 * column (`filters.situation=searching`), and only sees what the asker may read, like any other filter.
 */
export type NamedFilter = {
  name: string
  label: Text
  values: { value: string; label: Text; where: Where }[]
  /** A question about something people write; `operand` is the text, or `{ contains: text }` */
  written?: (operand: string | Where) => Where
}

const named = new Map<ModelName, NamedFilter[]>()

export function defineFilter(model: ModelName, filter: NamedFilter): void {
  named.set(model, [...namedFilters(model).filter((one) => one.name !== filter.name), filter])
}

export const namedFilters = (model: ModelName): NamedFilter[] => named.get(model) ?? []
