import type { ModelName } from '../access/model.ts'
import type { Row } from '../access/select.ts'

/** A record that lives on in another: where people who open it are led. Null when it stands by itself. */
type Moved = (row: Row) => Promise<string | null>

const declared = new Map<ModelName, Moved>()

export const declareMoved = (model: ModelName, moved: Moved): void => void declared.set(model, moved)

export const movedTo = async (model: ModelName, row: Row): Promise<string | null> =>
  (await declared.get(model)?.(row)) ?? null
