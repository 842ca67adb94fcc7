import { system } from '../../access/actor.ts'
import { perform } from '../../kit/command.ts'
import { later, now } from '../../platform/clock.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { raiseAlert } from './alert.ts'

const KEY = 'contact.bounced:'
const DAYS_BACK = 30

/**
 * A company that no mail reaches any more signs nothing and approves nothing: the officer is told, once for each address,
 * and the alert closes by itself when the address is mended, when mail arrives again or when somebody else takes over.
 */
export async function watchBounces(): Promise<number> {
  const standing = new Set<string>()
  let raised = 0
  for (const one of await unreached()) {
    standing.add(one.key)
    if (await transaction((tx) => raiseAlert(tx, one))) raised += 1
  }
  const open = await prisma().alert.findMany({
    where: { key: { startsWith: KEY }, status: { not: 'closed' } },
    select: { id: true, key: true },
  })
  for (const { id, key } of open)
    if (!standing.has(key)) await perform(system(OVER), 'Alert', 'close', id, {}, { reason: OVER })
  return raised
}

async function unreached() {
  const contacts = await prisma().companyContact.findMany({
    where: { isActive: true, replacedById: null, person: { email: { in: [...(await deadAddresses())] } } },
    include: {
      person: true,
      company: true,
      placements: { take: 1, orderBy: { id: 'desc' }, include: { campaign: true } },
    },
  })
  return contacts.map(({ id, person, company, placements }) => ({
    ...{ key: `${KEY}${id}:${person.email}`, noun: 'CompanyContact', recordId: id, severity: 'critical' as const },
    departmentId: placements[0]?.campaign.departmentId ?? null,
    title: `Courriels non remis : ${person.firstName} ${person.lastName} (${company.name})`,
    advice:
      'Corrigez son adresse puis renvoyez le lien de suivi, ou passez le relais à un autre contact de l’entreprise.',
  }))
}

/** Addresses whose last mail never arrived. */
async function deadAddresses(): Promise<Set<string>> {
  const failed = await prisma().mailDelivery.groupBy({
    by: ['recipient'],
    where: { status: 'failed', createdAt: { gt: later(now(), { days: -DAYS_BACK }) } },
    _max: { createdAt: true },
  })
  const dead = new Set<string>()
  for (const { recipient, _max } of failed) {
    const since = _max.createdAt ?? now()
    const arrived = await prisma().mailDelivery.count({
      where: { recipient, status: 'sent', createdAt: { gt: since } },
    })
    if (arrived === 0) dead.add(recipient)
  }
  return dead
}

const OVER = 'Les courriels arrivent de nouveau, ou quelqu’un d’autre a pris le relais'
