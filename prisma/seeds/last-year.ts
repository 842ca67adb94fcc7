import { assessedActs } from './assessed.ts'
import { type CampaignPlan, openCampaign, phaseActs, playCampaign } from './campaigns.ts'
import { type CandidatureState, candidatureActs } from './candidatures.ts'
import { cast } from './cast.ts'
import type { Host } from './companies.ts'
import { type OfferPlan, offerActs } from './offers.ts'
import { carriedOut, type PlacementState, placementActs } from './placements.ts'
import type { References } from './references.ts'
import type { Stage } from './stage.ts'
import type { Learner } from './students.ts'
import { surveyActs } from './surveys.ts'

const PLACED = 6
// One company signs on paper, another asks everybody to
const SIGNED: PlacementState[] = ['signedOnline', 'signedOnline', 'signedMixed', 'signedOnline', 'signedOnPaper']
const others: CandidatureState[] = ['refused', 'refused_by_school', 'expired', 'declined', 'withdrawn', 'waiting_list']

/** The campaign of the cohort that left: internships carried out, grades being gathered. */
export async function playLastYear(
  stage: Stage,
  references: References,
  hosts: Host[],
  learners: Learner[],
  year: number,
) {
  const season = await playCampaign(stage, references, plan(year))
  await openCampaign(stage, season)
  const { offers, acts } = offerActs(season, offerPlans(), hosts)
  await stage.play(acts)
  const students = learners.filter((one) => one.year === year)
  const applied = candidatureActs(
    offers.flatMap((offer, i) => {
      const [first, second] = [students[i], students[i + PLACED]]
      const state = others[i % others.length] ?? 'refused'
      const accepted = first && { student: first, offer, state: 'accepted' as const, day: -405 + i }
      const other = second && { student: second, offer, state, day: -404 + i }
      return [accepted, other].filter((one) => one !== undefined)
    }),
  )
  const placements = applied.candidatures
    .filter(({ state }) => state === 'accepted')
    .map((candidature, i) => {
      const tutor = i % 2 === 0 ? cast.tutorCisse : cast.tutorGarnier
      return { candidature, tutor, state: SIGNED[i % SIGNED.length] ?? 'signedOnline', day: -380 }
    })
  const lives = placements.flatMap((placement) => carriedOut(placement, -320, -139))
  await stage.play([
    ...applied.acts,
    ...phaseActs(season.campaignId, { closes: -364, allocates: -354, publishes: -350, evaluates: -138 }),
    ...placementActs(placements),
    ...lives,
    ...assessedActs(placements),
    ...surveyActs(season.campaignId, -108, placements),
  ])
}

const plan = (year: number): CampaignPlan => ({
  name: `Stages de fin d’études ${year}`,
  academicYear: `${year - 1}-${year}`,
  department: 'STAT',
  description: 'Stage de fin d’études de quatre à six mois, en entreprise, en administration ou en laboratoire.',
  capacity: 30,
  cohorts: ['Master Data science', 'Master Statistique appliquée', 'Licence Statistique'].map((programme) => ({
    programme,
    year,
  })),
  writtenOn: -440,
  days: {
    ...{ opensOn: -430, closesOn: -365, committeeOn: -355, startsOn: -320, endsOn: -140 },
    ...{ reportsDueOn: -130, defensesOn: -120 },
  },
})

const offerPlans = (): OfferPlan[] =>
  Array.from({ length: PLACED }, (_, host) => ({ host, subject: host + 3, seats: 2, state: 'published', day: -428 }))
