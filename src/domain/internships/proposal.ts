import type { Candidature } from '@prisma/client'
import { asDay, type Holidays, shownInstant, workingDeadline } from '../../kit/calendar.ts'
import { later } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { FULL } from './seat.ts'

/** A proposal holds its seat until the end of the last working day that the campaign leaves to answer. */
export async function openProposal(
  tx: Tx,
  candidature: { campaignId: string },
  now: Date,
): Promise<{ seatHeld: true; proposalExpiresAt: Date }> {
  const campaign = await tx.campaign.findUniqueOrThrow({
    where: { id: candidature.campaignId },
    include: { legalProfile: { select: { country: true } } },
  })
  const holidays = await holidaysIn(tx, campaign.legalProfile?.country ?? null)
  return { seatHeld: true, proposalExpiresAt: workingDeadline(now, campaign.proposalDays, holidays) }
}

/** Days off in a country, all years on file; a holiday marked as worked is no day off. */
export async function holidaysIn(tx: Tx, country: string | null): Promise<Holidays> {
  if (!country) return new Set()
  const days = await tx.holiday.findMany({ where: { isWorked: false, calendar: { country } }, select: { day: true } })
  return new Set(days.map(({ day }) => asDay(day)))
}

export function refuseClosedProposal(candidature: Pick<Candidature, 'proposalExpiresAt'>, now: Date): void {
  const until = candidature.proposalExpiresAt
  if (!until || now <= until) return
  throw refuse.conflict('proposal_expired', {
    fr: `Cette proposition a expiré le ${shownInstant(until)}. Contactez le responsable des stages.`,
    en: `This proposal expired on ${shownInstant(until)}. Contact the internship officer.`,
  })
}

export async function nextRank(tx: Tx, offerId: string): Promise<number> {
  const last = await tx.candidature.aggregate({ where: { offerId, status: 'waiting_list' }, _max: { rank: true } })
  return (last._max.rank ?? 0) + 1
}

export async function requireSeat(tx: Tx, offerId: string): Promise<void> {
  const offer = await tx.offer.findUniqueOrThrow({ where: { id: offerId } })
  if (offer.taken >= offer.seats) throw FULL
}

/** A file is only forwarded to somebody: a company without a contact to write to would never answer. */
export async function requireReachable(tx: Tx, offerId: string): Promise<void> {
  const offer = await tx.offer.findUniqueOrThrow({ where: { id: offerId }, include: { company: true } })
  const reachable = await tx.companyContact.count({
    where: { companyId: offer.companyId, isActive: true, person: { email: { not: null } } },
  })
  if (reachable > 0) return
  throw refuse.conflict('company_unreachable', {
    fr: `Personne chez « ${offer.company.name} » n’a d’adresse e-mail : ajoutez un contact à l’entreprise, puis transmettez.`,
    en: `Nobody at “${offer.company.name}” has an e-mail address: add a contact to the company, then forward.`,
  })
}

/** One reminder a day at most: a company that is flooded stops reading. */
export async function refuseFloods(tx: Tx, recordId: string, now: Date): Promise<void> {
  const since = later(now, { hours: -24 })
  const recent = await tx.event.count({ where: { noun: 'Candidature', recordId, verb: 'remind', at: { gt: since } } })
  if (recent > 0) throw REMINDED
}

const REMINDED = refuse.conflict('already_reminded', {
  fr: 'L’entreprise a été relancée il y a moins de 24 heures : attendez demain, ou appelez-la.',
  en: 'The company was reminded less than 24 hours ago: wait until tomorrow, or call them.',
})
