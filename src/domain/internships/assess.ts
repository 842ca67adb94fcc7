import { system } from '../../access/actor.ts'
import { perform } from '../../kit/command.ts'
import { createRecord } from '../../kit/record.ts'
import { transaction } from '../../platform/db.ts'
import { computedFrom } from './grade-parts.ts'

/** What an internship that ends is judged with: its grade, to be filled part by part, and its defense, to be planned. */
export const openAssessment = (placementId: string, ctx = system('Le stage est terminé')): Promise<void> =>
  transaction(async (tx) => {
    const placement = await tx.placement.findUniqueOrThrow({
      where: { id: placementId },
      include: { finalGrade: true, defenses: true, campaign: { include: { gradingScheme: true } } },
    })
    const isDefended = (placement.campaign.gradingScheme?.defenseWeight ?? 0) > 0
    if (isDefended && placement.defenses.length === 0) await createRecord(ctx, 'Defense', { placementId }, { tx })
    if (!placement.finalGrade) await createRecord(ctx, 'FinalGrade', { placementId }, { tx })
  }).then(() => refreshGrade(placementId, ctx))

/** A part changed: the grade follows, unless nothing in it is different or it is already out. */
export const refreshGrade = (placementId: string, ctx = system('Une partie de la note a changé')): Promise<void> =>
  transaction(async (tx) => {
    const record = await tx.finalGrade.findUnique({ where: { placementId } })
    if (!record || record.status === 'published' || record.status === 'corrected') return
    const fresh = await computedFrom(tx, record)
    const marks = ['company', 'report', 'defense', 'school', 'computed'] as const
    const isSame = marks.every((name) => (record[name]?.toFixed(2) ?? null) === fresh[name])
    if (isSame && record.missing === fresh.missing) return
    await perform(ctx, 'FinalGrade', 'recompute', record.id, {}, { tx })
  })

/** Once its grade is out and its evaluations are in, an internship is history. */
export const closeWhenDone = (placementId: string, ctx = system('Évaluations faites, note publiée')): Promise<void> =>
  transaction(async (tx) => {
    const placement = await tx.placement.findUniqueOrThrow({
      where: { id: placementId },
      include: { finalGrade: true, evaluations: { where: { stage: 'final', kind: { not: 'self' } } } },
    })
    const isOut = ['published', 'corrected'].includes(placement.finalGrade?.status ?? '')
    const waiting = placement.evaluations.filter((one) => ['open', 'draft', 'reopened'].includes(one.status))
    if (placement.status !== 'finished' || !isOut || waiting.length > 0) return
    await perform(ctx, 'Placement', 'close', placementId, {}, { tx })
  })
