import type { Context } from '../../src/access/actor.ts'
import { expectDeliverables } from '../../src/domain/internships/deliverable-due.ts'
import { countPlannedHours } from '../../src/domain/internships/logbook-hours.ts'
import { asDay } from '../../src/kit/calendar.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { CLOSED } from './amended.ts'
import { cast } from './cast.ts'
import { formActs } from './forms.ts'
import { type Keeping, logbookActs } from './logbook.ts'
import { type PlacementPlan, placementOf } from './placements.ts'
import { type Act, act, create, type Stage, type Who } from './stage.ts'
import { uploaded } from './uploads.ts'

/** An internship of the story, from one day to another, counted from today. */
export type Internship = { plan: PlacementPlan; startsOn: number; endsOn: number }

export type Step = Omit<Act, 'lane'>

const job = (reason: string): Who => ({ kind: 'system', reason })

/** How each of those under way is followed, in the order in which they are played. */
const manners: {
  keeping: Keeping
  visit?: { day: number; mode: string; report: string }
  form: 'late' | 'handed_in' | 'prolonged' | 'approved' | 'expected'
  midterm: 'open' | 'given'
}[] = [
  { keeping: { answers: 'last week waits' }, form: 'late', midterm: 'open' },
  {
    keeping: { answers: 'last week waits', weeks: 4 },
    visit: {
      ...{ day: -6, mode: 'on_site' },
      report: 'Poste bien installé, mission claire. Le plan du rapport est à envoyer avant la fin du mois.',
    },
    ...({ form: 'handed_in', midterm: 'open' } as const),
  },
  { keeping: { answers: 'last week rejected', closed: CLOSED, weeks: 3 }, form: 'prolonged', midterm: 'open' },
  {
    keeping: { answers: 'last week waits', weeks: 2 },
    visit: {
      ...{ day: -9, mode: 'video' },
      report: 'Échange à trois : l’entreprise souhaite élargir la mission à un second jeu de données.',
    },
    ...({ form: 'approved', midterm: 'given' } as const),
  },
  // Nobody has heard of this one for weeks: the morning’s watch finds them
  { keeping: { answers: 'all', weeks: 1, fromStart: true }, form: 'expected', midterm: 'open' },
]

/** The life of internships under way: logbook, visits, the form of mid-term, evaluations. */
export const followedActs = (stage: Stage, internships: Internship[]): Act[] =>
  internships.flatMap((internship, i) => {
    const { keeping, visit, form, midterm } = manners[i] ?? {
      keeping: { answers: 'all' },
      form: 'expected',
      midterm: 'open',
    }
    const lane = internship.plan.candidature.student.id
    const steps = [
      expected(internship),
      ...logbookActs(stage, internship, keeping),
      ...(visit ? [visited(stage, internship, visit)] : []),
      ...handedIn(stage, internship, form),
      ...formActs(internship, { stage: 'midterm', day: internship.startsOn + 40, given: midterm === 'given' }),
    ]
    return steps.map((step) => ({ ...step, lane }))
  })

/** What the campaign asks of each internship, from its first day on. */
const expected = ({ plan, startsOn }: Internship): Step => ({
  day: startsOn,
  who: job('Le stage commence aujourd’hui'),
  play: async () => {
    const id = await placementOf(plan)
    await transaction(async (tx) => {
      await expectDeliverables(tx, id)
      await countPlannedHours(tx, id)
    })
  },
})

const visited = (
  stage: Stage,
  { plan }: Internship,
  { day, mode, report }: { day: number; mode: string; report: string },
): Step => {
  const visitedOn = stage.weekday(day)
  return {
    day: visitedOn,
    who: plan.tutor.email,
    play: async (ctx) => {
      const values = { placementId: await placementOf(plan), visitedOn: stage.day(visitedOn), mode, report }
      await create(ctx, 'TutorVisit', values)
    },
  }
}

/** The form of mid-term, due a few days ago: handed in or not. */
function handedIn(stage: Stage, { plan }: Internship, state: (typeof manners)[number]['form']): Step[] {
  const form = async () =>
    prisma().deliverable.findUniqueOrThrow({
      where: { placementId_kind: { placementId: await placementOf(plan), kind: 'evaluation_form' } },
    })
  const verb = (day: number, who: Who, name: string, input = {}, reason?: string): Step => ({
    ...{ day, who },
    play: async (ctx) => act(ctx, 'Deliverable', name, (await form()).id, input, reason),
  })
  const dueOn = state === 'expected' ? 9 : -4
  const asked: Step = {
    day: -20,
    who: cast.officer.email,
    play: async (ctx) =>
      create(ctx, 'Deliverable', {
        ...{ placementId: await placementOf(plan), kind: 'evaluation_form', dueOn: stage.day(dueOn) },
      }),
  }
  const deposit: Step = {
    day: -6,
    who: plan.candidature.student.actor,
    play: async (ctx: Context) => {
      const { personId, name } = plan.candidature.student.actor
      const fileId = await uploaded(personId, `Fiche de mi-parcours ${name}`, [name, 'Fiche de mi-parcours'])
      await act(ctx, 'Deliverable', 'deposit', (await form()).id, { fileId })
    },
  }
  const tutor = plan.tutor.email
  const why = 'L’entreprise était fermée une semaine : une semaine de plus.'
  const roads: Record<typeof state, Step[]> = {
    late: [verb(-3, job('L’échéance est passée'), 'markLate')],
    handed_in: [deposit],
    prolonged: [verb(-5, tutor, 'prolong', { until: asDay(stage.day(3)) }, why)],
    approved: [deposit, verb(-5, tutor, 'review'), verb(-5, tutor, 'approve', { grade: 15 })],
    expected: [],
  }
  return [asked, verb(-20, job('Le dépôt ouvre aujourd’hui'), 'open'), ...roads[state]]
}
