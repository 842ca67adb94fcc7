import type { AlertSeverity } from '@prisma/client'
import { system } from '../../access/actor.ts'
import { perform } from '../../kit/command.ts'
import { prisma, read, transaction } from '../../platform/db.ts'
import { raiseAlert } from './alert.ts'
import { type Found, situations } from './watch-situations.ts'

/**
 * Looks for internships that go wrong quietly. One situation is one alert, given to the school tutor; it closes by itself
 * when the situation ends and comes back if it returns. What a person closed stays closed.
 */
export async function watchInternships(): Promise<number> {
  let raised = 0
  const standing = new Set<string>()
  for (const { name, severity, title, advice, sql, values } of situations) {
    for (const found of await read<Found>(sql, await values())) {
      const key = `watch:${name}:${found.placementId}`
      standing.add(key)
      if (await raiseOrReopen(key, found, { severity, title: title(found), advice })) raised += 1
    }
  }
  await closeEnded(standing)
  return raised
}

type Words = { severity: AlertSeverity; title: string; advice: string }

async function raiseOrReopen(key: string, found: Found, words: Words): Promise<boolean> {
  const { placementId, departmentId, ownerId } = found
  const about = { noun: 'Placement', recordId: placementId, placementId, departmentId, ownerId }
  if (await transaction((tx) => raiseAlert(tx, { key, ...words, ...about }))) return true
  const known = await prisma().alert.findUnique({ where: { key } })
  if (known?.status !== 'closed' || known.closeReason !== ENDED) return false
  await perform(system('La situation est revenue'), 'Alert', 'reopen', known.id)
  return true
}

async function closeEnded(standing: Set<string>): Promise<void> {
  const open = await prisma().alert.findMany({
    where: { key: { startsWith: 'watch:' }, status: { in: ['open', 'snoozed'] } },
    select: { id: true, key: true },
  })
  for (const { id } of open.filter(({ key }) => !standing.has(key)))
    await perform(system(ENDED), 'Alert', 'close', id, {}, { reason: ENDED })
}

export const ENDED = 'La situation a pris fin'
