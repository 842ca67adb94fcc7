import type { RecordJson } from '../components/state.ts'
import { current } from '../src/access/actor.ts'
import type { ModelName } from '../src/access/model.ts'
import { localeOf, type Row } from '../src/access/select.ts'
import { catalogue } from '../src/generated/catalogue.ts'
import { presentValue } from './values.ts'
import { spokenOf } from './words.ts'

/** A record as AdminJS speaks of it. A reference is an id and a title: nothing else of the other record leaves. */
export function recordJson(model: ModelName, row: Row, actions: string[] = ['show']): RecordJson {
  const params: Record<string, unknown> = { id: row.id }
  const populated: RecordJson['populated'] = {}
  for (const field of catalogue.models[model].fields) {
    if (!(field.name in row.values)) continue
    const value = presentValue(field, row.values[field.name])
    params[field.name] = value
    const title = row.titles[field.name]
    if (field.reference && title && typeof value === 'string') {
      populated[field.name] = { id: value, title, params: {} }
    }
  }
  const { title, words } = spokenOf(model, row, localeOf(current().actor))
  return {
    id: row.id,
    title,
    params,
    populated,
    ...(words ? { words } : {}),
    errors: {},
    baseError: null,
    recordActions: actions.map((name) => ({ name })),
    bulkActions: [],
  }
}

export const emptyRecord = (): RecordJson => ({
  id: '',
  title: '',
  params: {},
  populated: {},
  errors: {},
  baseError: null,
  recordActions: [],
  bulkActions: [],
})

/** AdminJS wants a record in the answer of every action on one: this says which, and no more. */
export const bareRecord = (id: string): RecordJson => ({ ...emptyRecord(), id })
