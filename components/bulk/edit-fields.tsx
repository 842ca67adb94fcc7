import { Input } from '../fields/input.tsx'
import type { Form } from '../form/use-form.ts'
import { Icon } from '../shell/icon.tsx'
import type { FieldState, ModelState } from '../state.ts'
import type { BulkWords } from './text.ts'

/** The columns that a form of this model may change; a file belongs to one record alone. */
export const editable = (model: ModelState): FieldState[] =>
  model.fields.filter((field) => field.update && field.kind !== 'file' && field.kind !== 'json')

type Props = { model: ModelState; form: Form; say: BulkWords }

/** One field after the other: a value for all, or none. What was not chosen stays as it is. */
export function EditFields({ model, form, say }: Props) {
  const fields = editable(model)
  const chosen = fields.filter((field) => form.values[field.name] !== undefined)
  const others = fields.filter((field) => form.values[field.name] === undefined)
  return (
    <>
      <p className="muted">{say.editHelp}</p>
      {chosen.map((field) => (
        <Chosen key={field.name} field={field} form={form} say={say} />
      ))}
      {others.length > 0 && (
        <div className="field">
          <label htmlFor="bulk-add">{say.addField}</label>
          <select
            id="bulk-add"
            value=""
            onChange={(event) => form.set(event.target.value, START(event.target.value, fields))}
          >
            <option value="">{say.chooseField}</option>
            {others.map((field) => (
              <option key={field.name} value={field.name}>
                {field.label}
              </option>
            ))}
          </select>
        </div>
      )}
    </>
  )
}

const START = (name: string, fields: FieldState[]): unknown =>
  fields.find((field) => field.name === name)?.kind === 'boolean' ? 'false' : ''

function Chosen({ field, form, say }: { field: FieldState; form: Form; say: BulkWords }) {
  const value = form.values[field.name]
  const cleared = value === null
  const mayBeEmpty = !field.required && field.kind !== 'boolean'
  return (
    <div className="bulk-field">
      {cleared ? (
        <p>
          <strong>{field.label}</strong> — {say.cleared}
        </p>
      ) : (
        <Input
          field={field}
          value={value}
          title={form.titles[field.name]}
          error={form.errors[field.name]}
          onChange={(next, title) => form.set(field.name, next ?? '', title)}
        />
      )}
      <div className="bulk-field-actions">
        {mayBeEmpty && (
          <label className="check">
            <input
              type="checkbox"
              checked={cleared}
              onChange={(event) => form.set(field.name, event.target.checked ? null : '')}
            />
            {say.clear}
          </label>
        )}
        <button
          type="button"
          className="button"
          aria-label={say.removeField(field.label)}
          onClick={() => form.set(field.name, undefined)}
        >
          <Icon name="X" size={16} />
        </button>
      </div>
    </div>
  )
}
