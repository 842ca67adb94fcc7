import type { Deliverable, DeliverableKind, DeliverableStatus, PlacementStatus } from '@prisma/client'
import { system } from '../../access/actor.ts'
import { asDay } from '../../kit/calendar.ts'
import { record } from '../../kit/event.ts'
import type { Text } from '../../platform/catalogue.ts'
import { later } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { type Awaited, declareReminder, fromToday, planReminders } from './reminder.ts'

const OPENS_BEFORE = 30

/**
 * What a campaign asks of every internship: the report by its day, the slides by the eve of the defenses. Safe to run
 * twice: each internship has one deliverable of a kind.
 */
export async function expectDeliverables(tx: Tx, placementId: string): Promise<string[]> {
  const { campaign, endsOn } = await tx.placement.findUniqueOrThrow({
    where: { id: placementId },
    include: { campaign: true },
  })
  const asked: { kind: DeliverableKind; dueOn: Date | null }[] = [
    { kind: 'report', dueOn: campaign.reportsDueOn ?? endsOn },
    { kind: 'presentation', dueOn: campaign.defensesOn && later(campaign.defensesOn, { days: -1 }) },
  ]
  const ids: string[] = []
  for (const { kind, dueOn } of asked) {
    if (!dueOn || (await tx.deliverable.count({ where: { placementId, kind } })) > 0) continue
    const data = { placementId, kind, dueOn, opensOn: later(dueOn, { days: -OPENS_BEFORE }) }
    const [created] = await tx.deliverable.createManyAndReturn({ data: [data], skipDuplicates: true })
    if (!created) continue
    ids.push(created.id)
    await record(tx, system('Attendu par la campagne'), {
      ...{ noun: 'Deliverable', recordId: created.id, verb: 'create', role: 'system', after: data },
    })
  }
  await planReminders(tx, 'Deliverable', ids)
  return ids
}

declareReminder({
  topic: 'deliverable',
  noun: 'Deliverable',
  read: async (tx, ids) => {
    const found = await tx.deliverable.findMany({
      where: ids ? { id: { in: [...ids] } } : { dueOn: { gte: fromToday() } },
      include: {
        placement: { include: { company: true, student: { select: { personId: true } } } },
      },
    })
    return found.map((one) => awaited(one))
  },
})

type Found = Deliverable & {
  placement: {
    id: string
    status: PlacementStatus
    company: { name: string; country: string }
    student: { personId: string }
  }
}

const awaited = (one: Found): Awaited => ({
  ...{ recordId: one.id, deliverableId: one.id, placementId: one.placementId, dueOn: asDay(one.dueOn) },
  ...{ what: titleOf(one.kind, one.placement.company.name), recipients: [one.placement.student.personId] },
  ...{ country: one.placement.company.country, settled: DONE[one.status] ?? OVER[one.placement.status] ?? null },
  paused: one.placement.status === 'suspended' ? 'stage suspendu' : null,
})

const DONE: Partial<Record<DeliverableStatus, string>> = {
  handed_in: 'livrable déposé',
  handed_in_late: 'livrable déposé',
  reviewing: 'livrable déposé',
  approved: 'livrable déposé',
  rejected: 'livrable rejeté',
  exempted: 'livrable dispensé',
  late: 'échéance passée',
  missing: 'échéance passée',
}
const OVER: Partial<Record<PlacementStatus, string>> = {
  broken: 'stage rompu',
  cancelled: 'stage annulé',
  not_done: 'stage non effectué',
}

const NAMES: Record<DeliverableKind, Text> = {
  report: { fr: 'Rapport de stage', en: 'Internship report' },
  presentation: { fr: 'Présentation', en: 'Presentation' },
  evaluation_form: { fr: 'Fiche d’évaluation', en: 'Evaluation form' },
  certificate: { fr: 'Attestation', en: 'Certificate' },
}
const titleOf = (kind: DeliverableKind, company: string): Text => ({
  fr: `${NAMES[kind].fr} — ${company}`,
  en: `${NAMES[kind].en} — ${company}`,
})
