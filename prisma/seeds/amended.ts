import { freezeAmendment } from '../../src/domain/internships/amendment-document.ts'
import { prisma } from '../../src/platform/db.ts'
import { cast } from './cast.ts'
import type { Internship } from './followed.ts'
import { agreementOf, placementOf } from './placements.ts'
import { type Circuit, ways } from './signatures.ts'
import { type Act, act, edit, type Stage, type Who } from './stage.ts'

/** Days after the first day of the internship, both included: the company is closed. */
export const CLOSED = { from: 14, until: 18 }

const officer = cast.officer.email

/** The company closes for a week: an amendment, signed by everybody; the internship stops, then goes on. */
export function amendedActs(stage: Stage, internship: Internship | undefined): Act[] {
  if (!internship) return []
  const { plan, startsOn } = internship
  const { student, offer } = plan.candidature
  const agreementId = () => agreementOf(plan)
  const id = async () => (await prisma().amendment.findFirstOrThrow({ where: { agreementId: await agreementId() } })).id
  const circuit: Circuit = {
    ...{ noun: 'Amendment', id, student: student.actor, tutor: plan.tutor.email, company: offer.company },
  }
  const verb = (day: number, who: Who, name: string) => ({
    ...{ day, who },
    play: async (ctx: Parameters<Act['play']>[0]) => act(ctx, 'Amendment', name, await id()),
  })
  const stay = (after: number, name: string, reason: string) => ({
    ...{ day: startsOn + after, who: { kind: 'system', reason } as const },
    play: async (ctx: Parameters<Act['play']>[0]) => act(ctx, 'Placement', name, await placementOf(plan)),
  })
  const written: Omit<Act, 'lane'> = {
    day: startsOn + 7,
    who: officer,
    play: async (ctx) => {
      await act(ctx, 'Agreement', 'amend', await agreementId(), { kind: 'interruption' })
      await edit(ctx, 'Amendment', await id(), {
        interruptedFrom: stage.day(startsOn + CLOSED.from),
        interruptedUntil: stage.day(startsOn + CLOSED.until),
        interruptionKind: 'closure',
        reason: 'Fermeture annuelle de l’entreprise',
      })
    },
  }
  return [
    written,
    verb(startsOn + 7, officer, 'submit'),
    verb(startsOn + 8, plan.tutor.email, 'approvePedagogy'),
    verb(startsOn + 8, officer, 'approve'),
    {
      day: startsOn + 8,
      who: { kind: 'system', reason: 'Document figé' } as const,
      play: async () => freezeAmendment(await id()),
    },
    ...ways.online.map((signature, i) => ({ day: startsOn + 9 + Math.floor(i / 2), ...signature(circuit) })),
    stay(CLOSED.from, 'suspend', 'L’interruption commence'),
    stay(CLOSED.until + 1, 'resume', 'L’interruption est finie'),
  ].map((step) => ({ ...step, lane: student.id }))
}
