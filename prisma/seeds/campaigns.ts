import { cast } from './cast.ts'
import type { Season } from './offers.ts'
import type { References } from './references.ts'
import { type Act, act, create, createAll, type Stage } from './stage.ts'

export type CampaignPlan = {
  name: string
  academicYear: string
  department: string
  description: string
  capacity: number
  /** Programme and year of each promotion called */
  cohorts: { programme: string; year: number }[]
  writtenOn: number
  /** Days counted from today */
  days: Record<(typeof phases)[number], number>
}

const phases = ['opensOn', 'closesOn', 'committeeOn', 'startsOn', 'endsOn', 'reportsDueOn', 'defensesOn'] as const

/** The officer writes a campaign and calls its promotions; it stays in the drawer until somebody opens it. */
export async function playCampaign(stage: Stage, references: References, plan: CampaignPlan): Promise<Season> {
  const { name, academicYear, description, capacity, days } = plan
  stage.moveTo(plan.writtenOn)
  const officer = await stage.as(cast.officer.email)
  const campaignId = await create(officer, 'Campaign', {
    ...{ name, academicYear, description, capacity },
    departmentId: references.departments.get(plan.department),
    legalProfileId: references.legalProfileId,
    gradingSchemeId: references.gradingSchemeId,
    ...Object.fromEntries(phases.map((phase) => [phase, stage.day(days[phase])])),
  })
  const called = plan.cohorts.map(({ programme, year }) => ({
    campaignId,
    cohortId: cohortOf(references, programme, year),
  }))
  await createAll(officer, 'CampaignCohort', called)
  return { stage, campaignId, startsOn: days.startsOn, endsOn: days.endsOn, closesOn: days.closesOn }
}

export async function openCampaign(stage: Stage, { campaignId }: Season): Promise<void> {
  await act(await stage.as(cast.officer.email), 'Campaign', 'publish', campaignId)
}

type Phases = { closes: number; allocates: number; publishes: number; evaluates?: number }

/** From the closing day to the internships, and to their evaluation once the last one is over. */
export function phaseActs(campaignId: string, { closes, allocates, publishes, evaluates }: Phases): Act[] {
  const phase = (day: number, verb: string, who: Act['who'] = cast.officer.email): Act => ({
    ...{ day, lane: campaignId, who },
    play: (ctx) => act(ctx, 'Campaign', verb, campaignId),
  })
  const over = { kind: 'system', reason: 'Le dernier stage de la campagne est terminé' } as const
  return [
    phase(closes, 'closeApplications'),
    phase(allocates, 'allocate'),
    phase(publishes, 'publishPlacements'),
    ...(evaluates === undefined ? [] : [phase(evaluates, 'startEvaluation', over)]),
  ]
}

function cohortOf({ programmes }: References, name: string, year: number): string {
  const id = programmes.find((programme) => programme.name === name)?.cohorts.get(year)
  if (!id) throw new Error(`prisma/seeds: no cohort ${name} ${year}`)
  return id
}
