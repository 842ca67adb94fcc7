import { read } from '../../platform/db.ts'
import { type Face, facesOf } from './facts.ts'
import { type Facts, within } from './figures.ts'
import { nameKey } from './name-key.ts'
import { initials, type Ranked, type Scored, type Session, scoresOf, topTen } from './ranking.ts'

export type TopLine = Ranked<Scored> & {
  name: string
  programme: string
  level: string
  /** What anybody may read: the name with consent, else initials */
  publicName: string
  /** Sits in the bureau of one of these clubs */
  isOrganiser: boolean
}
export type Top = { lines: TopLine[]; more: number }

/** The best participants of these clubs over the period: distinct activities, two sessions of a day being one. */
export async function topOf(facts: Facts, clubs: string[]): Promise<Top> {
  const activities = new Map(
    facts.held
      .filter(within(facts.period.span))
      .filter((one) => one.clubs.some((id) => clubs.includes(id)))
      .map(({ id, session, day, clubs }): [string, Session] => [id, { session, day, clubs }]),
  )
  const sessions = new Map<string, Session[]>()
  for (const { participantId, activityId } of facts.came) {
    const session = activities.get(activityId)
    if (session) sessions.set(participantId, [...(sessions.get(participantId) ?? []), session])
  }
  const organisers = await organisersOf(clubs, facts)
  const scored = scoresOf(sessions)
  const faces = await facesOf(likely(scored))
  const isOut = ({ id }: Scored) => organisers.get(faces.find((face) => face.id === id)?.nameKey ?? '') === false
  const { lines, more } = topTen(scored.filter((one) => !isOut(one)))
  return {
    more,
    lines: lines.flatMap((line) => {
      const face = faces.find(({ id }) => id === line.id)
      return face ? [{ ...line, ...said(face), isOrganiser: organisers.has(face.nameKey) }] : []
    }),
  }
}

const said = ({ firstName, lastName, programme, level, showsName }: Face) => ({
  ...{ name: `${firstName} ${lastName}`, programme, level },
  publicName: showsName ? `${firstName} ${lastName}` : initials(firstName, lastName),
})

/** Nobody beyond the hundred best is shown, even once organisers are set aside and equals counted. */
const likely = (scored: Scored[]): string[] => {
  const best = scored.toSorted((a, b) => b.score - a.score)
  const least = best[Math.min(best.length - 1, 99)]?.score ?? 0
  return best.filter(({ score }) => score >= least).map(({ id }) => id)
}

/** By the key of their name; true when their club ranks its organisers. */
async function organisersOf(clubs: string[], { period }: Facts): Promise<Map<string, boolean>> {
  const members = await read<{ lastName: string; firstName: string; isRanked: boolean }>(
    `SELECT m."lastName", m."firstName", c."ranksOrganisers" AS "isRanked" FROM "ClubMember" m
      JOIN "Club" c ON c.id = m."clubId"
      WHERE m."clubId"::text = ANY($1) AND m."startsOn" <= $3::date AND (m."endsOn" IS NULL OR m."endsOn" >= $2::date)`,
    [clubs, period.span.from, period.span.to],
  )
  return new Map(members.map((one) => [nameKey(one.lastName, one.firstName), one.isRanked]))
}
