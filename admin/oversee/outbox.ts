import type { MailText, OutboxAnswer, OutboxMail } from '../../components/oversee/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { count, list, localeOf, type Row } from '../../src/access/select.ts'
import { readMail } from '../../src/domain/core/mail-delivery.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { perform } from '../../src/kit/command.ts'
import { config } from '../../src/platform/config.ts'
import { declarePage } from '../verbs.ts'
import { spokenOf } from '../words.ts'
import { isAdmin, iso, pageOf } from './only.ts'

/** What the house has written, to whom, and whether it left. Reading a mail is an act: it goes into the log. */
export function outboxPage(): void {
  declarePage({
    name: 'outbox',
    menu: { label: { fr: 'Courriels envoyés', en: 'Outgoing mails' }, icon: 'Send', group: 'oversee' },
    methods: ['GET', 'POST'],
    right: isAdmin,
    handle: async ({ method, query, fields }, ctx) => {
      if (method === 'GET') return outbox(ctx, query)
      return fields.step === 'read' ? { mail: await opened(ctx, String(fields.id ?? '')) } : resend(ctx, fields)
    },
  })
}

const PER_PAGE = 30
const STATES = catalogue.enums.MailStatus?.values ?? []

async function outbox(ctx: Context, query: Record<string, string>): Promise<OutboxAnswer> {
  const locale = localeOf(ctx.actor)
  const page = pageOf(query)
  const known = STATES.some((state) => state.value === query.status)
  const asked = {
    where: known ? { status: query.status } : {},
    ...(query.query && { search: query.query.slice(0, 200) }),
  }
  const sort = { field: 'createdAt', direction: 'desc' } as const
  const [rows, total, ...counts] = await Promise.all([
    list(ctx, 'MailDelivery', { ...asked, sort, limit: PER_PAGE, offset: (page - 1) * PER_PAGE }),
    count(ctx, 'MailDelivery', asked),
    ...STATES.map((state) => count(ctx, 'MailDelivery', { where: { status: state.value } })),
  ])
  return {
    mails: rows.map((row) => mailOf(row, locale)),
    counts: STATES.map(({ value, label, tone = 'grey' }, i) => ({
      ...{ status: value, label: label[locale], tone, count: counts[i] ?? 0 },
    })),
    ...{ total, page, perPage: PER_PAGE },
  }
}

function mailOf(row: Row, locale: 'fr' | 'en'): OutboxMail {
  const { values } = row
  const state = STATES.find((one) => one.value === values.status)
  return {
    id: row.id,
    recipient: String(values.recipient),
    subject: String(values.subject),
    template: spokenOf('MailDelivery', row, locale).words?.template ?? String(values.template),
    status: String(values.status),
    statusLabel: state?.label[locale] ?? '',
    tone: state?.tone ?? 'grey',
    attempts: Number(values.attempts),
    lastError: iso(values.lastError),
    createdAt: iso(values.createdAt) ?? '',
    sentAt: iso(values.sentAt),
  }
}

async function opened(ctx: Context, id: string): Promise<MailText> {
  const { subject, recipient, text } = await readMail(ctx, id)
  return { subject, recipient, text, from: config.mailFrom }
}

const MOST = 500

/** One mail, or every one that failed: each through its own verb. */
async function resend(ctx: Context, { id, step }: Record<string, unknown>) {
  const failed = { where: { status: 'failed' }, limit: MOST }
  const ids = step === 'resendAll' ? (await list(ctx, 'MailDelivery', failed)).map((row) => row.id) : [String(id ?? '')]
  for (const one of ids) await perform(ctx, 'MailDelivery', 'resend', one)
  const n = ids.length
  const fr = n > 1 ? `${n} courriels repartent.` : n === 1 ? 'Le courriel repart.' : 'Aucun courriel n’est en échec.'
  const en = n > 1 ? `${n} mails leave again.` : n === 1 ? 'The mail leaves again.' : 'No mail has failed.'
  return { notice: { type: 'success', message: { fr, en }[localeOf(ctx.actor)] } }
}
