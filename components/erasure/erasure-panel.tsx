import { recordPath } from '../api.ts'
import { saySize } from '../fields/format.ts'
import type { Opened } from '../record/record-tabs.tsx'
import { useFetched } from '../record/use-fetched.ts'
import { useDesk } from '../shell/context.ts'
import '../template/rare.css'
import type { InventoryAnswer } from './state.ts'
import { erasureWords } from './text.ts'

/** Read before confirming: by subject, how many records and how many lose their words. */
export function ErasurePanel({ name, record, turn }: Opened) {
  const { t, state } = useDesk()
  const words = erasureWords(state.locale)
  const { answer, failed } = useFetched<{ inventory: InventoryAnswer }>(recordPath(name, record.id, 'inventory'), turn)
  if (!answer) return <p className="muted">{failed ? t.networkError : t.loading}</p>
  const { nouns, files, bytes, events, mails, done } = answer.inventory
  return (
    <div className="effect">
      <p>{done ? words.after : words.before}</p>
      <div className="table-box">
        <table className="rows">
          <thead>
            <tr>
              {[words.noun, words.records, ...(done ? [] : [words.emptied])].map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {nouns.map(({ label, records, emptied }) => (
              <tr key={label}>
                <td data-label={words.noun}>{label}</td>
                <td data-label={words.records}>{records}</td>
                {!done && <td data-label={words.emptied}>{emptied}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!done && (
        <ul>
          <li>{words.files(files, saySize(bytes, state.locale))}</li>
          <li>{words.events(events)}</li>
          <li>{words.mails(mails)}</li>
        </ul>
      )}
      <p className="muted">{words.stays}</p>
    </div>
  )
}
