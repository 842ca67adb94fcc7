import { models } from '../../src/access/model.ts'
import { declareAction } from '../verbs.ts'
import { declareVerbs } from './command.ts'
import { readActions } from './read.ts'
import { writeActions } from './write.ts'

let declared = false

/** What every model can do, then what each life cycle adds. */
export function commandActions(): void {
  if (declared) return
  declared = true
  for (const action of [...readActions, ...writeActions]) declareAction(action)
  for (const model of models.filter((one) => !one.internal)) declareVerbs(model.name)
}
