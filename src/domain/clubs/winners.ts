import { config } from '../../platform/config.ts'
import { read } from '../../platform/db.ts'
import { initials } from './ranking.ts'

export type Laurel = {
  id: string
  activityId: string
  clubId: string
  competition: string
  day: string
  rank: number
  name: string
  programme: string | null
  level: string | null
  category: string | null
  score: string | null
  prize: string | null
  publicName: string
}

type Row = Omit<Laurel, 'publicName'> & { team: string | null; showsName: boolean | null }

/** The roll of one competition. */
export async function laurelsAt(activityId: string): Promise<Laurel[]> {
  return shown(
    await read<Row>(`${SELECT} WHERE a.id = $1::uuid ORDER BY w.rank, w."displayName"`, [activityId, config.schoolTz]),
  )
}

/** The hall of fame of these clubs between two days: competitions that are over, the latest first, in order of rank. */
export async function laurelsOf(clubs: string[], from: string, to: string): Promise<Laurel[]> {
  const rows = await read<Row>(
    `${SELECT} WHERE a."clubId"::text = ANY($1) AND a.status = 'finished'
        AND (coalesce(a."startsAt", a."finishedAt") AT TIME ZONE $2)::date BETWEEN $3::date AND $4::date
      ORDER BY day DESC, a.id, w.rank, w."displayName"`,
    [clubs, config.schoolTz, from, to],
  )
  return shown(rows)
}

const SELECT = `SELECT w.id, w."activityId", a."clubId", a.theme AS competition, w.rank, w."displayName" AS name,
    w.programme, w.level, w.category, w.score, w.prize, w.team, p."showsName",
    (coalesce(a."startsAt", a."finishedAt") AT TIME ZONE $2)::date::text AS day
  FROM "Winner" w JOIN "Activity" a ON a.id = w."activityId" LEFT JOIN "Participant" p ON p.id = w."participantId"`

const shown = (rows: Row[]): Laurel[] =>
  rows.map(({ team, showsName, ...row }) => ({
    ...row,
    publicName: showsName === false && !team ? masked(row.name) : row.name,
  }))

function masked(name: string): string {
  const [first = '', ...rest] = name.split(' ')
  return initials(first, rest.join(' ') || first)
}
