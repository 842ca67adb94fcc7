import type { Offer } from '@prisma/client'
import { type Context, hasRole } from '../../access/actor.ts'
import { find } from '../../access/select.ts'
import { createRecord } from '../../kit/record.ts'
import { within } from '../../kit/table.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

/** What was online, whatever became of it: what a company may offer again. */
export const RENEWABLE = ['published', 'filled', 'expired'] as const

/** The campaign an offer is renewed for: one that this person reads, still being prepared or open, and another one. */
export async function targetOf(tx: Tx, ctx: Context, campaignId: string, from?: string) {
  const row = await find(ctx, 'Campaign', campaignId, within(tx))
  const campaign = row ? await tx.campaign.findUnique({ where: { id: row.id } }) : null
  const states = hasRole(ctx.actor, 'admin', 'internship_officer') ? ['draft', 'open'] : ['open']
  if (!campaign || campaign.id === from || !states.includes(campaign.status))
    throw refuse.invalid({ campaignId: NOT_OPEN })
  return campaign
}

/** The same offer as a draft of another campaign, on its dates: nothing is online before somebody has read it. */
export async function renewed(tx: Tx, ctx: Context, offer: Offer, campaignId: string): Promise<{ id: string }> {
  const target = await targetOf(tx, ctx, campaignId, offer.campaignId)
  const { companyId, title } = offer
  if ((await tx.offer.count({ where: { companyId, title, campaignId } })) > 0) throw TWICE
  const contact = offer.contactId ? await tx.companyContact.findUnique({ where: { id: offer.contactId } }) : null
  const actor = { kind: 'system' as const, reason: 'Offre renouvelée' }
  return createRecord(
    { ...ctx, actor },
    'Offer',
    {
      ...{ companyId, title, campaignId, description: offer.description, skills: offer.skills, kind: offer.kind },
      ...{ pay: offer.pay, payUnit: offer.payUnit, currency: offer.currency, city: offer.city, seats: offer.seats },
      ...{ weeklyHours: offer.weeklyHours, contactId: contact?.isActive ? contact.id : null },
      ...{ startsOn: target.startsOn, endsOn: target.endsOn },
    },
    { tx },
  )
}

/** Offers of earlier campaigns that this one does not have yet. */
export async function renewableFor(tx: Tx, companyId: string, campaignId: string): Promise<Offer[]> {
  const known = await tx.offer.findMany({ where: { companyId, campaignId }, select: { title: true } })
  return tx.offer.findMany({
    where: {
      ...{ companyId, campaignId: { not: campaignId }, status: { in: [...RENEWABLE] } },
      title: { notIn: known.map(({ title }) => title) },
    },
    distinct: ['title'],
    orderBy: [{ createdAt: 'desc' }],
    take: 20,
  })
}

const NOT_OPEN = {
  fr: 'Choisissez une autre campagne, encore en préparation ou ouverte.',
  en: 'Choose another campaign, still being prepared or open.',
}
const TWICE = refuse.conflict('renewed_already', {
  fr: 'Cette offre existe déjà dans cette campagne : ouvrez-la plutôt.',
  en: 'This offer is already in that campaign: open it instead.',
})
