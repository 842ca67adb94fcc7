import { system } from '../../access/actor.ts'
import { perform } from '../../kit/command.ts'
import { later, now } from '../../platform/clock.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { daysOf } from '../../platform/settings.ts'
import { raiseAlert } from './alert.ts'

/**
 * A company that has a file and says nothing is reminded once, twice, then the officer is told; after how many days is a
 * setting. Safe to run at any time: each step of each candidature is written down once, before anything is sent.
 */
export async function chaseCompanies(): Promise<void> {
  const [first, second, alert] = await Promise.all([
    daysOf('chase.firstReminder'),
    daysOf('chase.secondReminder'),
    daysOf('chase.alert'),
  ])
  for (const candidature of await silent(first)) {
    const waited = daysSince(candidature.forwardedAt)
    if (waited >= alert) await alertOfficer(candidature)
    else await remindOnce(candidature.id, waited >= second ? second : first)
  }
}

type Silent = {
  id: string
  forwardedAt: Date | null
  offer: { title: string; company: { name: string } }
  campaign: { departmentId: string }
}

const silent = (days: number): Promise<Silent[]> =>
  prisma().candidature.findMany({
    where: { status: 'forwarded', forwardedAt: { lte: later(now(), { days: -days }) } },
    orderBy: { forwardedAt: 'asc' },
    select: {
      id: true,
      forwardedAt: true,
      offer: { select: { title: true, company: { select: { name: true } } } },
      campaign: { select: { departmentId: true } },
    },
  })

const daysSince = (instant: Date | null): number =>
  instant ? Math.floor((now().getTime() - instant.getTime()) / 86_400_000) : 0

async function remindOnce(id: string, step: number): Promise<void> {
  await transaction(async (tx) => {
    const key = `candidature.remind:${id}:J+${step}`
    const log = { key, noun: 'Candidature', recordId: id, plannedAt: now(), sentAt: now(), createdAt: now() }
    const { count } = await tx.notificationLog.createMany({ data: [log], skipDuplicates: true })
    if (count > 0) await perform(system(`Sans réponse depuis ${step} jours`), 'Candidature', 'remind', id, {}, { tx })
  })
}

const alertOfficer = ({ id, offer, campaign }: Silent) =>
  transaction((tx) =>
    raiseAlert(tx, {
      ...{ key: `candidature.silent:${id}`, noun: 'Candidature', recordId: id, departmentId: campaign.departmentId },
      title: `${offer.company.name} ne répond pas : ${offer.title}`,
      advice: 'Appelez l’entreprise, ou refusez la candidature pour que l’étudiant cherche ailleurs.',
    }),
  )
