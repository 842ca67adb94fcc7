import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { saySize } from './format.ts'
import type { ControlAttributes, InputProps } from './input.tsx'

const MIME: Record<string, string> = {
  pdf: 'application/pdf,.pdf',
  image: 'image/png,image/jpeg,image/webp',
  csv: 'text/csv,.csv',
  xlsx: '.xlsx',
}

export function FileInput({ field, value, file, control, onChange }: InputProps & { control: ControlAttributes }) {
  const { t, state } = useDesk()
  const chosen = value instanceof File ? value : null
  const accepted = field.accept ?? []
  const shown = chosen ?? file
  return (
    <div className="file-input">
      {/* The browser’s own button speaks the browser’s language */}
      <label className="button file-button" htmlFor={control.id}>
        <Icon name="Upload" size={16} />
        {shown ? t.replaceFile : t.chooseFile}
      </label>
      {shown && (
        <p className="file-chosen">
          {shown.name} <small className="muted">{shown.size > 0 && saySize(shown.size, state.locale)}</small>
        </p>
      )}
      <input
        {...control}
        className="hidden"
        type="file"
        accept={accepted.map((one) => MIME[one] ?? '').join(',')}
        onChange={(event) => onChange(event.target.files?.[0] ?? undefined)}
      />
      {accepted.length > 0 && (
        <p className="help">
          {t.accepted} {accepted.map((one) => t.formats[one] ?? one).join(', ')}
        </p>
      )}
    </div>
  )
}
