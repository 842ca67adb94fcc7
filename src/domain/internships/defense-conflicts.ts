import type { Defense } from '@prisma/client'
import { shownInstant } from '../../kit/calendar.ts'
import type { Text } from '../../platform/catalogue.ts'
import { Prisma, type Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

export type Slot = { startsAt: Date; endsAt: Date; roomId: string; jury: readonly string[] }

const HELD_AT = ['planned', 'confirmed', 'held'] as const

/**
 * Refuses a slot where the room, a juror or the student is already taken, and says by whom. The room and the people are
 * locked first, always in the same order: of two officers who plan the same hour, the second looks after the first wrote.
 */
export async function refuseConflicts(tx: Tx, defense: Pick<Defense, 'id' | 'placementId'>, slot: Slot): Promise<void> {
  const { student } = await tx.placement.findUniqueOrThrow({
    where: { id: defense.placementId },
    include: { student: true },
  })
  await lock(tx, 'Room', [slot.roomId])
  await lock(tx, 'Person', [...slot.jury, student.personId])
  const others = await tx.defense.findMany({
    where: {
      id: { not: defense.id },
      status: { in: [...HELD_AT] },
      startsAt: { lt: slot.endsAt },
      endsAt: { gt: slot.startsAt },
      OR: [
        { roomId: slot.roomId },
        { jury: { some: { personId: { in: [...slot.jury, student.personId] } } } },
        { placement: { student: { personId: { in: [...slot.jury, student.personId] } } } },
      ],
    },
    include: {
      room: true,
      jury: { include: { person: true } },
      placement: { include: { student: { include: { person: true } } } },
    },
    orderBy: { startsAt: 'asc' },
  })
  if (others.length === 0) return
  const people = [...slot.jury, student.personId]
  throw refuse.conflict('defense_conflict', told(others.flatMap((other) => reasons(other, slot.roomId, people))))
}

type Named = { id: string; firstName: string; lastName: string }
type Other = Pick<Defense, 'startsAt' | 'roomId'> & {
  room: { name: string } | null
  jury: { personId: string; person: Named }[]
  placement: { student: { person: Named } }
}

function reasons({ startsAt, roomId, room, jury, placement }: Other, asked: string, people: string[]): Text[] {
  const defended = placement.student.person
  const when = startsAt ? shownInstant(startsAt) : ''
  const at = { fr: `soutenance de ${name(defended)}, le ${when}`, en: `defense of ${name(defended)}, ${when}` }
  const busy = [...jury.map((one) => one.person), defended].filter((person) => people.includes(person.id))
  const places = roomId === asked && room ? [room.name] : []
  return [...places, ...busy.map(name)].map((who) => ({
    fr: `${who} est déjà pris : ${at.fr}`,
    en: `${who} is already taken: ${at.en}`,
  }))
}

const name = ({ firstName, lastName }: Named): string => `${firstName} ${lastName}`

const told = (all: Text[]): Text => ({
  fr: `${all.map((one) => one.fr).join(' ; ')}. Choisissez un autre créneau.`,
  en: `${all.map((one) => one.en).join('; ')}. Choose another slot.`,
})

const lock = (tx: Tx, table: 'Room' | 'Person', ids: string[]): Promise<unknown> =>
  tx.$queryRaw(
    Prisma.sql`SELECT id FROM ${Prisma.raw(`"${table}"`)} WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`,
  )
