import type { Campaign, Offer } from '@prisma/client'

/** What a placement takes from the offer it fills: later changes of the offer do not reach it. */
export const placementFrom = (offer: Offer & { campaign: Campaign }) => ({
  campaignId: offer.campaignId,
  companyId: offer.companyId,
  offerId: offer.id,
  contactId: offer.contactId,
  subject: offer.title,
  startsOn: offer.startsOn ?? offer.campaign.startsOn,
  endsOn: offer.endsOn ?? offer.campaign.endsOn,
  weeklyHours: offer.weeklyHours,
  pay: offer.pay,
  payUnit: offer.payUnit,
  currency: offer.currency,
})
