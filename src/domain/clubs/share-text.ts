import { shownDay } from '../../kit/calendar.ts'
import { config } from '../../platform/config.ts'
import { read } from '../../platform/db.ts'
import { laurelsAt } from './winners.ts'

type Row = {
  theme: string
  club: string
  slug: string
  place: string | null
  day: string
  isTaken: boolean
  present: number
  opinions: number
  mean: number | null
}

/**
 * A finished activity in a message to paste: stars make words bold in WhatsApp. Public facts alone; a winner who did not
 * agree is in initials.
 */
export async function shareText(activityId: string): Promise<{ text: string; slug: string } | null> {
  const [found] = await read<Row>(
    `SELECT a.theme, c.name AS club, c.slug, a.place, a."notTakenReason" IS NULL AS "isTaken",
        (coalesce(a."startsAt", a."finishedAt") AT TIME ZONE $2)::date::text AS day,
        count(t.id)::int AS present, count(t.rating)::int AS opinions, avg(t.rating)::float8 AS mean
      FROM "Activity" a JOIN "Club" c ON c.id = a."clubId"
      LEFT JOIN "Attendance" t ON t."activityId" = a.id AND t.status = 'confirmed'
      WHERE a.id = $1::uuid AND a.status = 'finished' GROUP BY a.id, c.id`,
    [activityId, config.schoolTz],
  )
  if (!found) return null
  const winners = await laurelsAt(activityId)
  const lines = [
    `*${found.club}* : ${found.theme}`,
    `📅 ${shownDay(found.day)}${found.place ? ` · 📍 ${found.place}` : ''}`,
    found.isTaken ? `👥 ${found.present} participant${found.present > 1 ? 's' : ''}` : null,
    found.mean === null ? null : `⭐ ${found.mean.toFixed(1).replace('.', ',')} / 5 (${found.opinions} avis)`,
    ...winners.map(({ rank, publicName }) => `🏆 ${rank}. ${publicName}`),
    'Merci à tous ! La suite est sur la page du club :',
  ]
  return { text: lines.filter((line) => line !== null).join('\n'), slug: found.slug }
}
