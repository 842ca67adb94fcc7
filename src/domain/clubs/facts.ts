import type { Day } from '../../kit/calendar.ts'
import { config } from '../../platform/config.ts'
import { read } from '../../platform/db.ts'

/** A finished activity, and who counts in it: presences that are confirmed, of people who were not merged away. */
export type HeldActivity = {
  id: string
  theme: string
  kind: string
  place: string | null
  /** Its own club first, then those it was held with */
  clubs: string[]
  day: Day
  /** One for two sessions of a day */
  session: string
  isTaken: boolean
  present: number
  opinions: number
  stars: number
}

/** What these clubs held between two days, the latest first. */
export const heldBetween = (clubs: string[], from: Day, to: Day): Promise<HeldActivity[]> =>
  read<HeldActivity>(
    `SELECT a.id, a.theme, a.kind, a.place, h.clubs, h.day::text AS day,
        a."clubId" || ' ' || preau_fold(regexp_replace(a.theme, '\\s+', ' ', 'g')) || ' ' || h.day AS session, a."notTakenReason" IS NULL AS "isTaken",
        count(t.id)::int AS present, count(t.rating)::int AS opinions, coalesce(sum(t.rating), 0)::int AS stars
      FROM "Activity" a
      CROSS JOIN LATERAL (SELECT (coalesce(a."startsAt", a."finishedAt") AT TIME ZONE $4)::date AS day,
        a."clubId"::text || ARRAY(SELECT j."clubId"::text FROM "JointClub" j WHERE j."activityId" = a.id
          AND j."clubId" <> a."clubId" ORDER BY j.id) AS clubs) h
      LEFT JOIN "Attendance" t ON t."activityId" = a.id AND t.status = 'confirmed'
        AND EXISTS (SELECT 1 FROM "Participant" p WHERE p.id = t."participantId" AND p.status <> 'merged')
      WHERE a.status = 'finished' AND h.clubs && $1::text[] AND h.day BETWEEN $2::date AND $3::date
      GROUP BY a.id, h.clubs, h.day ORDER BY h.day DESC, a.id`,
    [clubs, from, to, config.schoolTz],
  )

export type Came = { participantId: string; activityId: string }

/** Who came to these activities, and counts. */
export const cameTo = (activities: string[]): Promise<Came[]> =>
  read<Came>(
    `SELECT t."participantId", t."activityId" FROM "Attendance" t JOIN "Participant" p ON p.id = t."participantId"
      WHERE t."activityId" = ANY($1::uuid[]) AND t.status = 'confirmed' AND p.status <> 'merged'`,
    [activities],
  )

export type Face = {
  id: string
  firstName: string
  lastName: string
  nameKey: string
  programme: string
  level: string
  showsName: boolean
}

export const facesOf = (ids: string[]): Promise<Face[]> =>
  read<Face>(
    `SELECT id, "firstName", "lastName", "nameKey", programme, level, "showsName" FROM "Participant" WHERE id = ANY($1::uuid[])`,
    [ids],
  )

/** Everything of the frozen programme of this year, and what was held beside it. */
export type ProgrammeLine = {
  clubId: string
  programmeId: string | null
  status: 'planned' | 'running' | 'finished' | 'cancelled'
  plannedOn: Day | null
  isApproved: boolean
}

export const programmeLines = (clubs: string[], year: string, from: Day, to: Day): Promise<ProgrammeLine[]> =>
  read<ProgrammeLine>(
    `SELECT a."clubId", a."programmeId", a.status, a."plannedOn"::text AS "plannedOn",
        a."cancellationApprovedAt" IS NOT NULL AS "isApproved"
      FROM "Activity" a LEFT JOIN "ActionProgramme" p ON p.id = a."programmeId"
      WHERE a."clubId"::text = ANY($1) AND (
        (p.status = 'validated' AND p.year = $2)
        OR (a."programmeId" IS NULL AND (coalesce(a."startsAt", a."finishedAt") AT TIME ZONE $5)::date BETWEEN $3::date AND $4::date))`,
    [clubs, year, from, to, config.schoolTz],
  )

export type ProgrammeState = { clubId: string; id: string; status: 'draft' | 'submitted' | 'validated' }

export const programmesOf = (clubs: string[], year: string): Promise<ProgrammeState[]> =>
  read<ProgrammeState>(
    `SELECT "clubId", id, status FROM "ActionProgramme" WHERE "clubId"::text = ANY($1) AND year = $2`,
    [clubs, year],
  )

export type TaskLine = { clubId: string; status: 'open' | 'done' | 'dropped'; weight: number; dueOn: Day | null }

/** Tasks of the year: those created in it, and whatever is still to do. */
export const taskLines = (clubs: string[], from: Day, to: Day): Promise<TaskLine[]> =>
  read<TaskLine>(
    `SELECT "clubId", status, weight, "dueOn"::text AS "dueOn" FROM "Task"
      WHERE "clubId"::text = ANY($1) AND (status = 'open'
        OR coalesce("dueOn", ("createdAt" AT TIME ZONE $4)::date) BETWEEN $2::date AND $3::date)`,
    [clubs, from, to, config.schoolTz],
  )
