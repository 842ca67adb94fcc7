import type { AccessLink, LinkPurpose } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import type { ModelName } from '../../access/model.ts'
import { record } from '../../kit/event.ts'
import { later, now } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'
import { hmac, newId, randomToken, sha256 } from '../../platform/crypto.ts'
import { type Prisma, prisma, type Tx, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { postMail } from '../../platform/mail.ts'

export type LinkAsked = {
  purpose: LinkPurpose
  /** The company’s contact it is sent to; null for somebody who is none */
  contactId?: string | null
  /** The address it is sent to, and renewed to */
  recipient: string
  noun: ModelName
  recordId: string
  days: number
}

/** A link that opens one thing to one person without an account. Only the hash of its token is kept. */
export async function issueLink(tx: Tx, ctx: Context, { days, ...asked }: LinkAsked): Promise<string> {
  const id = newId()
  const token = asked.purpose === 'portal' ? portalToken(id) : randomToken(32)
  const expiresAt = later(ctx.now, { days })
  await tx.accessLink.create({
    data: { ...asked, id, tokenHash: sha256(token), expiresAt, createdAt: ctx.now },
  })
  await note(tx, ctx, 'issue', id, { purpose: asked.purpose, expiresAt })
  return addressOf(token)
}

/**
 * A contact has one link to all their trainees, the same in every mail: it is worked out again from its row and the key
 * of the school. The row alone, stolen, opens nothing.
 */
export const portalToken = (id: string): string => Buffer.from(hmac('link.portal', id), 'hex').toString('base64url')

export const addressOf = (token: string): string => `${config.publicUrl}/link/${token}`

export type OpenedLink = AccessLink & { state: 'open' | 'expired' }

/** What stands behind a token. Looking never uses it; unknown and revoked are one answer: nothing. */
export async function openLink(token: string, from: Pick<Tx, 'accessLink'> = prisma()): Promise<OpenedLink | null> {
  if (!/^[\w-]{43}$/.test(token)) return null
  const link = await from.accessLink.findUnique({ where: { tokenHash: sha256(token) } })
  if (!link || link.revokedAt) return null
  return { ...link, state: link.expiresAt > now() ? 'open' : 'expired' }
}

/** From this instant, links to these records open nothing. */
export const revokeLinks = (tx: Tx, ctx: Context, noun: ModelName, recordIds: string[]): Promise<number> =>
  revokeAll(tx, ctx, { noun, recordId: { in: recordIds } })

/** The same for every link of these, whatever it opens; returns how many died. */
export async function revokeAll(tx: Tx, ctx: Context, which: Prisma.AccessLinkWhereInput): Promise<number> {
  const live = await tx.accessLink.findMany({ where: { AND: [which, { revokedAt: null }] } })
  for (const { id } of live) {
    await tx.accessLink.update({ where: { id }, data: { revokedAt: ctx.now, version: { increment: 1 } } })
    await note(tx, ctx, 'revoke', id, { revokedAt: ctx.now })
  }
  return live.length
}

/** It served: written on a POST, never by looking. */
export const noteUse = (tx: Tx, id: string, at: Date) =>
  tx.accessLink.update({ where: { id }, data: { lastUsedAt: at } })

type IsOver = (link: AccessLink, tx: Tx) => Promise<boolean>
const over = new Map<LinkPurpose, IsOver>()

/** When there is nothing left to do behind a link of this purpose: it is not renewed then. */
export const linkIsOverWhen = (purpose: LinkPurpose, isOver: IsOver): void => void over.set(purpose, isOver)

/**
 * A new link in place of an expired one, by mail to the same address and to no other; never once what it opened is done,
 * never twice within a quarter of an hour.
 */
export async function renewLink(ctx: Context, token: string): Promise<void> {
  await transaction(async (tx) => {
    const link = await openLink(token, tx)
    if (!link) throw refuse.notFound()
    if (link.state === 'open') return
    // Two clicks on the same page: the second waits here, then finds the link that the first one made
    await tx.$queryRawUnsafe('SELECT id FROM "AccessLink" WHERE id = $1::uuid FOR UPDATE', link.id)
    const { purpose, contactId, recipient, noun, recordId } = link
    if (!noun || !recordId || (await over.get(purpose)?.(link, tx))) throw OVER
    const since = later(ctx.now, { minutes: -COOLDOWN_MINUTES })
    const recent = await tx.accessLink.count({
      where: { purpose, recipient, noun, recordId, createdAt: { gt: since } },
    })
    if (recent > 0) throw TOO_SOON
    // Sent by telephone: there is no mailbox to write to
    if (!recipient.includes('@')) throw NO_MAILBOX
    const days = RENEWED_DAYS
    const href = await issueLink(tx, ctx, { purpose, contactId, recipient, noun: noun as ModelName, recordId, days })
    await note(tx, ctx, 'renew', link.id, {})
    await postMail(tx, {
      ...{ key: `link:${sha256(href)}`, to: recipient, template: 'accessLink.renew', locale: 'fr' },
      ...{ data: { href, days }, noun, recordId },
    })
  })
}

const COOLDOWN_MINUTES = 15
const RENEWED_DAYS = 14

const note = (tx: Tx, ctx: Context, verb: string, recordId: string, after: Record<string, unknown>) =>
  record(tx, ctx, { noun: 'AccessLink', recordId, verb, role: roleOf(ctx), after })

const roleOf = ({ actor }: Context): string => (actor.kind === 'person' && actor.roles[0]?.role) || 'system'

const NO_MAILBOX = refuse.conflict('no_mailbox', {
  fr: 'L’école n’a pas d’adresse e-mail pour vous : appelez-la, elle vous enverra un nouveau lien.',
  en: 'The school has no e-mail address for you: call it and it will send you a new link.',
})
const OVER = refuse.conflict('link_over', {
  fr: 'Ce lien a servi : il n’y a plus rien à faire ici. Vous pouvez fermer cette page.',
  en: 'This link has served: nothing is left to do here. You may close this page.',
})
const TOO_SOON = refuse.conflict('link_cooldown', {
  fr: 'Un nouveau lien vient d’être envoyé à votre adresse : regardez vos messages, ou réessayez dans un quart d’heure.',
  en: 'A new link has just been sent to your address: look at your mail, or try again in a quarter of an hour.',
})
