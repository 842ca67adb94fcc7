import React from 'react'
import { Link } from 'react-router-dom'
import { recordPath } from '../api.ts'
import { sayInstant, saySize } from '../fields/format.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { DocumentState, DocumentsAnswer } from './see-state.ts'
import { useSeeWords } from './see-text.ts'
import { useFetched } from './use-fetched.ts'

type Props = { model: string; id: string; turn: number }

/** Every file of the record and of what hangs on it, the latest first. */
export function Documents({ model, id, turn }: Props) {
  const { t } = useDesk()
  const words = useSeeWords()
  const { answer, failed } = useFetched<DocumentsAnswer>(recordPath(model, id, 'documents'), turn)
  const [shown, setShown] = React.useState<DocumentState | null>(null)
  if (!answer) return <p className="muted">{failed ? t.networkError : t.loading}</p>
  if (answer.documents.length === 0)
    return (
      <div className="empty">
        <Icon name="FileText" size={28} />
        <h2>{words.noDocument}</h2>
        <p className="muted">{words.noDocumentHint}</p>
      </div>
    )
  return (
    <div className="related">
      <div className="table-box">
        <table className="rows">
          <thead>
            <tr>
              {[words.documentName, words.kind, words.heldBy, words.size, words.date, words.who].map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.documents.map((one) => (
              <Line key={`${one.id} ${one.kind}`} document={one} show={() => setShown(one)} />
            ))}
          </tbody>
        </table>
      </div>
      {answer.more && <p className="muted">{words.moreDocuments}</p>}
      {shown && <Preview document={shown} close={() => setShown(null)} />}
    </div>
  )
}

function Line({ document, show }: { document: DocumentState; show: () => void }) {
  const { state } = useDesk()
  const words = useSeeWords()
  const { name, href, kind, holder, size, at, by, mime } = document
  return (
    <tr>
      <td data-label={words.documentName}>
        <span className="cell document">
          <a className="file row-link" href={href} download aria-label={words.download(name)}>
            <Icon name={mime.startsWith('image/') ? 'Image' : 'FileText'} size={16} />
            {name}
          </a>
          {mime.startsWith('image/') && (
            <button type="button" className="link" onClick={show}>
              {words.preview}
            </button>
          )}
        </span>
      </td>
      <td data-label={words.kind}>{kind}</td>
      <td data-label={words.heldBy}>
        {holder ? (
          <Link to={holder.href}>
            {holder.label} — {holder.title}
          </Link>
        ) : (
          words.thisRecord
        )}
      </td>
      <td data-label={words.size}>{saySize(size, state.locale)}</td>
      <td data-label={words.date}>
        <time dateTime={at}>{sayInstant(at, state.locale, state.timezone)}</time>
      </td>
      <td data-label={words.who}>{by ?? words.house}</td>
    </tr>
  )
}

/** A picture is looked at here; the desk opens no frame, so a PDF is downloaded. */
function Preview({ document, close }: { document: DocumentState; close: () => void }) {
  const { t } = useDesk()
  const dialog = React.useRef<HTMLDialogElement>(null)
  React.useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className="dialog preview" aria-label={document.name} onClose={close}>
      <img src={document.href} alt={document.name} />
      <div className="form-actions">
        <button type="button" className="button" onClick={close}>
          {t.close}
        </button>
      </div>
    </dialog>
  )
}
