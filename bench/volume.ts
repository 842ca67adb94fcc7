import pg from 'pg'

export const STUDENTS = 20_000
const OFFERS = 10_000
export const CANDIDATURES = 200_000

/** The nth id of a table: a UUIDv7 in shape and order, so that the page of a list is known beforehand. */
export const id = (table: number, n: string) =>
  `('019a${String(table).padStart(4, '0')}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`

export const candidatureId = (n: number): string => `019a0008-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const studentId = (n: number): string => `019a0005-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const offerId = (n: number): string => `019a0007-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

/** The offer that a student applies to on their nth try; tries from 5,000 on are never made by the volume. */
const offerOf = (student: string, nth: string): string => `1 + (${student} * 7 + ${nth}) % ${OFFERS}`

/** A pair that does not exist yet, for the nth creation of a run; `side` keeps two runs apart. */
export function freshPair(nth: number, side: number) {
  const student = 1 + (nth % STUDENTS)
  const offer = 1 + ((student * 7 + 5_000 + side + 2 * Math.floor(nth / STUDENTS)) % OFFERS)
  return { studentId: studentId(student), offerId: offerId(offer) }
}

const states = [
  'draft',
  'submitted',
  'shortlisted',
  'forwarded',
  'interview',
  'refused',
  'accepted',
  'withdrawn',
  'closed',
]
// A hundred family names, each borne by two hundred students
const names = ['Di', 'Sow', 'Tra', 'Kou', 'Ndi', 'Ba', 'Oué', 'Lam', 'Ga', 'Mar'].flatMap((start) =>
  ['allo', 'oré', 'assi', 'aye', 'draogo', 'bert', 'rin', 'ko', 'mé', 'tin'].map((end) => start + end),
)
const array = (words: string[]) => `(array[${words.map((word) => `'${word}'`).join(', ')}])`

const fill = `
  set session_replication_role = replica;
  insert into "Department" (id, code, name, "updatedAt") select ${id(1, '1')}, 'STAT', 'Statistique', now();
  insert into "Programme" (id, name, "departmentId", "updatedAt") select ${id(2, '1')}, 'Master', ${id(1, '1')}, now();
  insert into "Cohort" (id, "programmeId", year, "updatedAt") select ${id(3, 'n')}, ${id(2, '1')}, 2020 + n, now() from generate_series(1, 8) n;
  insert into "Person" (id, "lastName", "firstName", email, "updatedAt")
    select ${id(4, 'n')}, ${array(names)}[1 + n % 100] || ' ' || md5(n::text)::varchar(6), 'Prénom ' || n, 'p' || n || '@volume.example', now()
    from generate_series(1, ${STUDENTS}) n;
  insert into "Student" (id, matricule, "personId", "cohortId", "updatedAt")
    select ${id(5, 'n')}, 'V' || n, ${id(4, 'n')}, ${id(3, '1 + n % 8')}, now() from generate_series(1, ${STUDENTS}) n;
  insert into "Campaign" (id, name, "departmentId", "academicYear", status, "updatedAt")
    select ${id(6, 'n')}, 'Campagne ' || n, ${id(1, '1')}, '2026-2027', 'open', now() from generate_series(1, 4) n;
  insert into "Company" (id, name, city, "updatedAt")
    select ${id(9, 'n')}, 'Entreprise ' || n, 'Dakar', now() from generate_series(1, 1000) n;
  insert into "Offer" (id, "companyId", "campaignId", title, city, seats, status, "updatedAt")
    select ${id(7, 'n')}, ${id(9, '1 + n % 1000')}, ${id(6, '1 + n % 4')}, 'Stage ' || n, 'Dakar', 3, 'published', now()
    from generate_series(1, ${OFFERS}) n;
  insert into "Candidature" (id, "studentId", "offerId", "campaignId", status, message, "submittedAt", "updatedAt")
    select ${id(8, 'n')}, ${id(5, 'student')}, ${id(7, 'offer')}, ${id(6, '1 + offer % 4')},
      ${array(states)}[1 + n % 9]::"CandidatureStatus", 'Bonjour ' || n, now() - n * interval '1 minute', now()
    from generate_series(1, ${CANDIDATURES}) n,
      lateral (select 1 + n % ${STUDENTS} as student) s, lateral (select ${offerOf('student', `n / ${STUDENTS} * 101`)} as offer) o;
  set session_replication_role = origin;`

/** A school of twenty years in one go, by SQL: volume is not a story. Returns how many candidatures there are. */
export async function fillVolume(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(fill)
  await client.query('vacuum analyze')
  const { rows } = await client.query<{ n: number }>('select count(*)::int as n from "Candidature"')
  await client.end()
  return rows[0]?.n ?? 0
}
