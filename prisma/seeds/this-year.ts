import { type CampaignPlan, openCampaign, playCampaign } from './campaigns.ts'
import { type CandidaturePlan, type CandidatureState, candidatureActs } from './candidatures.ts'
import { cast } from './cast.ts'
import type { Host } from './companies.ts'
import { type OfferPlan, offerActs, type PlayedOffer } from './offers.ts'
import { type PlacementState, placementActs } from './placements.ts'
import type { References } from './references.ts'
import { type Act, act, type Stage } from './stage.ts'
import type { Learner } from './students.ts'
import { playTemplates } from './templates.ts'

/** The campaign under way: something in every state, and something to do for everybody who logs in this morning. */
export async function playThisYear(
  stage: Stage,
  references: References,
  hosts: Host[],
  learners: Learner[],
  year: number,
) {
  const season = await playCampaign(stage, references, plan(year))
  stage.moveTo(-41)
  await openCampaign(stage, season)
  await playTemplates(stage, season)
  const { offers, acts } = offerActs(season, offerPlans, hosts)
  const students = studentsOf(learners, year)
  const placed = candidatureActs(placedPlans(offers, students))
  const applied = candidatureActs([
    ...castPlans(offers, students),
    ...otherPlans(offers, students.slice(PLACED.length + 1)),
  ])
  const placements = placed.candidatures.map((candidature, i) => {
    const tutor = i % 2 === 0 ? cast.tutorCisse : cast.tutorGarnier
    const state = PLACED[i] ?? 'proposed'
    // The second signature is of these days: the company’s link left this week
    return { candidature, tutor, state, day: state === 'twoOfFive' ? -7 : -15 }
  })
  const wishes = wishActs(
    season.campaignId,
    offers.filter((one) => one.state === 'published'),
    students,
  )
  await stage.play([...acts, ...placed.acts, ...applied.acts, ...wishes, ...placementActs(placements)])
}

/** Four wishes each, near the same favourites: a draw has something to share out. */
const wishActs = (campaignId: string, offers: PlayedOffer[], students: Learner[]): Act[] =>
  students.map((student, i) => ({
    day: -12 + (i % 8),
    lane: student.id,
    who: student.actor,
    play: (ctx) => {
      const wished = [0, 1, 2, 3].map((n) => offers[(i * n + n * n + (i % 3)) % offers.length]?.id ?? '')
      return act(ctx, 'Campaign', 'rankOffers', campaignId, { offers: [...new Set(wished)].join(',') })
    },
  }))

const CALLED = ['Master Data science', 'Master Statistique appliquée', 'Licence Statistique']

const plan = (year: number): CampaignPlan => ({
  name: `Stages de fin d’études ${year}`,
  academicYear: `${year - 1}-${year}`,
  department: 'STAT',
  description: 'Stage de fin d’études de quatre à six mois. Cinq candidatures en cours au plus par étudiant.',
  capacity: 50,
  cohorts: CALLED.map((programme) => ({ programme, year })),
  writtenOn: -50,
  days: {
    ...{ opensOn: -41, closesOn: 25, committeeOn: 32, startsOn: 60, endsOn: 240 },
    ...{ reportsDueOn: 245, defensesOn: 255 },
  },
})

// The two known students first: etudiant@, then etudiante@
const studentsOf = (learners: Learner[], year: number): Learner[] =>
  CALLED.flatMap((name) => learners.filter((one) => one.programme === name && one.year === year))

const offer = (host: number, subject: number, seats: number, state: OfferPlan['state'], day: number): OfferPlan => ({
  ...{ host, subject, seats, state, day },
  ...(state === 'expired' && { lastDay: day + 14 }),
})

// Companies 0 and 1 are those of alpha@ and beta@. The first sixteen are open to candidatures.
const offerPlans: OfferPlan[] = [
  offer(0, 6, 1, 'published', -40),
  offer(0, 0, 3, 'published', -40),
  offer(0, 1, 4, 'published', -39),
  offer(1, 0, 3, 'published', -40),
  offer(1, 5, 2, 'published', -39),
  offer(1, 9, 4, 'published', -38),
  ...Array.from({ length: 10 }, (_, i) => offer(2 + i, i + 2, 2 + (i % 3), 'published', -38 + (i % 4))),
  offer(12, 4, 1, 'withdrawn', -36),
  offer(13, 7, 1, 'suspended', -35),
  offer(14, 8, 2, 'expired', -35),
  offer(15, 3, 1, 'refused', -30),
  offer(16, 2, 1, 'to_fix', -6),
  offer(0, 8, 1, 'to_fix', -4),
  offer(1, 3, 2, 'submitted', -3),
  offer(17, 1, 1, 'submitted', -2),
  offer(18, 6, 2, 'submitted', -1),
  offer(0, 7, 1, 'draft', -2),
  offer(19, 5, 1, 'draft', -1),
]
const OPEN = 16
const WITHDRAWN = 16

// etudiante@ first: her agreement waits for the officer
const PLACED: PlacementState[] = [
  ...(['approvedByTutor', 'twoOfFive', 'submitted', 'twoOfFive', 'to_fix', 'confirmed'] as const),
  ...(['prevalidated', 'drafted', 'approved', 'refused', 'cancelled', 'proposed'] as const),
  ...(['signatureRefused', 'companyChecked'] as const),
]

/** Those who found: the offer of alpha@ for etudiante@, each of the others where there is room. */
const placedPlans = (offers: PlayedOffer[], students: Learner[]): CandidaturePlan[] =>
  PLACED.map((_, i) => ({
    ...pair(offers, students, i === 0 ? 0 : i + 1, i + 1),
    state: 'accepted',
    day: -32 + (i % 5),
  }))

/** What the two known students find when they log in. */
const castPlans = (offers: PlayedOffer[], students: Learner[]): CandidaturePlan[] => [
  { ...pair(offers, students, 3, 0), state: 'forwarded', day: -12 },
  { ...pair(offers, students, 14, 0), state: 'proposed', day: -8 },
  { ...pair(offers, students, 15, 0), state: 'submitted', day: -2 },
  { ...pair(offers, students, 13, 0), state: 'refused_by_school', day: -20 },
  { ...pair(offers, students, 2, 0), state: 'draft', day: -1 },
  // These two leave by themselves when she accepts
  { ...pair(offers, students, 4, 1), state: 'forwarded', day: -30 },
  { ...pair(offers, students, 5, 1), state: 'submitted', day: -28 },
]

const usual: { state: CandidatureState; day: number }[] = [
  { state: 'submitted', day: -3 },
  { state: 'forwarded', day: -6 },
  { state: 'interview', day: -9 },
  { state: 'waiting_list', day: -12 },
  { state: 'submitted', day: -1 },
  { state: 'shortlisted', day: -4 },
  { state: 'refused', day: -14 },
  { state: 'proposed', day: -8 },
  { state: 'declined', day: -22 },
  { state: 'draft', day: -2 },
  { state: 'expired', day: -30 },
  { state: 'withdrawn', day: -10 },
]

/** Everybody else, one or two candidatures each; somebody had applied to the offer that was withdrawn. */
function otherPlans(offers: PlayedOffer[], students: Learner[]): CandidaturePlan[] {
  const first = students.map((_, i) => ({
    ...pair(offers, students, 1 + (i % (OPEN - 1)), i),
    ...(usual[i % usual.length] ?? { state: 'submitted' as const, day: -1 }),
  }))
  const second = students.slice(0, 16).map((_, i) => ({
    ...pair(offers, students, 1 + ((i + 7) % (OPEN - 1)), i),
    ...(i % 2 === 0 ? { state: 'submitted' as const, day: -2 } : { state: 'forwarded' as const, day: -5 }),
  }))
  return [...first, ...second, { ...pair(offers, students, WITHDRAWN, 1), state: 'forwarded', day: -30 }]
}

function pair(offers: PlayedOffer[], students: Learner[], offerAt: number, studentAt: number) {
  const [one, student] = [offers[offerAt], students[studentAt]]
  if (!one || !student) throw new Error(`prisma/seeds: no offer ${offerAt} or no student ${studentAt}`)
  return { offer: one, student }
}
