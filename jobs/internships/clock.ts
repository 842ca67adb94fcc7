import { system } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import { archivable } from '../../src/domain/internships/retention/archive.ts'
import { schoolDay } from '../../src/kit/calendar.ts'
import { perform } from '../../src/kit/command.ts'
import { dateOfDay, now } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { Refusal } from '../../src/platform/errors.ts'
import { log } from '../../src/platform/log.ts'

/** Proposals whose time is over: the seat goes to the next on the waiting list. */
export const expireProposals = (): Promise<void> =>
  each('Candidature', 'expire', 'Proposition restée sans réponse', () =>
    prisma().candidature.findMany({
      where: { status: 'proposed', proposalExpiresAt: { lt: now() } },
      orderBy: { proposalExpiresAt: 'asc' },
      select: { id: true },
    }),
  )

/** The day after the closing day, nobody applies any more. */
export const closeApplications = (): Promise<void> =>
  each('Campaign', 'closeApplications', 'La date de clôture est passée', () =>
    prisma().campaign.findMany({ where: { status: 'open', closesOn: { lt: today() } }, select: { id: true } }),
  )

/** Once the last internship of a campaign is over, it is time to evaluate; until then the campaign refuses. */
export const startEvaluations = (): Promise<void> =>
  each('Campaign', 'startEvaluation', 'Les stages de la campagne sont terminés', () =>
    prisma().campaign.findMany({ where: { status: 'ongoing', endsOn: { lt: today() } }, select: { id: true } }),
  )

export const expireOffers = (): Promise<void> =>
  each('Offer', 'expire', 'La date d’expiration est passée', () =>
    prisma().offer.findMany({ where: { status: 'published', expiresOn: { lt: today() } }, select: { id: true } }),
  )

/** Alerts put off until today come back to whoever follows them. */
export const wakeAlerts = (): Promise<void> =>
  each('Alert', 'reopen', 'Le report est terminé', () =>
    prisma().alert.findMany({ where: { status: 'snoozed', snoozedUntil: { lte: today() } }, select: { id: true } }),
  )

/** Agreements never signed whose internship is over. */
export const lapseAgreements = (): Promise<void> =>
  each('Agreement', 'lapse', 'Le stage prévu est terminé sans signature', () =>
    prisma().agreement.findMany({
      where: { status: { in: [...UNSIGNED] }, endsOn: { lt: today() } },
      select: { id: true },
    }),
  )

/** Signed agreements of internships closed long ago: read, and no longer worked on. */
export const archiveAgreements = (): Promise<void> =>
  each('Agreement', 'archive', 'Le stage est clos depuis longtemps', archivable)

/** The first day of an internship whose agreement is signed: it starts; without signatures it does not. */
export const startPlacements = (): Promise<void> =>
  each('Placement', 'start', 'Le stage commence', () =>
    prisma().placement.findMany({ where: { status: 'ready', startsOn: { lte: today() } }, select: { id: true } }),
  )

/** The day after the last one in force. */
export const finishPlacements = (): Promise<void> =>
  each('Placement', 'finish', 'Le stage est terminé', () =>
    prisma().placement.findMany({ where: { status: 'ongoing', endsOn: { lt: today() } }, select: { id: true } }),
  )

/** An interruption holds from its first to its last day: the internship is suspended, then goes on. */
export async function followInterruptions(): Promise<void> {
  const at = { startsOn: { lte: today() }, endsOn: { gte: today() } }
  await each('Placement', 'suspend', 'L’interruption commence', () =>
    prisma().placement.findMany({ where: { status: 'ongoing', interruptions: { some: at } }, select: { id: true } }),
  )
  await each('Placement', 'resume', 'L’interruption est finie', () =>
    prisma().placement.findMany({ where: { status: 'suspended', interruptions: { none: at } }, select: { id: true } }),
  )
}

const UNSIGNED = [
  'draft',
  'to_fix',
  'submitted',
  'company_checked',
  'pedagogy_approved',
  'approved',
  'signing',
] as const

const today = (): Date => dateOfDay(schoolDay(now()))

/** One by one: a record that refuses does not hold up the others. */
export async function each(
  model: ModelName,
  verb: string,
  reason: string,
  find: () => Promise<{ id: string }[]>,
): Promise<void> {
  for (const { id } of await find()) {
    try {
      await perform(system(reason), model, verb, id, {}, { reason })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      log.info({ model, verb, id, code: error.code }, 'a scheduled step was refused')
    }
  }
}
