import type { Context } from '../../access/actor.ts'
import { later } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { addressOf, issueLink, linkIsOverWhen, portalToken, revokeAll } from './access-link.ts'
import { isSame, SAME_MAILBOX } from './circuit-lines.ts'

const LINK_DAYS = 60
/** A mail must leave time to be read: below this, another link takes over while the former runs out. */
const LEAST_DAYS = 15

/**
 * The address that opens a contact’s trainees without an account; made when there is none, the same as long as it lives.
 * Null for somebody who left, or who shares the mailbox of one of their trainees.
 */
export async function portalLink(tx: Tx, ctx: Context, contactId: string): Promise<string | null> {
  const contact = await tx.companyContact.findUnique({ where: { id: contactId }, include: { person: true } })
  if (!contact?.isActive || (await sharesMailbox(tx, contactId, contact.person.email))) return null
  const recipient = contact.person.email ?? contact.person.phone ?? fullName(contact.person)
  const own = { purpose: 'portal', noun: 'CompanyContact', recordId: contactId } as const
  // Another address than before: what was sent there opens nothing any more
  await revokeAll(tx, ctx, { ...own, recipient: { not: recipient } })
  const known = await tx.accessLink.findFirst({
    where: { ...own, contactId, revokedAt: null, expiresAt: { gt: later(ctx.now, { days: LEAST_DAYS }) } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  if (known) return addressOf(portalToken(known.id))
  return issueLink(tx, ctx, { ...own, contactId, recipient, days: LINK_DAYS })
}

/** The same as a path of ours, for whoever works there and cannot log in; null for anybody else. */
export async function portalPath(tx: Tx, ctx: Context, companyId: string, personId: string): Promise<string | null> {
  const contact = await tx.companyContact.findFirst({
    where: {
      companyId,
      personId,
      isActive: true,
      person: { OR: [{ account: null }, { account: { status: { not: 'active' } } }] },
    },
    select: { id: true },
  })
  const href = contact && (await portalLink(tx, ctx, contact.id))
  return href && href.slice(config.publicUrl.length)
}

/** Every link of a contact, whatever it opens, and those of the signatures that wait for them. */
export const revokeContact = (tx: Tx, ctx: Context, contactId: string): Promise<number> =>
  revokeAll(tx, ctx, { OR: [{ contactId }, { noun: 'CompanyContact', recordId: contactId }] })

/** Whoever reads the trainee’s mailbox must not answer for the company. */
export async function refuseSharedMailbox(tx: Tx, contactId: string, email: string | null): Promise<void> {
  if (await sharesMailbox(tx, contactId, email)) throw refuse.conflict('same_mailbox', SAME_MAILBOX)
}

async function sharesMailbox(tx: Tx, contactId: string, email: string | null): Promise<boolean> {
  if (!email) return false
  const trainees = await tx.placement.findMany({
    where: { OR: [{ contactId }, { contact: { replacedById: contactId } }] },
    select: { student: { select: { person: { select: { email: true } } } } },
  })
  return trainees.some(({ student }) => isSame(student.person.email, email))
}

const fullName = ({ firstName, lastName }: { firstName: string; lastName: string }) => `${firstName} ${lastName}`

/** Nobody is hosted any more and nothing waits to be signed: a new link would open an empty page. */
linkIsOverWhen('portal', async ({ contactId }, tx) => {
  if (!contactId) return true
  const contact = await tx.companyContact.findUnique({ where: { id: contactId } })
  if (!contact?.isActive) return true
  const { personId, companyId } = contact
  const hosted = { OR: [{ contactId }, { contact: { replacedById: contactId } }] }
  const trainees = await tx.placement.count({ where: { ...hosted, status: { notIn: [...DONE] } } })
  const lines = await tx.signatory.count({
    where: { personId, status: { in: ['waiting', 'turn'] }, agreement: { placement: { companyId } } },
  })
  return trainees + lines === 0
})

const DONE = ['closed', 'cancelled', 'not_done'] as const

linkIsOverWhen('evaluate', async ({ recordId }, tx) => {
  const one = recordId ? await tx.evaluation.findUnique({ where: { id: recordId } }) : null
  return !one || !['open', 'draft', 'reopened'].includes(one.status)
})
