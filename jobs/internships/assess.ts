import type { Event } from '@prisma/client'
import '../../src/domain/index.ts'
import { system } from '../../src/access/actor.ts'
import { closeWhenDone, openAssessment, refreshGrade } from '../../src/domain/internships/assess.ts'
import { openCertificate, printCertificate } from '../../src/domain/internships/certificate.ts'
import { printMinutes, printMinutesForm } from '../../src/domain/internships/defense-minutes.ts'
import { readyGrades } from '../../src/domain/internships/grade-parts.ts'
import { perform } from '../../src/kit/command.ts'
import { flowOf } from '../../src/kit/flow.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { Refusal } from '../../src/platform/errors.ts'
import { enqueue, handle } from '../../src/platform/queue.ts'
import { tellSurvey } from './surveys.ts'

type Reaction = (event: Event) => Promise<void>

/** Papers printed by a worker, never while somebody waits. */
export function assessJobs(): void {
  handle('certificate.print', ({ id }) => printCertificate(String(id)), { expireInSeconds: 120 })
  handle('minutes.print', ({ id }) => printMinutes(String(id)), { expireInSeconds: 120 })
  handle('minutes.form', ({ id }) => printMinutesForm(String(id)), { expireInSeconds: 120 })
}

const printed =
  (queue: string): Reaction =>
  (event) =>
    transaction(async (tx) => {
      await enqueue(tx, queue, { id: event.recordId }, { key: event.id })
    })

const ended: Reaction = async ({ recordId }) => {
  await openAssessment(recordId)
  await openCertificate(recordId)
}

/** The internship an event of one of its parts belongs to. */
const placementOf = {
  Evaluation: async (id: string) => (await prisma().evaluation.findUnique({ where: { id } }))?.placementId,
  Defense: async (id: string) => (await prisma().defense.findUnique({ where: { id } }))?.placementId,
  Deliverable: async (id: string) => (await prisma().deliverable.findUnique({ where: { id } }))?.placementId,
  FinalGrade: async (id: string) => (await prisma().finalGrade.findUnique({ where: { id } }))?.placementId,
}

const then =
  (noun: keyof typeof placementOf, follow: (placementId: string) => Promise<void>): Reaction =>
  async ({ recordId }) => {
    const placementId = await placementOf[noun](recordId)
    if (placementId) await follow(placementId)
  }

const evaluated: Reaction = then('Evaluation', async (id) => {
  await refreshGrade(id)
  await closeWhenDone(id)
})
const defended = then('Defense', refreshGrade)
const handedIn = then('Deliverable', refreshGrade)

// One by one: a grade that refuses does not hold up the others
const publishGrades: Reaction = async ({ recordId }) => {
  for (const id of await readyGrades(prisma(), recordId))
    await perform(system('Notes de la campagne publiées'), 'FinalGrade', 'publish', id).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error
    })
}

/** What follows evaluations, defenses and grades. */
export const assessReactions: Record<string, Reaction[]> = {
  'Placement.finish': [ended],
  'Placement.breakOff': [ended],
  'Certificate.create': [printed('certificate.print')],
  'Evaluation.submit': [evaluated],
  'Evaluation.enterForOther': [evaluated],
  'Evaluation.reopen': [evaluated],
  'Defense.confirm': [printed('minutes.form')],
  'Defense.hold': [defended, printed('minutes.print')],
  'Defense.markAbsent': [defended],
  'Defense.excuse': [defended],
  'FinalGrade.publish': [then('FinalGrade', closeWhenDone)],
  'Survey.open': [tellSurvey('open')],
  'Survey.remind': [tellSurvey('remind')],
  'Campaign.publishGrades': [publishGrades],
  'Deliverable.update': [handedIn],
  // Whatever happens to a deliverable may have moved its grade or its days late
  ...Object.fromEntries(
    [...(flowOf('Deliverable')?.verbs.keys() ?? [])].map((verb) => [`Deliverable.${verb}`, [handedIn]]),
  ),
}
