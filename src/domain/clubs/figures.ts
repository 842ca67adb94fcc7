import { type Day, schoolDay } from '../../kit/calendar.ts'
import { type Execution, executionOf, pooled, type TaskFigures, tasksOf } from './execution.ts'
import {
  type Came,
  cameTo,
  type HeldActivity,
  heldBetween,
  type ProgrammeLine,
  type ProgrammeState,
  programmeLines,
  programmesOf,
  type TaskLine,
  taskLines,
} from './facts.ts'
import type { Period } from './period.ts'
import {
  type Attended,
  attendedOf,
  type Evolution,
  evolutionOf,
  perPerson,
  type Rating,
  ratingOf,
} from './statistics.ts'
import { type Span, yearBefore } from './year.ts'

/** What one club, or all of them together, is worth over a period. */
export type Synthesis = {
  attended: Attended
  evolution: Evolution
  /** The quarter under way against the one before, whatever the period */
  quarter: { name: string; attended: Attended; evolution: Evolution }
  quarters: { name: string; attended: Attended }[]
  people: number
  perPerson: number | null
  execution: Execution
  tasks: TaskFigures
  rating: Rating
}
export type ClubFigures = Synthesis & { clubId: string; programme: ProgrammeState | null }

/** The rows behind the figures, read once: rankings and lists are made of the same. */
export type Facts = { period: Period; today: Day; held: HeldActivity[]; came: Came[] }

export type Figures = { clubs: ClubFigures[]; overall: Synthesis & { rate: number | null }; facts: Facts }

/** Of these clubs, which the caller knows may be looked at. Read when asked: nobody sees yesterday’s figures. */
export async function figuresOf(clubs: string[], period: Period, now: Date): Promise<Figures> {
  const { year, span, before, quarter } = period
  const from = [before.from, quarter.before.from, yearBefore(year).from].toSorted()[0] ?? year.from
  const [held, programmes, lines, tasks] = await Promise.all([
    heldBetween(clubs, from, [span.to, year.to].toSorted()[1] ?? year.to),
    programmesOf(clubs, year.name),
    programmeLines(clubs, year.name, year.from, year.to),
    taskLines(clubs, year.from, year.to),
  ])
  const inSpan = held.filter(within(span))
  const came = await cameTo(inSpan.map(({ id }) => id))
  const facts = { period, today: schoolDay(now), held, came }
  const all = { ...facts, lines, tasks }
  const each = clubs.map((clubId): ClubFigures => {
    const programme = programmes.find((one) => one.clubId === clubId) ?? null
    return { clubId, programme, ...synthesis(all, (one) => one === clubId) }
  })
  const overall = synthesis(all, () => true)
  return { clubs: each, overall: { ...overall, rate: pooled(each.map(({ execution }) => execution)) }, facts }
}

/** The quarter under way and the three before it: a year that has just begun is read against the one that ended. */
function rolling({ year, quarter }: Period): (Span & { label: string })[] {
  const all = [yearBefore(year), year].flatMap(({ name, quarters }) =>
    quarters.map((one) => ({ ...one, label: `${one.name} ${name.slice(2, 4)}-${name.slice(7)}` })),
  )
  return all.filter(({ from }) => from <= quarter.span.from).slice(-4)
}

export const within =
  ({ from, to }: Span) =>
  ({ day }: { day: Day }): boolean =>
    day >= from && day <= to

type Everything = Facts & { lines: ProgrammeLine[]; tasks: TaskLine[] }

function synthesis(
  { period, today, held, came, lines, tasks }: Everything,
  isOf: (clubId: string) => boolean,
): Synthesis {
  const { span, before, quarter } = period
  const own = held.filter(({ clubs }) => clubs.some(isOf))
  const over = (one: Span) => attendedOf(own.filter(within(one)))
  const ids = new Set(own.filter(within(span)).map(({ id }) => id))
  const people = new Set(came.filter(({ activityId }) => ids.has(activityId)).map(({ participantId }) => participantId))
  const attended = over(span)
  const rated = own.filter(within(span))
  const mine = lines.filter(({ clubId }) => isOf(clubId))
  return {
    attended,
    evolution: evolutionOf(attended, over(before)),
    quarter: {
      ...{ name: quarter.span.name, attended: over(quarter.span) },
      evolution: evolutionOf(over(quarter.span), over(quarter.before)),
    },
    quarters: rolling(period).map(({ label, ...one }) => ({ name: label, attended: over(one) })),
    ...{ people: people.size, perPerson: perPerson(attended.presences, people.size) },
    execution: executionOf(
      mine.filter(({ programmeId }) => programmeId !== null),
      mine.filter(({ programmeId }) => programmeId === null),
      today,
    ),
    tasks: tasksOf(
      tasks.filter(({ clubId }) => isOf(clubId)),
      today,
    ),
    rating: ratingOf(
      rated.reduce((total, { opinions }) => total + opinions, 0),
      rated.reduce((total, { stars }) => total + stars, 0),
    ),
  }
}
