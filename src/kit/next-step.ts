import type { ModelName } from '../access/model.ts'
import type { Row } from '../access/select.ts'
import type { Text } from '../platform/catalogue.ts'

/** What the house does by itself about a record, and when. */
export type NextStep = { at: Date; text: Text }

/** From the columns that the person who looks may read; null when nothing is planned, or when they may not know. */
type Planned = (values: Row['values']) => Promise<NextStep | null> | NextStep | null

const declared = new Map<ModelName, Planned>()

export const declareNextStep = (model: ModelName, planned: Planned): void => void declared.set(model, planned)

export const nextStepOf = async (model: ModelName, row: Row): Promise<NextStep | null> =>
  (await declared.get(model)?.(row.values)) ?? null
