import type { JuryRole } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { record } from '../../kit/event.ts'
import { roleFor } from '../../kit/record.ts'
import { later } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import type { Slot } from './defense-conflicts.ts'
import { fullName } from './paper.ts'
import { outranks } from './planning/rank.ts'

type Asked = {
  roomId: string
  startsAt: Date
  minutes: number
  chairId: string
  secondId?: string | undefined
  thirdId?: string | undefined
}
type Seat = { personId: string; role: JuryRole }

export function slotOf(asked: Asked): Slot {
  const { startsAt } = asked
  const jury = juryOf(asked).map((one) => one.personId)
  return { startsAt, endsAt: later(startsAt, { minutes: asked.minutes }), roomId: asked.roomId, jury }
}

export const juryOf = ({ chairId, secondId, thirdId }: Asked): Seat[] => [
  { personId: chairId, role: 'chair' },
  ...(secondId ? [{ personId: secondId, role: 'rapporteur' as const }] : []),
  ...(thirdId ? [{ personId: thirdId, role: 'examiner' as const }] : []),
]

/** A jury has a chair, and whoever followed the student all along does not judge alone. */
export async function refuseJury(tx: Tx, placementId: string, jury: readonly Seat[]): Promise<void> {
  const judges = jury.filter((one) => one.role !== 'guest')
  if (!judges.some((one) => one.role === 'chair')) throw NO_CHAIR
  if (new Set(jury.map((one) => one.personId)).size < jury.length) throw TWICE
  const { schoolTutorId, student } = await tx.placement.findUniqueOrThrow({
    where: { id: placementId },
    include: { student: true },
  })
  if (judges.some((one) => one.personId === student.personId)) throw OWN_JURY
  if (judges.every((one) => one.personId === schoolTutorId)) throw ALONE
  await refuseLowerChair(tx, judges)
}

/** The highest rank presides; whose rank nobody wrote down is not judged by it. */
async function refuseLowerChair(tx: Tx, judges: readonly Seat[]): Promise<void> {
  const chairId = judges.find((one) => one.role === 'chair')?.personId ?? ''
  const known = await tx.teacher.findMany({
    where: { personId: { in: judges.map((one) => one.personId) } },
    include: { person: true },
  })
  const above = outranks(
    known.map(({ personId, rank }) => ({ id: personId, rank })),
    chairId,
  )
  const who = known.find((one) => one.personId === above?.id)?.person
  if (who) throw shouldChair(fullName(who))
}

/** The jury of this defense becomes these people, whoever sat there before. */
export async function seatJury(tx: Tx, ctx: Context, defenseId: string, jury: readonly Seat[]): Promise<void> {
  const role = roleFor(ctx, 'JuryMember', 'create')
  for (const { id, ...before } of await tx.juryMember.findMany({ where: { defenseId } })) {
    await tx.juryMember.delete({ where: { id } })
    await record(tx, ctx, { noun: 'JuryMember', recordId: id, verb: 'delete', role, before })
  }
  for (const seat of jury) {
    const { id } = await tx.juryMember.create({ data: { defenseId, ...seat, createdAt: ctx.now } })
    await record(tx, ctx, { noun: 'JuryMember', recordId: id, verb: 'create', role, after: { defenseId, ...seat } })
  }
}

const NO_CHAIR = refuse.conflict('no_chair', {
  fr: 'Ce jury n’a pas de président : désignez-en un.',
  en: 'This jury has no chair: name one.',
})
const TWICE = refuse.conflict('juror_twice', {
  fr: 'La même personne figure deux fois dans le jury.',
  en: 'The same person is in the jury twice.',
})
const OWN_JURY = refuse.conflict('own_jury', {
  fr: 'L’étudiant ne peut pas être de son propre jury.',
  en: 'The student cannot sit in their own jury.',
})
const ALONE = refuse.conflict('tutor_alone', {
  fr: 'Le tuteur école ne peut pas être seul juge : ajoutez un autre membre au jury.',
  en: 'The school tutor cannot judge alone: add another member to the jury.',
})
const shouldChair = (who: string) =>
  refuse.conflict('chair_rank', {
    fr: `${who} a le grade le plus élevé : la présidence du jury lui revient.`,
    en: `${who} has the highest rank and should chair the jury.`,
  })
