import { read } from '../../platform/db.ts'
import { type Mark, type Presence, presenceOf } from './execution.ts'

/** What each of these members was marked as, in the closed meetings of these clubs between two days. */
export async function sheetsOf(members: string[], from: string, to: string): Promise<Map<string, Presence>> {
  const rows = await read<{ memberId: string; mark: Mark }>(
    `SELECT m."memberId", m.mark FROM "MeetingAttendance" m JOIN "Meeting" r ON r.id = m."meetingId"
      WHERE m."memberId" = ANY($1::uuid[]) AND r.status = 'closed' AND r."heldAt"::date BETWEEN $2::date AND $3::date`,
    [members, from, to],
  )
  const byMember = Map.groupBy(rows, ({ memberId }) => memberId)
  return new Map(members.map((id) => [id, presenceOf((byMember.get(id) ?? []).map(({ mark }) => mark))]))
}
