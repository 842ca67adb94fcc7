import { amendedActs } from './amended.ts'
import { type CampaignPlan, openCampaign, phaseActs, playCampaign } from './campaigns.ts'
import { candidatureActs } from './candidatures.ts'
import { cast } from './cast.ts'
import type { Host } from './companies.ts'
import { endedActs } from './ended.ts'
import { followedActs, type Internship } from './followed.ts'
import { offerActs, type Season } from './offers.ts'
import { carriedOut, type PlacementState, placementActs, type Tutor } from './placements.ts'
import type { References } from './references.ts'
import type { Stage } from './stage.ts'
import type { Learner } from './students.ts'
import { surveyActs } from './surveys.ts'

const { tutorCisse, tutorGarnier } = cast

// Host, its offer’s subject, who follows, how it was signed. Alpha is 0, Bêta 1; etudiant@ comes first, at Bêta.
type Plan = { host: number; subject: number; tutor: Tutor; state: PlacementState }
const ongoing: Plan[] = [
  { host: 1, subject: 7, tutor: tutorCisse, state: 'signedOnline' },
  { host: 0, subject: 4, tutor: tutorCisse, state: 'signedOnline' },
  { host: 0, subject: 3, tutor: tutorGarnier, state: 'signedMixed' },
  { host: 1, subject: 2, tutor: tutorGarnier, state: 'signedOnline' },
  { host: 23, subject: 6, tutor: tutorGarnier, state: 'signedOnPaper' },
]
const AMENDED = 2
// etudiante@ comes first, at Alpha
const over: Plan[] = [
  { host: 0, subject: 5, tutor: tutorGarnier, state: 'signedOnline' },
  { host: 27, subject: 1, tutor: tutorCisse, state: 'signedOnline' },
  { host: 38, subject: 9, tutor: tutorCisse, state: 'signedMixed' },
]

/** The campaign whose internships are under way: weeks to approve, marks to give, defenses to come. */
export async function playUnderWay(
  stage: Stage,
  references: References,
  hosts: Host[],
  learners: Learner[],
  year: number,
) {
  const dates = datesOf(stage)
  const season = await playCampaign(stage, references, plan(year, dates))
  stage.moveTo(-150)
  await openCampaign(stage, season)
  const [first, second, ...others] = traineesOf(learners, year)
  const now = placed({ ...season, ...dates.ongoing }, ongoing, hosts, [first, ...others.slice(0, 4)])
  const gone = placed({ ...season, ...dates.over }, over, hosts, [second, ...others.slice(4)])
  await stage.play([
    ...now.acts,
    ...gone.acts,
    ...phaseActs(season.campaignId, { closes: -116, allocates: -104, publishes: -102 }),
    ...now.internships.flatMap((one) => carriedOut(one.plan, one.startsOn, null)),
    ...gone.internships.flatMap((one) => carriedOut(one.plan, one.startsOn, one.endsOn + 1)),
    ...amendedActs(stage, now.internships[AMENDED]),
    ...followedActs(stage, now.internships),
    ...endedActs(stage, gone.internships),
    ...surveyActs(
      season.campaignId,
      dates.over.endsOn + 2,
      gone.internships.slice(1).map((one) => one.plan),
    ),
  ])
}

type Dates = Record<'ongoing' | 'over', { startsOn: number; endsOn: number }>

/** From a Monday to a Friday: six weeks that are over, fourteen of which half are behind. */
function datesOf(stage: Stage): Dates {
  const [started, begun] = [stage.weekday(-61, MONDAY), stage.weekday(-49, MONDAY)]
  return {
    over: { startsOn: started, endsOn: started + 5 * 7 + 4 },
    ongoing: { startsOn: begun, endsOn: begun + 13 * 7 + 4 },
  }
}

const MONDAY = 1

const plan = (year: number, { over: gone, ongoing: now }: Dates): CampaignPlan => ({
  name: `Stages d’approfondissement ${year}`,
  academicYear: `${year - 1}-${year}`,
  department: 'INFO',
  description:
    'Stage de six semaines à trois mois en cours de cursus, suivi semaine par semaine dans le journal de bord.',
  capacity: 20,
  cohorts: CALLED.map((programme) => ({ programme, year })),
  writtenOn: -160,
  days: {
    ...{ opensOn: -150, closesOn: -117, committeeOn: -105, startsOn: gone.startsOn, endsOn: now.endsOn },
    ...{ reportsDueOn: now.endsOn + 5, defensesOn: now.endsOn + 12 },
  },
})

const CALLED = ['Master Data science', 'Licence Informatique']

// The two known students, then those whom the campaign of the end of studies does not call
const traineesOf = (learners: Learner[], year: number): Learner[] => {
  const known = [cast.student, cast.studentWithPlacement].map(({ email }) => email)
  const cohort = learners.filter((one) => one.year === year)
  return [
    ...known.flatMap((email) => cohort.filter((one) => one.email === email)),
    ...cohort.filter((one) => one.programme === 'Licence Informatique'),
  ]
}

/** Their offers, candidatures and agreements, until the last signature. */
function placed(season: Season, plans: Plan[], hosts: Host[], students: (Learner | undefined)[]) {
  const wanted = plans.map(({ host, subject }) => ({ host, subject, seats: 1, state: 'published' as const, day: -148 }))
  const { offers, acts } = offerActs(season, wanted, hosts)
  const applied = candidatureActs(
    plans.map((_, i) => {
      const [offer, student] = [offers[i], students[i]]
      if (!offer || !student) throw new Error(`prisma/seeds: no trainee for the offer ${i}`)
      return { student, offer, state: 'accepted', day: -142 + i }
    }),
  )
  const placements = applied.candidatures.map((candidature, i) => {
    const { tutor, state } = plans[i] ?? { tutor: tutorCisse, state: 'signedOnline' as const }
    return { candidature, tutor, state, day: -114 }
  })
  const { startsOn, endsOn } = season
  const internships: Internship[] = placements.map((one) => ({ plan: one, startsOn, endsOn }))
  return { internships, acts: [...acts, ...applied.acts, ...placementActs(placements)] }
}
