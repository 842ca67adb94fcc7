import { randomUUID } from 'node:crypto'
import type { Activity } from '@prisma/client'
import { z } from 'zod'
import type { Context } from '../../access/actor.ts'
import { shownInstant } from '../../kit/calendar.ts'
import { record as note } from '../../kit/event.ts'
import { roleFor } from '../../kit/record.ts'
import { newId } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { opennessOf } from './attendance-issue.ts'
import { personOf } from './attendance-person.ts'
import { isName } from './name-key.ts'
import { newReceipt } from './receipt.ts'

const name = (fr: string, en: string) => z.string().trim().min(1).max(80).meta({ fr, en })

/** Somebody without a telephone, or whose telephone gave up: the organiser writes them in. */
export const assisted = z.object({
  lastName: name('Nom', 'Last name'),
  firstName: name('Prénom(s)', 'First name(s)'),
  programme: z.string().trim().min(1).max(60).meta({ fr: 'Filière', en: 'Programme' }),
  level: z.string().trim().min(1).max(40).meta({ fr: 'Niveau', en: 'Level' }),
  matricule: z.string().trim().max(30).optional().meta({ fr: 'Matricule', en: 'Student number' }),
  namesake: z
    .string()
    .trim()
    .max(30)
    .optional()
    .meta({
      ...{
        fr: 'Homonyme : matricule ou 4 derniers chiffres du téléphone',
        en: 'Namesake: student number or last 4 digits of the phone',
      },
    }),
  idem: z.uuid().optional().meta({ kind: 'hidden' }),
})

type Line = z.infer<typeof assisted>

/** The same line sent twice, from a list that was offline, is one presence. */
export async function assist(
  { tx, ctx }: { tx: Tx; ctx: Context },
  activity: Activity,
  { idem, ...said }: Line,
  reason: string | null,
): Promise<Record<string, unknown>> {
  if (!isName(said.lastName) || !isName(said.firstName)) throw refuse.invalid({ lastName: LETTERS })
  const idemKey = idem ?? randomUUID()
  const again = await tx.attendance.findUnique({ where: { activityId_idemKey: { activityId: activity.id, idemKey } } })
  if (again) return { attendanceId: again.id }
  if (!reason && (await opennessOf(tx, activity.id, ctx.now)).state === 'closed') throw refuse.invalid({ reason: WHY })
  const { participant } = await personOf(tx, said, ctx.now)
  const before = await tx.attendance.findUnique({
    where: { activityId_participantId: { activityId: activity.id, participantId: participant.id } },
  })
  if (before) throw already(before.receivedAt)
  const id = newId()
  const data = {
    activityId: activity.id,
    participantId: participant.id,
    status: 'confirmed',
    source: 'assisted',
  } as const
  const times = { validatedAt: ctx.now, receivedAt: ctx.now, createdAt: ctx.now, updatedAt: ctx.now }
  const typedName = `${said.lastName} ${said.firstName}`
  await tx.attendance.create({
    data: { ...data, ...times, id, idemKey, typedName, receipt: newReceipt(), statusReason: reason },
  })
  const role = roleFor(ctx, 'Activity', 'assist')
  await note(tx, ctx, { noun: 'Attendance', recordId: id, verb: 'create', role, after: data, reason })
  return { attendanceId: id }
}

const LETTERS = { fr: 'Écrivez le nom et le prénom avec des lettres.', en: 'Write both names with letters.' }
const WHY = {
  fr: 'L’émargement est clos : écrivez pourquoi cette personne est ajoutée.',
  en: 'Attendance is closed: write why this person is added.',
}
const already = (at: Date) =>
  refuse.conflict('already', {
    fr: `Cette personne est déjà enregistrée, le ${shownInstant(at)}. S’il s’agit d’un homonyme, donnez son matricule.`,
    en: `This person is already registered, ${shownInstant(at)}. If this is a namesake, give their student number.`,
  })
