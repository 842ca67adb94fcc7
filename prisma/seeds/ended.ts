import type { DeliverableKind } from '@prisma/client'
import { countPlannedHours } from '../../src/domain/internships/logbook-hours.ts'
import { asDay } from '../../src/kit/calendar.ts'
import { later } from '../../src/platform/clock.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { ended } from './assessed.ts'
import { cast } from './cast.ts'
import type { Internship, Step } from './followed.ts'
import { formActs } from './forms.ts'
import { logbookActs } from './logbook.ts'
import { placementOf } from './placements.ts'
import { type Act, act, create, type Stage, type Who } from './stage.ts'
import { uploaded } from './uploads.ts'

const officer = cast.officer.email
const job = (reason: string): Who => ({ kind: 'system', reason })

/** What is already there when the defenses come: who has given marks, how far the report is. */
const manners = [
  { given: [] as const, report: ['deposit'], isInvited: true },
  { given: ['company', 'school', 'self'] as const, report: ['deposit', 'review', 'approve'], isInvited: true },
  { given: ['company', 'self'] as const, report: ['late'], isInvited: false },
]

/** Internships that are over: logbook closed, report read or awaited, forms to fill in, defenses of the week to come. */
export const endedActs = (stage: Stage, internships: Internship[]): Act[] =>
  internships.flatMap((internship, i) => {
    const { given, report, isInvited } = manners[i] ?? { given: [], report: [], isInvited: false }
    const { plan, endsOn } = internship
    const over: Step = {
      day: endsOn + 1,
      who: job('Le stage est terminé'),
      play: async (ctx) => {
        const id = await placementOf(plan)
        await transaction((tx) => countPlannedHours(tx, id))
        await ended(id, ctx)
      },
    }
    const steps = [
      // The first one only: days written by the hundred would outlast the first start
      ...(i === 0 ? logbookActs(stage, internship, { answers: 'all' }) : []),
      ...formActs(internship, { stage: 'final', day: endsOn - 10, given }),
      over,
      ...reported(stage, internship, report),
      ...defended(stage, internship, { at: i, isInvited }),
    ]
    return steps.map((step) => ({ ...step, lane: plan.candidature.student.id }))
  })

function reported(stage: Stage, { plan, endsOn }: Internship, verbs: string[]): Step[] {
  const asked = (kind: DeliverableKind, dueOn: number): Step => ({
    day: endsOn - 5,
    who: officer,
    play: async (ctx) => {
      const values = { placementId: await placementOf(plan), kind, dueOn: stage.day(dueOn) }
      const id = await create(ctx, 'Deliverable', values)
      const opens = { ...ctx, actor: { kind: 'system' as const, reason: 'Le dépôt ouvre aujourd’hui' } }
      await act(opens, 'Deliverable', 'open', id)
    },
  })
  const report = async () =>
    (
      await prisma().deliverable.findUniqueOrThrow({
        where: { placementId_kind: { placementId: await placementOf(plan), kind: 'report' } },
      })
    ).id
  const deposit: Step = {
    day: -10,
    who: plan.candidature.student.actor,
    play: async (ctx) => {
      const { personId, name } = plan.candidature.student.actor
      const words = [name, 'Rapport de stage', asDay(stage.day(endsOn))]
      const fileId = await uploaded(personId, `Rapport ${name}`, words)
      await act(ctx, 'Deliverable', 'deposit', await report(), { fileId })
    },
  }
  const tutor = (verb: string, input = {}): Step => ({
    day: -8,
    who: plan.tutor.email,
    play: async (ctx) => act(ctx, 'Deliverable', verb, await report(), input),
  })
  const late: Step = {
    day: -6,
    who: job('L’échéance est passée'),
    play: async (ctx) => act(ctx, 'Deliverable', 'markLate', await report()),
  }
  const roads: Record<string, Step> = {
    ...{ deposit, late, review: tutor('review'), approve: tutor('approve', { grade: 15 }) },
  }
  const done = verbs.flatMap((verb) => roads[verb] ?? [])
  return [asked('report', -7), asked('presentation', stage.weekday(FIRST_DEFENSE) - 1), ...done]
}

const FIRST_DEFENSE = 8

/** One after the other on one morning; the last one is planned, its invitations are the officer’s to send. */
function defended(stage: Stage, { plan }: Internship, { at, isInvited }: { at: number; isInvited: boolean }): Step[] {
  const id = async () =>
    (await prisma().defense.findFirstOrThrow({ where: { placementId: await placementOf(plan) } })).id
  const plans: Step = {
    day: -5,
    who: officer,
    play: async (ctx) => {
      const room = await prisma().room.findFirstOrThrow({ orderBy: { name: 'desc' } })
      const person = (email: string) => prisma().person.findUniqueOrThrow({ where: { email } })
      await act(ctx, 'Defense', 'plan', await id(), {
        ...{
          roomId: room.id,
          startsAt: later(stage.day(stage.weekday(FIRST_DEFENSE)), { hours: 9 + at }),
          minutes: 45,
        },
        chairId: (await person(cast.tutorCisse.email)).id,
        secondId: (await person(cast.tutorGarnier.email)).id,
      })
    },
  }
  const invites: Step = {
    day: -4,
    who: officer,
    play: async (ctx) => act(ctx, 'Defense', 'confirm', await id()),
  }
  return isInvited ? [plans, invites] : [plans]
}
