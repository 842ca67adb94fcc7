import type { Participant } from '@prisma/client'
import { newId } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { nameKey, tidy } from './name-key.ts'

/** What somebody says of themselves at the door. */
export type Said = {
  lastName: string
  firstName: string
  programme: string
  level: string
  matricule?: string | undefined
  /** Declared namesake: what tells them from the first of that name */
  namesake?: string | undefined
}

export type Found = { participant: Participant; isNew: boolean; mismatch: boolean }

/**
 * The one they are: by their student number when their name agrees with it, else by name, programme and level. Nobody is
 * guessed by resemblance: two sisters resemble each other more than two spellings of one name.
 */
export async function personOf(tx: Tx, said: Said, now: Date): Promise<Found> {
  const key = nameKey(said.lastName, said.firstName)
  const matricule = said.matricule?.toUpperCase().replace(/\s+/g, '') || null
  const holder = matricule ? await tx.participant.findFirst({ where: { matricule, status: 'active' } }) : null
  const mismatch = holder !== null && !shareAName(holder.nameKey, key)
  if (holder && !mismatch && !said.namesake) return { participant: holder, isNew: false, mismatch }
  const kept = mismatch ? null : matricule
  const identity = { nameKey: key, programme: said.programme, level: said.level, namesake: said.namesake ?? '' }
  // Two phones at the same instant: the second waits for the first, then finds its person
  const fresh = await tx.$executeRaw`
    INSERT INTO "Participant" (id, "lastName", "firstName", programme, level, matricule, "nameKey", namesake, "createdAt", "updatedAt")
    VALUES (${newId()}::uuid, ${tidy(said.lastName)}, ${tidy(said.firstName)}, ${said.programme}, ${said.level}, ${kept},
      ${key}, ${identity.namesake}, ${now}, ${now})
    ON CONFLICT ("nameKey", programme, level, namesake) DO NOTHING`
  const found = await tx.participant.findUniqueOrThrow({ where: { nameKey_programme_level_namesake: identity } })
  return { participant: await mainOf(tx, found, kept), isNew: fresh > 0, mismatch }
}

/** A merged spelling leads to the person it was merged into; a student number given for the first time is kept. */
async function mainOf(tx: Tx, found: Participant, matricule: string | null): Promise<Participant> {
  let main = found
  for (let steps = 0; main.mergedIntoId && steps < 5; steps++)
    main = await tx.participant.findUniqueOrThrow({ where: { id: main.mergedIntoId } })
  if (!matricule || main.matricule) return main
  return tx.participant.update({ where: { id: main.id }, data: { matricule, version: { increment: 1 } } })
}

const shareAName = (one: string, other: string): boolean => {
  const words = new Set(one.split(' '))
  return other.split(' ').some((word) => words.has(word))
}
