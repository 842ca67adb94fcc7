import { system } from '../../access/actor.ts'
import { perform } from '../../kit/command.ts'
import { later, now } from '../../platform/clock.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { raiseAlert } from './alert.ts'

/** A company that has a file and says nothing is reminded after a week and after two; after three the officer is told. */
export const CHASING = { remindAfter: [7, 14], alertAfter: 21 } as const

/** Safe to run at any time: each step of each candidature is written down once, before anything is sent. */
export async function chaseCompanies(): Promise<void> {
  for (const candidature of await silent(CHASING.remindAfter[0])) {
    const waited = daysSince(candidature.forwardedAt)
    const step = CHASING.remindAfter.findLast((days) => waited >= days)
    if (waited >= CHASING.alertAfter) await alertOfficer(candidature)
    else if (step) await remindOnce(candidature.id, step)
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
