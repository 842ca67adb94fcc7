import { Decimal } from 'decimal.js'
import { system } from '../../access/actor.ts'
import { asDay, daysBetween, schoolDay } from '../../kit/calendar.ts'
import { perform } from '../../kit/command.ts'
import { createRecord } from '../../kit/record.ts'
import { dateOfDay, later, now } from '../../platform/clock.ts'
import { prisma, type Tx, transaction } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'
import { factsOf, periodOf } from './legal/facts.ts'

const STAGES = ['midterm', 'final'] as const
const KINDS = ['company', 'school', 'self'] as const
type Stage = (typeof STAGES)[number]

const LIVE = ['ongoing', 'suspended', 'finished', 'broken'] as const

/**
 * Opens what is due: the mid-term form so many days before the middle of the internship, the final one before its end,
 * both on effective dates. Safe to run at any time; a placement that refuses waits for tomorrow.
 */
export async function openEvaluations(): Promise<void> {
  const placements = await prisma().placement.findMany({
    where: { status: { in: [...LIVE] }, campaign: { status: { notIn: ['closed', 'cancelled'] } } },
    include: { campaign: true, evaluations: { select: { kind: true, stage: true, status: true } } },
  })
  for (const placement of placements) {
    for (const stage of STAGES) {
      const opened = placement.evaluations.filter((one) => one.stage === stage && one.status !== 'not_open')
      if (opened.length === KINDS.length || !isDue(placement, stage, schoolDay(now()))) continue
      await openOne(placement.id, stage).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error
      })
    }
  }
}

type Dated = Parameters<typeof periodOf>[0] & { campaign: { midtermLeadDays: number; finalLeadDays: number } }

/** Whether the form of this stage is due on this day. */
export function isDue(placement: Dated, stage: Stage, day: string): boolean {
  const period = periodOf(placement)
  if (!period) return false
  // A breach ends everything at once: what is left to write is the final evaluation
  if (placement.brokenOn) return stage === 'final' && day >= asDay(placement.brokenOn)
  const [from, to] = [asDay(period.startsOn), asDay(period.endsOn)]
  const { midtermLeadDays, finalLeadDays } = placement.campaign
  const middle = later(dateOfDay(from), { days: Math.floor(daysBetween(from, to) / 2) - midtermLeadDays })
  const end = later(dateOfDay(to), { days: -finalLeadDays })
  // Opened late, an internship whose end is near has no mid-term any more
  return stage === 'midterm' ? day >= asDay(middle) && day < asDay(end) : day >= asDay(end)
}

async function openOne(placementId: string, stage: Stage): Promise<void> {
  const ctx = system(stage === 'midterm' ? 'Le mi-parcours approche' : 'La fin du stage approche')
  await transaction(async (tx) => {
    for (const kind of KINDS) {
      const known = await tx.evaluation.findUnique({
        where: { placementId_kind_stage: { placementId, kind, stage } },
      })
      const id = known?.id ?? (await createRecord(ctx, 'Evaluation', { placementId, kind, stage }, { tx })).id
      if (!known || known.status === 'not_open') await perform(ctx, 'Evaluation', 'open', id, {}, { tx })
    }
  })
}

/** Nobody judges a trainee who has hardly been there; a breach is judged on what there was. */
export async function refuseTooEarly(tx: Tx, placementId: string, at: Date): Promise<void> {
  const facts = await factsOf(tx, placementId)
  if (facts.brokenOn) return
  const { minPresence } = await tx.campaign.findUniqueOrThrow({ where: { id: facts.campaignId } })
  const share = await presentShare(tx, placementId, at)
  if (share?.lessThan(minPresence)) throw tooEarly(share, minPresence)
}

/** How much of the planned presence is behind, in percent; null while nothing is planned. */
async function presentShare(tx: Tx, placementId: string, at: Date): Promise<Decimal | null> {
  const whole = await factsOf(tx, placementId)
  const today = dateOfDay(schoolDay(at))
  if (!whole.presence || whole.presence.hours.isZero() || !whole.startsOn || !whole.endsOn) return null
  if (today < whole.startsOn) return new Decimal(0)
  const done = today < whole.endsOn ? await factsOf(tx, placementId, { endsOn: today }) : whole
  return (done.presence?.hours ?? new Decimal(0))
    .div(whole.presence.hours)
    .times(100)
    .toDecimalPlaces(0, Decimal.ROUND_DOWN)
}

const tooEarly = (share: Decimal, least: number) =>
  refuse.conflict('too_little_presence', {
    fr: `Le stage n’est effectué qu’à ${share} % : l’évaluation demande au moins ${least} % de présence.`,
    en: `Only ${share}% of the internship is done: an evaluation needs at least ${least}% of presence.`,
  })
