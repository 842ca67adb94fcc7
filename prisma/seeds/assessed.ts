import type { Context } from '../../src/access/actor.ts'
import { closeWhenDone, openAssessment, refreshGrade } from '../../src/domain/internships/assess.ts'
import { openCertificate, printCertificate } from '../../src/domain/internships/certificate.ts'
import { printMinutes } from '../../src/domain/internships/defense-minutes.ts'
import { dateOfDay, later } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { cast } from './cast.ts'
import { type PlacementPlan, placementOf } from './placements.ts'
import { type Act, act, create, type Who } from './stage.ts'
import { uploaded } from './uploads.ts'

const officer = cast.officer.email
const job: Who = { kind: 'system', reason: 'Le stage est terminé' }

type Story = { plan: PlacementPlan; at: number; last: boolean }
type Step = { day: number; who: Who; play: (ctx: Context) => Promise<unknown> }

/**
 * How last year’s internships were judged: evaluations, report, defense, grade. The last one is still open: its company
 * has not answered, its student missed the defense for a reason, and the resit is in a few days.
 */
export const assessedActs = (plans: PlacementPlan[]): Act[] =>
  plans.flatMap((plan, at) => {
    const story = { plan, at, last: at === plans.length - 1 }
    const lane = plan.candidature.student.id
    return [...evaluated(story), ...reported(story), ...(story.last ? resat(story) : graded(story))].map((step) => ({
      ...step,
      lane,
    }))
  })

const placementId = ({ plan }: Story): Promise<string> => placementOf(plan)

/** What follows the last day: the defense to plan, the grade to fill, the certificate. */
export async function ended(id: string, ctx: Context): Promise<void> {
  await openAssessment(id, ctx)
  await openCertificate(id, ctx)
  const certificate = await prisma().certificate.findUniqueOrThrow({ where: { placementId: id } })
  await printCertificate(certificate.id, ctx)
}

type Kind = 'company' | 'school' | 'self'
const formOf = async (story: Story, kind: Kind): Promise<string> =>
  (
    await prisma().evaluation.findUniqueOrThrow({
      where: { placementId_kind_stage: { placementId: await placementId(story), kind, stage: 'final' } },
    })
  ).id

function evaluated(story: Story): Step[] {
  const { plan, at, last } = story
  const open: Step = {
    day: -152,
    who: officer,
    play: async (ctx) => {
      for (const kind of ['company', 'school', 'self']) {
        const values = { placementId: await placementId(story), kind, stage: 'final' }
        await act(ctx, 'Evaluation', 'open', await create(ctx, 'Evaluation', values))
      }
    },
  }
  const submit = (kind: Kind, who: Who, grade: number, comment: string): Step => ({
    day: -148,
    who,
    play: async (ctx) =>
      act(ctx, 'Evaluation', 'submit', await formOf(story, kind), {
        ...{
          skills: grade,
          attendance: Math.min(20, grade + 2),
          initiative: grade - 1,
          teamwork: grade,
          grade,
          comment,
        },
      }),
  })
  const { student, offer } = plan.candidature
  const words = 'Un stagiaire sérieux, vite autonome ; ses analyses servent à toute l’équipe.'
  return [
    open,
    ...(last ? [] : [submit('company', offer.company.actor, 13 + (at % 4), words)]),
    submit('school', plan.tutor.email, 13 + (at % 3), 'Suivi régulier, bonne progression.'),
    submit('self', student.actor, 14, 'J’ai beaucoup appris sur la qualité des données.'),
    { day: -137, who: job, play: async (ctx) => ended(await placementId(story), ctx) },
  ]
}

/** A report handed in on the day before it was due, one of them a day late. */
function reported(story: Story): Step[] {
  const { plan, at } = story
  const report = async () =>
    prisma().deliverable.findUniqueOrThrow({
      where: { placementId_kind: { placementId: await placementId(story), kind: 'report' } },
    })
  const tutor = (verb: string, input = {}): Step => ({
    day: -124,
    who: plan.tutor.email,
    play: async (ctx) => act(ctx, 'Deliverable', verb, (await report()).id, input),
  })
  return [
    {
      day: -136,
      who: officer,
      play: async (ctx) => {
        const id = await placementId(story)
        const known = await prisma().deliverable.findUnique({
          where: { placementId_kind: { placementId: id, kind: 'report' } },
        })
        if (known) return
        const dueOn = dateOfDay(later(ctx.now, { days: 6 }).toISOString().slice(0, 10))
        await create(ctx, 'Deliverable', { placementId: id, kind: 'report', dueOn })
      },
    },
    {
      day: -135,
      who: job,
      play: async (ctx) => {
        const { id, status } = await report()
        if (status === 'upcoming') await act(ctx, 'Deliverable', 'open', id)
      },
    },
    {
      day: at === 1 ? -129 : -131,
      who: plan.candidature.student.actor,
      play: async (ctx) => {
        const { personId, name } = plan.candidature.student.actor
        const fileId = await uploaded(personId, `Rapport ${name}`, [name, 'Rapport de stage', `Dossier ${at + 1}`])
        await act(ctx, 'Deliverable', 'deposit', (await report()).id, { fileId })
      },
    },
    tutor('review'),
    tutor('approve', { grade: 12 + (at % 5) }),
  ]
}

const defenseOf = async (story: Story) =>
  prisma().defense.findFirstOrThrow({
    where: { placementId: await placementId(story) },
    orderBy: [{ isResit: 'desc' }, { createdAt: 'desc' }],
  })

/** So many days later, at nine or later in the morning, one after the other in one room. */
function planned(story: Story, day: number, after: number): Step {
  return {
    day,
    who: officer,
    play: async (ctx) => {
      const [room] = await prisma().room.findMany({ orderBy: { name: 'asc' }, take: 1 })
      const people = await prisma().person.findMany({
        where: { email: { in: [cast.tutorCisse.email, cast.tutorGarnier.email] } },
        orderBy: { email: 'asc' },
      })
      const { startsAt } = { startsAt: later(ctx.now, { days: after, minutes: 30 + story.at * 60 }) }
      await act(ctx, 'Defense', 'plan', (await defenseOf(story)).id, {
        ...{ roomId: room?.id, startsAt, minutes: 45, chairId: people[0]?.id, secondId: people[1]?.id },
      })
    },
  }
}

const defense = (story: Story, day: number, verb: string, input = {}, reason?: string): Step => ({
  day,
  who: officer,
  play: async (ctx) => act(ctx, 'Defense', verb, (await defenseOf(story)).id, input, reason),
})

function graded(story: Story): Step[] {
  const { at } = story
  const id = async () =>
    (await prisma().finalGrade.findUniqueOrThrow({ where: { placementId: await placementId(story) } })).id
  const rectify = async (ctx: Context) =>
    act(ctx, 'FinalGrade', 'rectify', await id(), { final: 14 }, 'Le jury avait mal reporté la note de soutenance')
  return [
    planned(story, -126, 7),
    defense(story, -125, 'confirm'),
    defense(story, -118, 'hold', { grade: at === 2 ? 6 : 12 + at, remarks: 'Exposé clair, réponses précises.' }),
    { day: -117, who: job, play: async () => printMinutes((await defenseOf(story)).id) },
    { day: -117, who: job, play: async (ctx) => refreshGrade(await placementId(story), ctx) },
    ...(at === 0
      ? [
          {
            day: -112,
            who: officer,
            play: async (ctx: Context) =>
              act(
                ctx,
                'FinalGrade',
                'deliberate',
                await id(),
                { adjustment: 0.5 },
                'Engagement remarquable en entreprise',
              ),
          },
        ]
      : []),
    { day: -110, who: officer, play: async (ctx) => act(ctx, 'FinalGrade', 'publish', await id()) },
    { day: -109, who: job, play: async (ctx) => closeWhenDone(await placementId(story), ctx) },
    ...(at === 1 ? [{ day: -102, who: officer, play: rectify }] : []),
  ]
}

const resat = (story: Story): Step[] => [
  planned(story, -126, 7),
  defense(story, -125, 'confirm'),
  defense(story, -118, 'excuse', {}, 'Certificat médical remis le matin même'),
  planned(story, -10, 16),
  defense(story, -9, 'confirm'),
]
