import type { AlertSeverity } from '@prisma/client'
import { schoolDay } from '../../kit/calendar.ts'
import { later, now } from '../../platform/clock.ts'
import { daysOf } from '../../platform/settings.ts'

export type Found = {
  placementId: string
  departmentId: string
  ownerId: string | null
  student: string
  company: string
}

export type Watched = {
  name: string
  severity: AlertSeverity
  title: (found: Found) => string
  advice: string
  sql: string
  values: () => Promise<unknown[]> | unknown[]
}

const FROM = `
  SELECT p.id AS "placementId", c."departmentId", p."schoolTutorId" AS "ownerId",
    who."firstName" || ' ' || who."lastName" AS student, host.name AS company
  FROM "Placement" p
  JOIN "Campaign" c ON c.id = p."campaignId"
  JOIN "Company" host ON host.id = p."companyId"
  JOIN "Student" s ON s.id = p."studentId"
  JOIN "Person" who ON who.id = s."personId"
  WHERE p.status = 'ongoing'`

// Half of the stay is behind
const PAST_MIDDLE = `p."startsOn" + (p."endsOn" - p."startsOn") / 2 <= $1::date`
const QUIET_DAYS = 10
const SHARE = 80

const today = (): string => schoolDay(now())
const daysAgo = (days: number): string => schoolDay(later(now(), { days: -days }))

/** What is looked for every morning, the gravest last (domain/internships.md §6.14). */
export const situations: Watched[] = [
  {
    name: 'logbook',
    severity: 'warning',
    title: ({ student }) => `Journal vide depuis ${QUIET_DAYS} jours : ${student}`,
    advice:
      'Écrivez à l’étudiant : ses heures ne comptent que s’il les note. S’il est absent, ouvrez une interruption.',
    sql: `${FROM} AND p."startsOn" <= $1::date AND NOT EXISTS (
      SELECT FROM "LogbookEntry" e WHERE e."placementId" = p.id AND e.day > $1::date)
      AND NOT EXISTS (SELECT FROM "Interruption" i WHERE i."placementId" = p.id AND i."endsOn" > $1::date
        AND i."startsOn" <= $2::date)`,
    values: () => [daysAgo(QUIET_DAYS), today()],
  },
  {
    name: 'visit',
    severity: 'warning',
    title: ({ student, company }) => `Aucune visite à mi-parcours : ${student} — ${company}`,
    advice: 'Planifiez une visite, une visioconférence ou un appel, puis notez-en le compte rendu.',
    sql: `${FROM} AND ${PAST_MIDDLE} AND NOT EXISTS (
      SELECT FROM "TutorVisit" v WHERE v."placementId" = p.id AND v."visitedOn" <= $1::date)`,
    values: () => [today()],
  },
  {
    name: 'tutor',
    severity: 'warning',
    title: ({ student, company }) => `${company} ne valide plus les semaines de ${student}`,
    advice: 'Appelez le tuteur en entreprise. Vous pouvez aussi valider ces semaines à sa place.',
    sql: `${FROM} AND EXISTS (
      SELECT FROM "LogbookEntry" e WHERE e."placementId" = p.id AND e.status = 'submitted' AND e."submittedAt" <= $1)`,
    values: async () => [later(now(), { days: -(await daysOf('logbook.alert')) })],
  },
  {
    name: 'hours',
    severity: 'critical',
    title: ({ student }) => `Moins de ${SHARE} % des heures prévues à mi-parcours : ${student}`,
    advice: 'Voyez avec l’étudiant et l’entreprise si la durée pourra être tenue, ou s’il faut un avenant.',
    // The hours that the calendar promised until today, in proportion of the days gone by
    sql: `${FROM} AND ${PAST_MIDDLE} AND p."plannedHours" > 0 AND (
      SELECT coalesce(sum(e.hours), 0) FROM "LogbookEntry" e
      WHERE e."placementId" = p.id AND e.status IN ('submitted', 'approved')
    ) < p."plannedHours" * ${SHARE} / 100.0
      * ($1::date - p."startsOn" + 1) / (p."endsOn" - p."startsOn" + 1)`,
    values: () => [today()],
  },
]
