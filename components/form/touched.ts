import type { FieldState, RecordJson } from '../state.ts'
import type { FormValues } from './use-form.ts'

/** Of what was typed, what differs from what the record holds. */
export function touched(fields: FieldState[], values: FormValues, record: RecordJson): FormValues {
  const same = (name: string) => String(values[name] ?? '') === String(record.params[name] ?? '')
  return Object.fromEntries(fields.flatMap(({ name }) => (name in values && !same(name) ? [[name, values[name]]] : [])))
}
