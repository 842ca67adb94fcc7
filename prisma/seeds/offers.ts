import { cast } from './cast.ts'
import type { Host } from './companies.ts'
import { type Act, act, create, type Stage } from './stage.ts'
import { subjects } from './subjects.ts'

/** How far an offer has come. */
export type OfferState = keyof typeof roads

export type OfferPlan = {
  host: number
  subject: number
  seats: number
  state: OfferState
  /** Written by the school for the company, which sees no campaign still in the drawer */
  bySchool?: true
  /** The day the company writes it, and its last one when that is not the campaign’s */
  day: number
  lastDay?: number
}

/** An offer of the story: its id is known once the act that writes it was played. */
export type PlayedOffer = OfferPlan & { id: string; company: Host }

type Step = { after: number; verb: string; by: 'school' | 'company' | 'job'; reason?: string }

const submitted: Step = { after: 0, verb: 'submit', by: 'company' }
const published: Step[] = [submitted, { after: 1, verb: 'publish', by: 'school' }]

const roads = {
  draft: [],
  submitted: [submitted],
  to_fix: [
    submitted,
    {
      after: 1,
      verb: 'requestChanges',
      by: 'school',
      reason:
        'Précisez la mission et le nom de la personne qui encadrera : les étudiants ne savent pas ce qu’ils feront.',
    },
  ],
  refused: [
    submitted,
    {
      after: 1,
      verb: 'refuse',
      by: 'school',
      reason: 'Cette mission remplace un poste permanent : ce n’est pas un stage.',
    },
  ],
  published,
  expired: [...published, { after: 15, verb: 'expire', by: 'job' }],
  suspended: [...published, { after: 12, verb: 'suspend', by: 'company' }],
  withdrawn: [
    ...published,
    {
      after: 20,
      verb: 'withdraw',
      by: 'school',
      reason: 'L’entreprise a renoncé à recevoir un stagiaire cette année.',
    },
  ],
} satisfies Record<string, Step[]>

/** A campaign as its offers see it; days are counted from today. */
export type Season = { stage: Stage; campaignId: string; startsOn: number; endsOn: number; closesOn: number }

/** Companies write their offers, the school publishes them: the acts, and the offers they will have made. */
export function offerActs(season: Season, plans: OfferPlan[], hosts: Host[]): { offers: PlayedOffer[]; acts: Act[] } {
  const offers = plans.map((plan) => {
    const company = hosts[plan.host]
    if (!company) throw new Error(`prisma/seeds: no company at ${plan.host}`)
    return { ...plan, id: '', company }
  })
  return { offers, acts: offers.flatMap((offer) => actsOf(season, offer)) }
}

function actsOf(season: Season, offer: PlayedOffer): Act[] {
  const writes: Act = {
    day: offer.day,
    lane: offer.company.id,
    who: offer.bySchool ? cast.officer.email : offer.company.actor,
    play: async (ctx) => {
      offer.id = await create(ctx, 'Offer', valuesOf(season, offer))
    },
  }
  const steps: Step[] = roads[offer.state]
  return [
    writes,
    ...steps.map(({ after, verb, by, reason }) => ({
      day: offer.day + after,
      lane: offer.company.id,
      who: { school: cast.officer.email, company: offer.company.actor, job }[by],
      play: (ctx: Parameters<Act['play']>[0]) => act(ctx, 'Offer', verb, offer.id, {}, reason),
    })),
  ]
}

const job = { kind: 'system', reason: 'La date d’expiration de l’offre est passée' } as const

function valuesOf({ stage, campaignId, ...days }: Season, { company, subject, seats, lastDay }: PlayedOffer) {
  const about = subjects[subject % subjects.length]
  const inFrance = company.country === 'France'
  return {
    ...about,
    ...{ campaignId, seats, startsOn: stage.day(days.startsOn), endsOn: stage.day(days.endsOn) },
    expiresOn: stage.day(lastDay ?? days.closesOn),
    companyId: company.id,
    contactId: company.contactId,
    city: company.city,
    pay: inFrance ? '700' : '90000',
    currency: inFrance ? 'EUR' : 'XOF',
    weeklyHours: inFrance ? '35' : '40',
  }
}
