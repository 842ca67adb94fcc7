import { read } from '../../platform/db.ts'
import { figuresOf, within } from './figures.ts'
import { periodAsked } from './period.ts'
import { LEAST_OPINIONS } from './statistics.ts'
import { topOf } from './top.ts'
import { laurelsOf } from './winners.ts'

/**
 * Everything a club’s public page says of its work, and nothing else: written field by field, never a record less a few
 * columns. No amount, no mark of the bureau, no task, no difficulty, no suggestion, no name without consent.
 */
export type PublicFigures = {
  year: string
  progress: { rate: number | null; done: number; counted: number; outside: number } | null
  activities: number
  mean: number | null
  people: number
  evolution: { percent: number | null; isSmall: boolean }
  held: { theme: string; day: string; place: string | null; kind: string; present: number | null }[]
  winners: { competition: string; day: string; rank: number; name: string; prize: string | null }[]
  top: { rank: number; name: string; score: number; isOrganiser: boolean }[]
  more: number
  rating: { mean: number; n: number } | null
  followUps: { said: string; done: string | null }[]
}

export async function publicFigures(clubId: string, now: Date): Promise<PublicFigures | null> {
  const [club] = await read<{ showsRatings: boolean }>(
    'SELECT "showsRatings" FROM "Club" WHERE id = $1::uuid AND "isActive"',
    [clubId],
  )
  if (!club) return null
  const period = await periodAsked(undefined, now)
  const { clubs, facts } = await figuresOf([clubId], period, now)
  const [figures] = clubs
  if (!figures) return null
  const [top, winners, followUps] = await Promise.all([
    topOf(facts, [clubId]),
    laurelsOf([clubId], period.before.from, period.span.to),
    publishedFollowUps(clubId),
  ])
  const { execution, attended, rating, programme, people, quarter } = figures
  const isTold = club.showsRatings && rating.mean !== null && rating.n >= LEAST_OPINIONS
  return {
    year: period.year.name,
    progress:
      programme?.status === 'validated'
        ? {
            ...{ rate: execution.rate, done: execution.done, outside: execution.outside },
            counted: execution.planned - execution.excused,
          }
        : null,
    ...{ activities: attended.activities, mean: attended.mean, people, evolution: quarter.evolution },
    held: facts.held.filter(within(period.span)).map(({ theme, day, place, kind, isTaken, present }) => ({
      ...{ theme, day, place, kind, present: isTaken ? present : null },
    })),
    winners: winners.map(({ competition, day, rank, publicName, prize }) => ({
      ...{ competition, day, rank, name: publicName, prize },
    })),
    top: top.lines.map(({ rank, name, publicName, score, isOrganiser }) => ({
      ...{ rank, name: publicName, score },
      // Initials and a seat in the bureau, whose names are on the page, would be a name
      isOrganiser: isOrganiser && publicName === name,
    })),
    more: top.more,
    rating: isTold && rating.mean !== null ? { mean: rating.mean, n: rating.n } : null,
    followUps,
  }
}

const publishedFollowUps = (clubId: string) =>
  read<{ said: string; done: string | null }>(
    `SELECT said, done FROM "Improvement" WHERE "isPublic" AND ("clubId" = $1::uuid OR "clubId" IS NULL)
      ORDER BY coalesce("doneOn", "createdAt"::date) DESC, id LIMIT 5`,
    [clubId],
  )
