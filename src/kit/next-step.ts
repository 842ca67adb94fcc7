import type { ModelName } from '../access/model.ts'
import type { Row } from '../access/select.ts'
import type { Text } from '../platform/catalogue.ts'

/** What the house does by itself about a record, and when. */
export type NextStep = { at: Date; text: Text }

/** From the columns that the person who looks may read; null when nothing is planned, or when they may not know. */
type Planned = (values: Row['values'], id: string) => Promise<NextStep | null> | NextStep | null

const declared = new Map<ModelName, Planned>()

export const declareNextStep = (model: ModelName, planned: Planned): void => void declared.set(model, planned)

export const nextStepOf = async (model: ModelName, row: Row): Promise<NextStep | null> =>
  (await declared.get(model)?.(row.values, row.id)) ?? null

/** Whose turn it is where the state alone does not say it: the next of several people who sign one after the other. */
export type Turn = { role: Text; people: string[]; personIds: string[]; verb: string }

type TurnOf = (id: string, values: Row['values']) => Promise<Turn | null>

const turns = new Map<ModelName, TurnOf>()

export const declareTurn = (model: ModelName, turn: TurnOf): void => void turns.set(model, turn)

export const turnOf = async (model: ModelName, row: Row): Promise<Turn | null> =>
  (await turns.get(model)?.(row.id, row.values)) ?? null
