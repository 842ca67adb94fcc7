import type { ModelName } from '../access/model.ts'
import type { Row } from '../access/select.ts'
import type { Text } from '../platform/catalogue.ts'

/** What a record’s page works out for people: never stored, always explained. */
export type Computed = {
  label: Text
  /** How it is worked out, in one sentence */
  how: Text
  /** The columns it is made of: whoever may not read one of them is not told */
  from: readonly string[]
  /** From those columns alone; null when there is nothing to say yet */
  value: (values: Row['values'], now: Date) => Text | null
}

const declared = new Map<ModelName, Computed[]>()

export const declareComputed = (model: ModelName, list: Computed[]): void => void declared.set(model, list)

/** What this row lets somebody know. */
export function computedOf(model: ModelName, row: Row, now: Date): { label: Text; how: Text; value: Text }[] {
  return (declared.get(model) ?? []).flatMap(({ label, how, from, value }) => {
    if (!from.every((name) => name in row.values)) return []
    const said = value(row.values, now)
    return said ? [{ label, how, value: said }] : []
  })
}
