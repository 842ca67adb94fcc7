import { prisma } from '../../src/platform/db.ts'
import { cast } from './cast.ts'
import type { Internship, Step } from './followed.ts'
import { placementOf } from './placements.ts'
import { act, create, type Who } from './stage.ts'

type Kind = 'company' | 'school' | 'self'
type Forms = { stage: 'midterm' | 'final'; day: number; given: boolean | readonly Kind[] }

const KINDS: readonly Kind[] = ['company', 'school', 'self']

/** The three forms of a stage of the internship, opened on this day; some are filled in two days later. */
export function formActs({ plan }: Internship, { stage, day, given }: Forms): Step[] {
  const { student, offer } = plan.candidature
  const evaluators: Record<Kind, Who> = {
    company: offer.company.actor,
    school: plan.tutor.email,
    self: student.actor,
  }
  const opens: Step = {
    day,
    who: cast.officer.email,
    play: async (ctx) => {
      const placementId = await placementOf(plan)
      for (const kind of KINDS)
        await act(ctx, 'Evaluation', 'open', await create(ctx, 'Evaluation', { placementId, kind, stage }))
    },
  }
  const fills = (kind: Kind): Step => ({
    day: day + 2,
    who: evaluators[kind],
    play: async (ctx) => {
      const where = { placementId_kind_stage: { placementId: await placementOf(plan), kind, stage } }
      const { id } = await prisma().evaluation.findUniqueOrThrow({ where })
      await act(ctx, 'Evaluation', 'submit', id, { ...marks, comment: comments[kind] })
    },
  })
  const filled = given === true ? KINDS : given === false ? [] : given
  return [opens, ...filled.map(fills)]
}

const marks = { skills: 14, attendance: 16, initiative: 13, teamwork: 15, grade: 14 }
const comments: Record<Kind, string> = {
  company: 'Bonne intégration, travail soigné ; à encourager à poser davantage de questions.',
  school: 'Progression régulière, compte rendu clair de la mission.',
  self: 'La mission correspond à l’offre ; j’aimerais davantage de retours sur mon code.',
}
