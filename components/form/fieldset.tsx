import { Input } from '../fields/input.tsx'
import { useDesk } from '../shell/context.ts'
import type { FieldState, RecordJson } from '../state.ts'
import type { Form } from './use-form.ts'

type Props = { fields: FieldState[]; form: Form; record?: RecordJson | null }

/** The fields of a form, in the groups of the schema; each shows what was typed, else what the record holds. */
export function Fields({ fields, form, record }: Props) {
  const { t } = useDesk()
  const groups = grouped(fields)
  return (
    <>
      {groups.map(([group, members]) => (
        <fieldset key={group} className="form-group">
          <legend className={groups.length === 1 ? 'hidden' : undefined}>{group || t.general}</legend>
          {members.map((field) => {
            const touched = field.name in form.values
            return (
              <Input
                key={field.name}
                field={field}
                value={touched ? form.values[field.name] : record?.params[field.name]}
                title={touched ? form.titles[field.name] : record?.populated[field.name]?.title}
                file={record?.files?.[field.name]}
                error={form.errors[field.name]}
                onChange={(value, title) => form.set(field.name, value, title)}
              />
            )
          })}
        </fieldset>
      ))}
    </>
  )
}

/** Groups in the order in which the schema first names them. */
export function grouped(fields: FieldState[]): [string, FieldState[]][] {
  const groups = new Map<string, FieldState[]>()
  for (const field of fields) groups.set(field.group ?? '', [...(groups.get(field.group ?? '') ?? []), field])
  return [...groups]
}

export function Restored({ form }: { form: Form }) {
  const { t } = useDesk()
  if (!form.restored) return null
  return (
    <p className="banner" role="status">
      {t.draftRestored}{' '}
      <button type="button" className="link" onClick={form.startOver}>
        {t.startOver}
      </button>
    </p>
  )
}
