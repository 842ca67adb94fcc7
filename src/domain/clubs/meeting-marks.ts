import type { Meeting } from '@prisma/client'
import { z } from 'zod'
import type { Context } from '../../access/actor.ts'
import { difference, record } from '../../kit/event.ts'
import { createRecord, updateRecord } from '../../kit/record.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { bureauAt } from './bureau.ts'
import type { Mark } from './execution.ts'

type Place = { tx: Tx; ctx: Context }

export const MARKS = ['present', 'late', 'excused', 'absent'] as const satisfies readonly Mark[]

const sent = z
  .string()
  .transform((text) => JSON.parse(text) as unknown)
  .pipe(z.array(z.object({ memberId: z.uuid(), mark: z.enum(MARKS), note: z.string().trim().max(400) })).max(200))

/** The whole sheet at once, as the lead tapped it: what did not change is not written. Says how many marks were. */
export async function saveMarks({ tx, ctx }: Place, meeting: Meeting, marks: string): Promise<number> {
  const read = sent.safeParse(marks)
  if (!read.success) throw refuse.invalid({ marks: UNREADABLE })
  const known = await tx.meetingAttendance.findMany({ where: { meetingId: meeting.id } })
  let written = 0
  for (const { memberId, mark, note } of read.data) {
    const before = known.find((one) => one.memberId === memberId)
    const values = { mark, note: note || null }
    if (before) {
      const { changed } = await updateRecord(ctx, 'MeetingAttendance', before.id, null, values, { tx })
      written += changed ? 1 : 0
    } else {
      await createRecord(ctx, 'MeetingAttendance', { meetingId: meeting.id, memberId, ...values }, { tx })
      written += 1
    }
  }
  return written
}

type Correction = { memberId: string; mark: Mark; note?: string | undefined }

/** After the meeting is closed: what it was, what it becomes, who says so and why stand in the history of the mark. */
export async function correctMark({ tx, ctx }: Place, meeting: Meeting, input: Correction, reason: string | null) {
  const { memberId, mark, note } = input
  const where = { meetingId_memberId: { meetingId: meeting.id, memberId } }
  const before = await tx.meetingAttendance.findUnique({ where })
  const bureau = await bureauAt(tx, meeting.clubId, meeting.heldAt)
  if (!before && !bureau.some(({ id }) => id === memberId)) throw refuse.notFound()
  const values = { mark, ...(note !== undefined && { note: note || null }) }
  const saved = await tx.meetingAttendance.upsert({
    where,
    create: { meetingId: meeting.id, memberId, ...values },
    update: { ...values, version: { increment: 1 } },
  })
  const change = difference(before ?? {}, values)
  const happening = { noun: 'MeetingAttendance', recordId: saved.id, role: 'club_lead', reason } as const
  await record(tx, ctx, { ...happening, verb: before ? 'update' : 'create', ...change })
  return { memberId, from: before?.mark ?? null, mark }
}

const UNREADABLE = {
  fr: 'Ce pointage n’a pas pu être lu : rechargez la page et recommencez.',
  en: 'These marks could not be read: reload the page and try again.',
}
