import type { DigestPace } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { record } from '../../kit/event.ts'
import type { Text } from '../../platform/catalogue.ts'
import { read, type Tx, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

/** How often somebody wants mail about what their bell already says. Nobody chose: at once. */
export const PACES: readonly DigestPace[] = ['immediate', 'daily', 'never']
export const DEFAULT_PACE: DigestPace = 'immediate'

/**
 * Mails that a rule or a deadline stands behind: they leave at once whatever the pace, and say so. Those that are not
 * told through a notice (invitation, password, account security, documents to sign) always do.
 */
const OFFICIAL = new Set([
  'reminder.digest',
  'agreement.submit',
  'agreement.requestChanges',
  'agreement.approve',
  'agreement.undoApproval',
  'agreement.refuse',
  'agreement.cancel',
  'amendment.submit',
  'amendment.approve',
  'candidature.propose',
  'candidature.expire',
  'placement.confirm',
  'placement.cancel',
])

/** The same, as the preferences page says it. */
export const OFFICIAL_KINDS: readonly Text[] = [
  {
    fr: 'Convention ou avenant à relire, à corriger, à signer, validés, refusés ou annulés',
    en: 'Agreement or amendment to review, to fix, to sign, approved, refused or cancelled',
  },
  {
    fr: 'Proposition de stage à accepter avant une date limite, ou expirée',
    en: 'Internship offer to accept before a deadline, or expired',
  },
  {
    fr: 'Rappels d’échéance, au plus un courriel par jour',
    en: 'Deadline reminders, one mail a day at most',
  },
  { fr: 'Stage confirmé ou affectation annulée', en: 'Internship confirmed or placement cancelled' },
  {
    fr: 'Invitation, mot de passe et sécurité de votre compte',
    en: 'Invitation, password and security of your account',
  },
]

export const isOfficial = (template: string): boolean => OFFICIAL.has(template)

/** Why a mail leaves at once, as its last line says; null when it waits for the digest, or for nothing. */
export type Mailing = 'official' | 'chosen' | null

export async function mailingOf(tx: Tx, personId: string, template: string): Promise<Mailing> {
  if (isOfficial(template)) return 'official'
  const chosen = await tx.notificationPreference.findUnique({ where: { personId }, select: { pace: true } })
  return (chosen?.pace ?? DEFAULT_PACE) === 'immediate' ? 'chosen' : null
}

export async function paceOf(ctx: Context): Promise<DigestPace> {
  if (ctx.actor.kind !== 'person') throw refuse.notFound()
  const [row] = await read<{ pace: DigestPace }>(
    'SELECT pace::text AS pace FROM "NotificationPreference" WHERE "personId" = $1',
    [ctx.actor.personId],
  )
  return row?.pace ?? DEFAULT_PACE
}

export async function choosePace(ctx: Context, sent: string): Promise<void> {
  const { actor } = ctx
  const pace = PACES.find((one) => one === sent)
  if (actor.kind !== 'person' || ctx.readOnly) throw refuse.notFound()
  if (!pace) throw refuse.invalid({ pace: UNKNOWN })
  const { personId } = actor
  await transaction(async (tx) => {
    const before = await tx.notificationPreference.findUnique({ where: { personId } })
    if ((before?.pace ?? DEFAULT_PACE) === pace) return
    const data = { pace, version: { increment: 1 } }
    await tx.notificationPreference.upsert({ where: { personId }, create: { personId, pace }, update: data })
    await record(tx, ctx, {
      ...{ noun: 'NotificationPreference', recordId: personId, verb: 'choosePace' },
      ...{ role: actor.roles[0]?.role ?? 'owner', before: { pace: before?.pace ?? DEFAULT_PACE }, after: { pace } },
    })
  })
}

const UNKNOWN = {
  fr: 'Choisissez un des trois rythmes proposés.',
  en: 'Choose one of the three paces offered.',
}
