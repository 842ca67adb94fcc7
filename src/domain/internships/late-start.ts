import { system } from '../../access/actor.ts'
import { asDay, daysBetween, schoolDay, shownDay } from '../../kit/calendar.ts'
import { perform } from '../../kit/command.ts'
import { dateOfDay, later, now } from '../../platform/clock.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { raiseAlert } from './alert.ts'

const UNREADY = ['proposed', 'prevalidated', 'confirmed'] as const

/** Days before the start at which somebody is told; the last one that was reached counts. */
const STEPS = [1, 7, 15] as const

type Late = { id: string; startsOn: Date | null; company: { name: string }; campaign: { departmentId: string } }

/**
 * An agreement that is not signed fifteen, seven, one day before the start, then on the day itself: the internship is at
 * risk and never begins by itself. Each step of each start date is told once; what no longer holds is closed.
 */
export async function watchStarts(): Promise<void> {
  const today = schoolDay(now())
  const placements = await prisma().placement.findMany({
    where: { status: { in: [...UNREADY] }, startsOn: { lte: dateOfDay(schoolDay(later(now(), { days: 15 }))) } },
    select: {
      id: true,
      startsOn: true,
      company: { select: { name: true } },
      campaign: { select: { departmentId: true } },
    },
    orderBy: { startsOn: 'asc' },
  })
  const standing = placements.flatMap((one) => situationOf(one, today) ?? [])
  for (const situation of standing) await transaction((tx) => raiseAlert(tx, situation))
  await closeOthers(new Set(standing.map(({ key }) => key)))
}

const KEY = 'placement.unsigned:'

function situationOf({ id, startsOn, company, campaign }: Late, today: string) {
  if (!startsOn) return null
  const left = daysBetween(today, asDay(startsOn))
  const step = left <= 0 ? 0 : STEPS.find((days) => left <= days)
  if (step === undefined) return null
  return {
    ...{ key: `${KEY}${id}:${asDay(startsOn)}:J-${step}`, noun: 'Placement', recordId: id, placementId: id },
    departmentId: campaign.departmentId,
    severity: step <= 1 ? ('critical' as const) : ('warning' as const),
    title:
      step === 0
        ? `À risque : convention non signée, début prévu le ${shownDay(startsOn)} (${company.name})`
        : `J-${step} : convention non signée, début le ${shownDay(startsOn)} (${company.name})`,
    advice:
      step === 0
        ? 'Le stage ne peut pas être en cours : faites signer la convention, changez la date, ou annulez l’affectation.'
        : 'Relancez les signataires, ou changez la date de début avant qu’elle n’arrive.',
  }
}

/** Signed since, cancelled, put off, or told again nearer to the day. */
async function closeOthers(standing: Set<string>): Promise<void> {
  const open = await prisma().alert.findMany({
    where: { key: { startsWith: KEY }, status: { not: 'closed' } },
    select: { id: true, key: true },
  })
  for (const { id, key } of open)
    if (!standing.has(key)) await perform(system(OVER), 'Alert', 'close', id, {}, { reason: OVER })
}

const OVER = 'La situation a changé'
