import { record } from '../../../kit/event.ts'
import { randomToken } from '../../../platform/crypto.ts'
import type { Prisma } from '../../../platform/db.ts'
import { refuse } from '../../../platform/errors.ts'
import type { follow } from '../follow.ts'
import { type Draw, draw } from './draw.ts'
import { explain } from './explain.ts'
import { type Fairness, fairnessOf } from './fairness.ts'

type Place = Parameters<typeof follow>[0]

/** Draws the whole campaign and keeps the result as a draft: nobody is told, no seat is taken. Returns the run’s id. */
export async function runAllocation({ tx, ctx }: Place, campaignId: string, given?: string): Promise<string> {
  const seed = given?.trim() || randomToken(9)
  const { asked, titles } = await askedBy({ tx, ctx }, campaignId, seed)
  if (asked.wishes.size === 0) throw NOBODY
  const drawn = draw(asked)
  const stats = fairnessOf(asked, drawn) satisfies Fairness
  const run = await tx.allocationRun.create({
    data: { campaignId, seed, stats: stats as Prisma.InputJsonObject, createdAt: ctx.now },
  })
  await tx.allocationResult.createMany({
    data: drawn.map((one) => ({
      runId: run.id,
      ...{ studentId: one.studentId, order: one.order, offerId: one.offerId, rank: one.rank, isPinned: one.isPinned },
      explanation: explain(one, drawn.length, titles),
    })),
  })
  const role = ctx.actor.kind === 'person' ? (ctx.actor.roles[0]?.role ?? 'system') : 'system'
  await record(tx, ctx, { noun: 'AllocationRun', recordId: run.id, verb: 'create', role, after: { campaignId, seed } })
  return run.id
}

/** Students of the campaign’s cohorts who have no placement in it yet, their wishes, and the seats still free. */
async function askedBy({ tx }: Place, campaignId: string, seed: string) {
  const called = { cohort: { campaignCohorts: { some: { campaignId } } }, status: 'enrolled' } as const
  const students = await tx.student.findMany({
    where: { ...called, placements: { none: { campaignId, status: { notIn: ['cancelled', 'not_done'] } } } },
    select: { id: true, preferences: { where: { campaignId }, orderBy: { rank: 'asc' }, select: { offerId: true } } },
    orderBy: { id: 'asc' },
  })
  const offers = await tx.offer.findMany({
    where: { campaignId, status: { in: ['published', 'filled', 'expired'] } },
    select: { id: true, title: true, seats: true, taken: true, company: { select: { name: true } } },
    orderBy: { id: 'asc' },
  })
  const pins = await tx.allocationPin.findMany({ where: { campaignId }, orderBy: { id: 'asc' } })
  const present = new Set(students.map((student) => student.id))
  const asked: Draw = {
    seed,
    wishes: new Map(students.map((student) => [student.id, student.preferences.map((wish) => wish.offerId)])),
    seats: new Map(offers.map((offer) => [offer.id, offer.seats - offer.taken])),
    pins: new Map(pins.filter((pin) => present.has(pin.studentId)).map((pin) => [pin.studentId, pin.offerId])),
  }
  refuseTooManyPins(asked, new Map(offers.map((offer) => [offer.id, offer.title])))
  return { asked, titles: new Map(offers.map((offer) => [offer.id, `${offer.title} — ${offer.company.name}`])) }
}

function refuseTooManyPins({ seats, pins = new Map() }: Draw, titles: Map<string, string>): void {
  for (const [offerId, all] of Map.groupBy([...pins.values()], (id) => id)) {
    const free = seats.get(offerId) ?? 0
    if (all.length <= free) continue
    const name = titles.get(offerId) ?? '—'
    throw refuse.conflict('too_many_reserved', {
      fr: `« ${name} » : ${all.length} places réservées pour ${Math.max(0, free)} libre(s). Retirez une réservation ou ajoutez des places.`,
      en: `“${name}”: ${all.length} seats reserved, ${Math.max(0, free)} free. Remove a reservation or add seats.`,
    })
  }
}

const NOBODY = refuse.conflict('nobody_to_place', {
  fr: 'Tous les étudiants des promotions de cette campagne ont déjà un stage : il n’y a personne à placer.',
  en: 'Every student of this campaign already has an internship: there is nobody to place.',
})
