import pg from 'pg'
import { CANDIDATURES, id, STUDENTS } from './volume.ts'

const PLACED = 12_000
const TUTORS = 300
const COMPANIES = 1_000
const tutor = (n: string) => id(4, `30000 + 1 + ${n} % ${TUTORS}`)
const contact = (n: string) => id(13, `1 + ${n} % ${COMPANIES}`)

/** Where the first of each kind of person stands in the volume, for an account to be opened. */
export const FIRST = { student: 1, school_tutor: 30_001, company_tutor: 40_001 } as const
export const personId = (n: number): string => `019a0004-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

const fill = `
  set session_replication_role = replica;
  insert into "Person" (id, "lastName", "firstName", email, "updatedAt")
    select ${id(4, '30000 + n')}, 'Tuteur ' || n, 'École', 't' || n || '@volume.example', now() from generate_series(1, ${TUTORS}) n
    union all
    select ${id(4, '40000 + n')}, 'Contact ' || n, 'Entreprise', 'c' || n || '@volume.example', now() from generate_series(1, ${COMPANIES}) n;
  insert into "CompanyContact" (id, "personId", "companyId", "updatedAt")
    select ${id(13, 'n')}, ${id(4, '40000 + n')}, ${id(9, 'n')}, now() from generate_series(1, ${COMPANIES}) n;
  insert into "Placement" (id, "studentId", "campaignId", "companyId", "contactId", "schoolTutorId", status, "startsOn", "endsOn", "updatedAt")
    select ${id(10, 'n')}, ${id(5, 'n')}, ${id(6, '1 + n % 4')}, ${id(9, `1 + n % ${COMPANIES}`)}, ${contact('n')}, ${tutor('n')},
      'ongoing', current_date - 30, current_date + 90, now() from generate_series(1, ${PLACED}) n;
  insert into "Deliverable" (id, "placementId", kind, "dueOn", status, "updatedAt")
    select ${id(11, 'n * 2 + k')}, ${id(10, 'n')}, (array['report', 'presentation'])[k + 1]::"DeliverableKind",
      current_date + (n % 80), 'expected', now() from generate_series(1, ${PLACED}) n, generate_series(0, 1) k;
  update "Campaign" set "opensOn" = current_date - 200;
  insert into "CampaignCohort" (id, "campaignId", "cohortId")
    select ${id(14, 'c * 8 + n')}, ${id(6, 'c')}, ${id(3, 'n')} from generate_series(1, 4) c, generate_series(1, 8) n;
  update "Placement" set "confirmedAt" = now() - ("startsOn" - current_date + 60 + abs(hashtext(id::text)) % 90) * interval '1 day';
  update "Deliverable" set status = 'approved', "handedInAt" = now(), "daysLate" = abs(hashtext(id::text)) % 2 where abs(hashtext(id::text)) % 3 = 0;
  insert into "FinalGrade" (id, "placementId", status, computed, final, "updatedAt")
    select ${id(15, 'n')}, ${id(10, 'n')}, 'published', 8 + n % 12, 8 + n % 12, now() from generate_series(1, ${PLACED}) n;
  insert into "Survey" (id, name, "campaignId", audience, question, status, "updatedAt")
    select ${id(16, 'n')}, 'Enquête ' || n, ${id(6, '1 + n % 4')}, (array['students', 'companies'])[1 + n / 4 % 2]::"SurveyAudience", '?', 'open', now()
    from generate_series(0, 7) n;
  insert into "SurveyAnswer" (id, "surveyId", "placementId", score, "updatedAt")
    select ${id(17, 'n * 2 + k')}, ${id(16, 'n % 4 + 4 * k')}, ${id(10, 'n')}, n % 11, now()
    from generate_series(1, ${PLACED}) n, generate_series(0, 1) k where n % 3 = 0;
  insert into "Evaluation" (id, "placementId", kind, stage, status, "updatedAt")
    select ${id(18, 'n * 3 + k')}, ${id(10, 'n')}, (array['company', 'school', 'self'])[k + 1]::"EvaluationKind", 'final', 'open', now()
    from generate_series(1, ${PLACED}) n, generate_series(0, 2) k;
  update "Candidature" set "forwardedAt" = "submittedAt" where status in ('forwarded', 'interview', 'accepted');
  insert into "Event" (id, at, "actorId", role, noun, "recordId", verb, after)
    select ${id(12, 'n')}, now() - n * interval '1 minute', ${id(4, `1 + n % ${STUDENTS}`)}, 'student', 'Candidature', ${id(8, 'n')},
      'submit', '{"status": "submitted"}'::jsonb from generate_series(1, ${CANDIDATURES}) n
    union all
    select ${id(12, `${CANDIDATURES} + n`)}, now() - n * interval '50 seconds', ${id(4, '30000 + 1 + n % 7')}, 'internship_officer',
      'Candidature', ${id(8, 'n')}, 'shortlist', '{"status": "shortlisted"}'::jsonb from generate_series(1, ${CANDIDATURES}) n
    union all
    select ${id(12, `${2 * CANDIDATURES} + n`)}, now() - n * interval '7 minutes', ${id(4, '30000 + 1 + n % 5')}, 'internship_officer',
      'Placement', ${id(10, 'n')}, 'update', '{"subject": "Sujet"}'::jsonb from generate_series(1, ${PLACED}) n;
  set session_replication_role = origin;`

/** Internships under way, what is due for them, and twenty years of events: what a first page is worked out from. */
export async function fillDesk(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(fill)
  await client.query('vacuum analyze')
  await client.end()
}
