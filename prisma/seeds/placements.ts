import type { Context } from '../../src/access/actor.ts'
import { freezeAgreement } from '../../src/domain/internships/agreement-document.ts'
import { prisma } from '../../src/platform/db.ts'
import type { PlayedCandidature } from './candidatures.ts'
import { cast } from './cast.ts'
import { type Circuit, type Signature, ways } from './signatures.ts'
import { type Act, act, create, edit, type Who } from './stage.ts'

/** How far a placement and its agreement have come. */
export type PlacementState = keyof typeof roads
export type Tutor = typeof cast.tutorCisse | typeof cast.tutorGarnier
export type PlacementPlan = { candidature: PlayedCandidature; state: PlacementState; tutor: Tutor; day: number }

type Step = (plan: PlacementPlan) => { who: Who; play: (ctx: Context) => Promise<unknown> }

const officer = cast.officer.email

const placementStep =
  (verb: string, reason?: string): Step =>
  (plan) => ({ who: officer, play: async (ctx) => act(ctx, 'Placement', verb, await placementOf(plan), {}, reason) })

const agreementStep =
  (verb: string, by: 'officer' | 'tutor' | 'student' | 'company', reason?: string): Step =>
  (plan) => {
    const { student, offer } = plan.candidature
    const who = { officer, tutor: plan.tutor.email, student: student.actor, company: offer.company.actor }[by]
    return { who, play: async (ctx) => act(ctx, 'Agreement', verb, await agreementOf(plan), {}, reason) }
  }

const prevalidate = placementStep('prevalidate')
const nameTutor: Step = (plan) => ({
  who: officer,
  play: async (ctx) => {
    const person = await prisma().person.findUniqueOrThrow({ where: { email: plan.tutor.email } })
    await edit(ctx, 'Placement', await placementOf(plan), { schoolTutorId: person.id })
  },
})

/** The student’s liability insurance, read and accepted: without it no agreement is approved. */
const insured: Step = (plan) => ({
  who: officer,
  play: async (ctx) =>
    create(ctx, 'SupportingDocument', { placementId: await placementOf(plan), kind: 'liability', status: 'accepted' }),
})

const confirmed = [prevalidate, nameTutor, placementStep('confirm')]
const drafted = [...confirmed, placementStep('draftAgreement')]
const submitted = [...drafted, agreementStep('submit', 'student')]
const approvedByTutor = [...submitted, agreementStep('approvePedagogy', 'tutor')]
// The document is printed on the day it was approved, before anybody signs it
const freeze: Step = (plan) => ({
  who: { kind: 'system', reason: 'Document figé' },
  play: async () => freezeAgreement(await agreementOf(plan)),
})
const approved = [...approvedByTutor, insured, agreementStep('approve', 'officer'), freeze]
const signed = (signatures: Signature[]): Step[] => [
  ...approved,
  ...signatures.map((signature) => (plan: PlacementPlan) => signature(circuitOf(plan))),
]

const roads = {
  proposed: [],
  prevalidated: [prevalidate],
  confirmed,
  drafted,
  submitted,
  to_fix: [
    ...submitted,
    agreementStep('requestChanges', 'tutor', 'Décrivez les activités semaine par semaine et précisez le lieu.'),
  ],
  companyChecked: [...submitted, agreementStep('checkFacts', 'company')],
  approvedByTutor,
  approved,
  refused: [...submitted, agreementStep('refuse', 'tutor', 'La mission ne correspond pas au niveau d’un master.')],
  cancelled: [
    prevalidate,
    placementStep('cancel', 'L’étudiante part en échange : le stage est reporté à l’an prochain.'),
  ],
  signedOnline: signed(ways.online),
  signedMixed: signed(ways.mixed),
  signedOnPaper: signed(ways.paper),
  twoOfFive: signed(ways.twoOfFive),
  signatureRefused: signed(ways.refused),
} satisfies Record<string, Step[]>

/** One step a day from `day` on: the officer’s, the tutor’s and the student’s part in each placement. */
export const placementActs = (plans: PlacementPlan[]): Act[] =>
  plans.flatMap((plan) => {
    const steps: Step[] = roads[plan.state]
    const lane = plan.candidature.student.id
    return steps.map((step, i) => ({ day: plan.day + Math.floor(i / 2), lane, ...step(plan) }))
  })

/** What the jobs of the morning did to an internship that took place. */
export const carriedOut = (plan: PlacementPlan, start: number, end: number | null): Act[] =>
  [
    { day: start, verb: 'start', reason: 'Le stage commence aujourd’hui' },
    ...(end === null ? [] : [{ day: end, verb: 'finish', reason: 'Le stage est terminé' }]),
  ].map(({ day, verb, reason }) => ({
    day,
    lane: plan.candidature.student.id,
    who: { kind: 'system', reason },
    play: async (ctx) => act(ctx, 'Placement', verb, await placementOf(plan)),
  }))

const circuitOf = (plan: PlacementPlan): Circuit => ({
  noun: 'Agreement',
  id: () => agreementOf(plan),
  student: plan.candidature.student.actor,
  tutor: plan.tutor.email,
  company: plan.candidature.offer.company,
})

export async function placementOf({ candidature }: PlacementPlan): Promise<string> {
  return (await prisma().placement.findUniqueOrThrow({ where: { candidatureId: candidature.id } })).id
}

export async function agreementOf(plan: PlacementPlan): Promise<string> {
  const placementId = await placementOf(plan)
  return (await prisma().agreement.findFirstOrThrow({ where: { placementId }, orderBy: { id: 'desc' } })).id
}
