import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { MailDelivery } from '@prisma/client'
import { createTransport, type Transporter } from 'nodemailer'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { later, now } from './clock.ts'
import { config } from './config.ts'
import { stableId } from './crypto.ts'
import { prisma, type Tx } from './db.ts'
import { log } from './log.ts'
import { enqueue, handle } from './queue.ts'
import { type Locale, renderMail } from './render.ts'
import { setting } from './settings.ts'

type Letter = {
  /** One fact, one recipient: the same key is the same mail, whatever runs twice. */
  key: string
  to: string
  template: string
  data: Record<string, unknown>
  locale: Locale
  noun?: string
  recordId?: string
  /** An appointment joined to it, as calendars read it */
  calendar?: string
}

/**
 * Puts a mail in the outbox, inside the transaction of what it tells: written now, with the words of now, and sent by the
 * worker. Never sent for a change that was rolled back, never twice for the same key.
 */
export async function postMail(
  tx: Tx,
  { key, to, template, data, locale, noun, recordId, calendar }: Letter,
): Promise<void> {
  if (!/^[^\s<>,;"]+@[^\s<>,;"]+$/.test(to)) throw new Error(`Mail ${template}: not an address`)
  const { subject, html, text } = renderMail(template, data, locale)
  const id = stableId(`mail:${key}`)
  const { count } = await tx.mailDelivery.createMany({
    data: [
      {
        id,
        eventKey: key,
        recipient: to,
        subject,
        template,
        text,
        html,
        calendar,
        messageId: messageId(id),
        noun,
        recordId,
        createdAt: now(),
      },
    ],
    skipDuplicates: true,
  })
  if (count > 0) await enqueue(tx, 'mail.send', { deliveryId: id }, { key: id })
}

/** Sends what the outbox still holds after an outage: called by the schedule, safe at any time. */
export async function sendPending(): Promise<number> {
  const waiting = await prisma().mailDelivery.findMany({
    where: {
      status: { not: 'sent' },
      attempts: { gt: 0, lt: MAX_ATTEMPTS },
      createdAt: { gt: later(now(), { days: -7 }) },
    },
    orderBy: { createdAt: 'asc' },
    take: 200,
  })
  for (const mail of waiting) {
    // The first that fails says that the server is still away: the others wait for the next round.
    if (
      !(await deliver(mail).then(
        () => true,
        () => false,
      ))
    )
      break
  }
  return waiting.length
}

handle(
  'mail.send',
  async ({ deliveryId }) => {
    const mail = await prisma().mailDelivery.findUnique({ where: { id: String(deliveryId) } })
    if (mail && mail.status !== 'sent') await deliver(mail)
  },
  { concurrency: 2, expireInSeconds: 240 },
)

const MAX_ATTEMPTS = 100
const LAST_QUICK_ATTEMPT = 6

async function deliver(mail: MailDelivery): Promise<void> {
  if (!(await takeUp(mail))) return
  try {
    await (config.smtpUrl ? overSmtp(mail, config.smtpUrl) : intoFolder(mail))
  } catch (error) {
    const lastError = error instanceof Error ? error.message.slice(0, 500) : String(error)
    const status = mail.attempts + 1 >= LAST_QUICK_ATTEMPT ? 'failed' : 'pending'
    await prisma().mailDelivery.update({ where: { id: mail.id }, data: { status, lastError } })
    log.warn({ delivery: mail.id, template: mail.template, attempts: mail.attempts + 1 }, 'mail not sent')
    throw error
  }
  await prisma().mailDelivery.update({
    where: { id: mail.id },
    data: { status: 'sent', sentAt: now(), lastError: null },
  })
}

/** False when somebody else took this attempt: a job given to a second worker, or the schedule at the same moment. */
async function takeUp({ id, attempts }: MailDelivery): Promise<boolean> {
  const { count } = await prisma().mailDelivery.updateMany({
    where: { id, attempts, status: { not: 'sent' } },
    data: { attempts: { increment: 1 } },
  })
  return count > 0
}

const message = async (mail: MailDelivery) => ({
  from: await sender(),
  to: mail.recipient,
  subject: mail.subject,
  text: mail.text,
  html: mail.html,
  ...(mail.calendar && { attachments: [appointment(mail.calendar)] }),
  date: mail.createdAt,
  // The same on a second attempt: a mailbox that already has it shows it once.
  messageId: mail.messageId,
  headers: { 'Auto-Submitted': 'auto-generated' },
})

const appointment = (content: string) => ({
  filename: 'rendez-vous.ics',
  content,
  contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
})

/** The name is a setting; the address is the installation’s, which the mail server knows. */
async function sender(): Promise<string | { name: string; address: string }> {
  const name = await setting('mail.sender')
  const address = /<([^>]+)>/.exec(config.mailFrom)?.[1] ?? config.mailFrom
  return name ? { name, address } : config.mailFrom
}

let transport: { url: string; sender: Transporter } | undefined

async function overSmtp(mail: MailDelivery, url: string): Promise<void> {
  if (transport?.url !== url) {
    transport = {
      url,
      sender: createTransport({ url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }),
    }
  }
  await transport.sender.sendMail(await message(mail))
}

/** One file per delivery, always the same name: sent twice is written twice over. */
async function intoFolder(mail: MailDelivery): Promise<void> {
  const folder = join(config.dataDir, 'mail')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const eml = await new MailComposer({ ...(await message(mail)), newline: 'windows' }).compile().build()
  const path = join(folder, `${mail.id}.eml`)
  const draft = await open(`${path}.part`, 'w', 0o600)
  await draft.writeFile(eml)
  await draft.close()
  await rename(`${path}.part`, path)
}

const messageId = (id: string): string => `<${id}@${new URL(config.publicUrl).hostname}>`
