import { stateLabelOf } from '../../kit/enum-label.ts'
import { config } from '../../platform/config.ts'
import { read } from '../../platform/db.ts'
import { badgeText, registerBadges } from './cash-badge.ts'
import { type PublicFigures, publicFigures } from './public-figures.ts'

/**
 * The page of a club as anybody may read it: words and numbers named one by one, here and nowhere else. What is not in this
 * shape does not leave: no id, no amount, no motive, no prize, no opinion, no list of who came, no contact without consent.
 */
export type PublicPage = {
  name: string
  mission: string | null
  year: string
  next: { theme: string; kind: string; day: string; time: string; place: string | null; attendAt: string | null } | null
  progress: PublicFigures['progress']
  /** `taken`: among the activities, those where attendance was taken */
  numbers: { activities: number; taken: number; mean: number | null; people: number }
  evolution: { percent: number | null; isSmall: boolean }
  held: { theme: string; kind: string; day: string; place: string | null; present: number | null }[]
  heldMore: number
  winners: { competition: string; day: string; rank: number; name: string }[]
  top: { rank: number; name: string; score: number; isOrganiser: boolean }[]
  topMore: number
  bureau: { name: string; post: string; email: string | null; phone: string | null }[]
  /** Only when the club shows it, from five opinions on */
  rating: { mean: number; n: number } | null
  /** What the Amicale published: what was asked, what was done */
  followUps: { said: string; done: string | null }[]
  badge: string | null
}

export type PublicClub = { name: string; slug: string; mission: string | null }

/** The clubs that have a page, by name. */
export const publicClubs = (): Promise<PublicClub[]> =>
  read<PublicClub>('SELECT name, slug, mission FROM "Club" WHERE "isActive" ORDER BY name')

/** Null when no active club has this address. */
export async function publicPage(slug: string, now: Date): Promise<PublicPage | null> {
  const [club] = await read<{ id: string; name: string; mission: string | null }>(
    'SELECT id, name, mission FROM "Club" WHERE slug = $1 AND "isActive"',
    [slug],
  )
  const figures = club && (await publicFigures(club.id, now))
  if (!figures) return null
  const [next, bureau, badges] = await Promise.all([
    nextOf(club.id, now),
    bureauOf(club.id, now),
    registerBadges([club.id]),
  ])
  const badge = badges.get(club.id)
  const { year, progress, activities, mean, people, evolution, held, winners, top, more, rating, followUps } = figures
  return {
    ...{ name: club.name, mission: club.mission, year, next, bureau },
    progress: progress && {
      ...{ rate: progress.rate, done: progress.done, counted: progress.counted, outside: progress.outside },
    },
    numbers: { activities, taken: held.filter(({ present }) => present !== null).length, mean, people },
    evolution: { percent: evolution.percent, isSmall: evolution.isSmall },
    held: held.slice(0, SHOWN).map(({ theme, kind, day, place, present }) => ({
      ...{ theme, kind: kindName(kind), day, place, present },
    })),
    heldMore: Math.max(0, held.length - SHOWN),
    winners: winners.slice(0, SHOWN).map(({ competition, day, rank, name }) => ({ competition, day, rank, name })),
    top: top.map(({ rank, name, score, isOrganiser }) => ({ rank, name, score, isOrganiser })),
    rating: rating && { mean: rating.mean, n: rating.n },
    followUps: followUps.map(({ said, done }) => ({ said, done })),
    ...{ topMore: more, badge: badge ? badgeText(badge, 'fr') : null },
  }
}

/** The page fits the first flight of a slow network: lists end somewhere. */
const SHOWN = 24

const kindName = (kind: string): string => stateLabelOf('ActivityKind', kind).fr

type Next = { theme: string; kind: string; day: string; time: string; place: string | null; address: string | null }

/** What is open to attendance now, else what comes first; what a club has only drafted is nobody’s business. */
async function nextOf(clubId: string, now: Date): Promise<PublicPage['next']> {
  const [found] = await read<Next>(NEXT, [clubId, now, config.schoolTz])
  if (!found) return null
  const { theme, kind, day, time, place, address } = found
  return { theme, kind: kindName(kind), day, time, place, attendAt: address && `/presence/${address}` }
}

const NEXT = `SELECT a.theme, a.kind, a.place, w.day::text AS day, to_char(w.at, 'HH24:MI') AS time,
    CASE WHEN w.open THEN a.slug END AS address
  FROM "Activity" a LEFT JOIN "ActionProgramme" p ON p.id = a."programmeId"
  CROSS JOIN LATERAL (SELECT a."startsAt" AT TIME ZONE $3 AS at, (a."startsAt" AT TIME ZONE $3)::date AS day,
    a.status = 'running' AND EXISTS (SELECT 1 FROM "AttendanceCode" c WHERE c."activityId" = a.id
      AND c."revokedAt" IS NULL AND c."opensAt" <= $2::timestamptz AND c."expiresAt" > $2::timestamptz) AS open) w
  WHERE (a."clubId" = $1::uuid
      OR EXISTS (SELECT 1 FROM "JointClub" j WHERE j."activityId" = a.id AND j."clubId" = $1::uuid))
    AND a.status IN ('planned', 'running') AND (p.id IS NULL OR p.status = 'validated')
    AND a."startsAt" IS NOT NULL AND (w.open OR w.day >= ($2::timestamptz AT TIME ZONE $3)::date)
  ORDER BY w.open DESC, a."startsAt", a.id LIMIT 1`

type Seat = { name: string; post: string; email: string | null; phone: string | null }

/** Who is in office today; how to reach them only if they agreed. */
async function bureauOf(clubId: string, now: Date): Promise<PublicPage['bureau']> {
  const seats = await read<Seat>(BUREAU, [clubId, now, config.schoolTz])
  return seats.map(({ name, post, email, phone }) => ({ name, post: stateLabelOf('ClubPost', post).fr, email, phone }))
}

const BUREAU = `SELECT m."firstName" || ' ' || m."lastName" AS name, m.post,
    CASE WHEN m."showsContact" THEN m.email END AS email, CASE WHEN m."showsContact" THEN m.phone END AS phone
  FROM "ClubMember" m
  WHERE m."clubId" = $1::uuid AND m."startsOn" <= ($2::timestamptz AT TIME ZONE $3)::date
    AND (m."endsOn" IS NULL OR m."endsOn" >= ($2::timestamptz AT TIME ZONE $3)::date)
  ORDER BY m.post, m."lastName", m.id`
