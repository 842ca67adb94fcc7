import React from 'react'
import type { Answer } from '../api.ts'
import { SearchBox } from '../list/search-box.tsx'
import { useDesk } from '../shell/context.ts'
import { At, Choice, Dialog, OverseePage, Pages, Table, Tag } from './parts.tsx'
import type { MailText, OutboxAnswer, OutboxMail } from './state.ts'
import { type OverseeWords, overseeWords } from './text.ts'
import { useFilters, usePage, useSend } from './use-page.ts'

/** Every mail of the house; its text opens on demand, and that is written down. */
export function OutboxPage() {
  const { state } = useDesk()
  const say = overseeWords(state.locale)
  const [params, go] = useFilters()
  const loaded = usePage<OutboxAnswer>('outbox', params.toString())
  const { busy, send } = useSend()
  const [open, setOpen] = React.useState<MailText | null>(null)
  const { answer } = loaded
  const failed = answer?.counts.find((one) => one.status === 'failed')?.count ?? 0
  const resend = async (values: Record<string, unknown>) => {
    if (await send('/pages/outbox', values)) loaded.reload()
  }
  const read = async (id: string) => {
    const told = await send<Answer & { mail: MailText }>('/pages/outbox', { step: 'read', id })
    if (told) setOpen(told.mail)
  }
  const all = failed > 0 && (
    <button type="button" className="button" disabled={busy} onClick={() => resend({ step: 'resendAll' })}>
      {say.resendAll(failed)}
    </button>
  )
  return (
    <OverseePage title={say.outbox} help={say.outboxHelp} loaded={loaded} actions={all}>
      <div className="oversee-filters">
        <SearchBox label={say.searchMail} value={params.get('query') ?? ''} onChange={(query) => go({ query })} />
        <Choice
          label={say.state}
          any={say.allStates}
          value={params.get('status') ?? ''}
          options={(answer?.counts ?? []).map(({ status, label, count }) => ({
            value: status,
            label: `${label} (${count.toLocaleString(state.locale)})`,
          }))}
          onChange={(status) => go({ status })}
        />
      </div>
      {answer?.total === 0 && <p className="muted">{say.noMail}</p>}
      {answer && answer.total > 0 && <Mails mails={answer.mails} say={say} busy={busy} read={read} resend={resend} />}
      {answer && <Pages at={answer} go={go} />}
      {open && <Reader mail={open} say={say} close={() => setOpen(null)} />}
    </OverseePage>
  )
}

type MailsProps = {
  mails: OutboxMail[]
  say: OverseeWords
  busy: boolean
  read: (id: string) => void
  resend: (values: Record<string, unknown>) => void
}

const Mails = ({ mails, say, busy, read, resend }: MailsProps) => (
  <Table
    label={say.outbox}
    rows={mails}
    keyOf={(mail) => mail.id}
    columns={[
      { label: say.recipient, cell: (mail) => mail.recipient },
      {
        label: say.subject,
        cell: (mail) => (
          <span className="stacked">
            {mail.subject}
            <small className="muted">{mail.template}</small>
          </span>
        ),
      },
      { label: say.state, cell: (mail) => <MailState mail={mail} say={say} /> },
      { label: say.written, cell: (mail) => <At at={mail.createdAt} /> },
      { label: say.sent, cell: (mail) => <At at={mail.sentAt} /> },
      {
        label: say.actions,
        cell: (mail) => (
          <span className="head-actions">
            <button
              type="button"
              className="button"
              disabled={busy}
              aria-label={`${say.read} : ${mail.subject}, ${mail.recipient}`}
              onClick={() => read(mail.id)}
            >
              {say.read}
            </button>
            {mail.status === 'failed' && (
              <button
                type="button"
                className="button"
                disabled={busy}
                onClick={() => resend({ step: 'resend', id: mail.id })}
              >
                {say.resend}
              </button>
            )}
          </span>
        ),
      },
    ]}
  />
)

const MailState = ({ mail, say }: { mail: OutboxMail; say: OverseeWords }) => (
  <span className="stacked">
    <Tag tone={mail.tone}>{mail.statusLabel}</Tag>
    {mail.status !== 'sent' && mail.attempts > 0 && (
      <small className="muted">
        {say.attempts(mail.attempts)}
        {mail.lastError && ` : ${mail.lastError}`}
      </small>
    )}
  </span>
)

function Reader({ mail, say, close }: { mail: MailText; say: OverseeWords; close: () => void }) {
  const { t } = useDesk()
  return (
    <Dialog title={mail.subject} close={close}>
      <p className="muted">
        {say.mailFrom} {mail.from}
        <br />
        {say.mailTo} {mail.recipient}
      </p>
      {mail.text ? <pre className="mail-text">{mail.text}</pre> : <p className="banner">{say.emptyMail}</p>}
      {mail.text && <p className="help">{say.keysHidden}</p>}
      <div className="form-actions">
        <button type="button" className="button primary" onClick={close}>
          {t.close}
        </button>
      </div>
    </Dialog>
  )
}
