import { openCampaign, playCampaign } from './campaigns.ts'
import { cast } from './cast.ts'
import type { Host } from './companies.ts'
import { offerActs } from './offers.ts'
import type { References } from './references.ts'
import { act, type Stage } from './stage.ts'

/** The campaign to come, still in the drawer, and one that the school gave up. */
export async function playNextYear(stage: Stage, references: References, hosts: Host[], year: number): Promise<void> {
  const coming = await playCampaign(stage, references, {
    name: `Stages d’application ${year + 1}`,
    academicYear: `${year}-${year + 1}`,
    department: 'INFO',
    description: 'Stage d’application de deux mois, en fin de licence.',
    capacity: 24,
    cohorts: [{ programme: 'Licence Informatique', year: year + 1 }],
    writtenOn: -7,
    days: {
      ...{ opensOn: 90, closesOn: 150, committeeOn: 157, startsOn: 200, endsOn: 260 },
      ...{ reportsDueOn: 270, defensesOn: 280 },
    },
  })
  const plans = [20, 21, 22].map((host) => ({ host, subject: host, seats: 2, day: -5 }))
  const drafts = plans.map((one) => ({ ...one, state: 'draft' as const, bySchool: true as const }))
  await stage.play(offerActs(coming, drafts, hosts).acts)
  await playCancelled(stage, references, year)
}

async function playCancelled(stage: Stage, references: References, year: number): Promise<void> {
  const season = await playCampaign(stage, references, {
    name: `Stages de découverte ${year}`,
    academicYear: `${year - 1}-${year}`,
    department: 'DEMO',
    description: 'Deux semaines d’observation dans un service d’état civil.',
    capacity: 12,
    cohorts: [{ programme: 'Licence Démographie', year }],
    writtenOn: -30,
    days: {
      ...{ opensOn: -25, closesOn: 5, committeeOn: 10, startsOn: 30, endsOn: 44 },
      ...{ reportsDueOn: 50, defensesOn: 60 },
    },
  })
  await openCampaign(stage, season)
  const reason = 'Les mairies partenaires ne peuvent recevoir personne pendant la révision des listes électorales.'
  stage.moveTo(-20)
  await act(await stage.as(cast.officer.email), 'Campaign', 'cancel', season.campaignId, {}, reason)
}
