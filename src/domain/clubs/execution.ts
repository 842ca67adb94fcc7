import type { Day } from '../../kit/calendar.ts'

/** An activity as the execution rate looks at it. */
export type Planned = {
  status: 'planned' | 'running' | 'finished' | 'cancelled'
  /** The day of the frozen programme */
  plannedOn: Day | null
  /** By the Amicale: a club does not shorten its own programme */
  isApproved: boolean
}

/**
 * How far a club is with the programme it was validated on. What it does beside is shown, never counted: else adding easy
 * activities, or cancelling hard ones, would raise the rate.
 */
export type Execution = {
  planned: number
  done: number
  running: number
  toCome: number
  cancelled: number
  /** Cancelled and taken out, with the approval of the Amicale */
  excused: number
  /** Planned until today, those excused taken out; and the ones among them that are done */
  due: number
  dueDone: number
  /** Finished beside the programme */
  outside: number
  /** Out of those not excused, as a percentage; null when nothing was planned */
  rate: number | null
  /** Out of all */
  gross: number | null
  /** Out of those due by now */
  toDate: number | null
}

export function executionOf(planned: Planned[], outside: Pick<Planned, 'status'>[], today: Day): Execution {
  const of = (status: Planned['status']) => planned.filter((one) => one.status === status).length
  const counted = planned.filter((one) => !isExcused(one))
  const due = counted.filter(({ plannedOn }) => plannedOn !== null && plannedOn <= today)
  const done = of('finished')
  const dueDone = due.filter(({ status }) => status === 'finished').length
  return {
    ...{ planned: planned.length, done, running: of('running'), toCome: of('planned'), cancelled: of('cancelled') },
    ...{ excused: planned.length - counted.length, due: due.length, dueDone },
    outside: outside.filter(({ status }) => status === 'finished').length,
    rate: share(done, counted.length),
    gross: share(done, planned.length),
    toDate: share(dueDone, due.length),
  }
}

const isExcused = ({ status, isApproved }: Planned): boolean => status === 'cancelled' && isApproved

/** Of all clubs together: what they did over what they had to do, never the mean of their rates. */
export function pooled(all: Pick<Execution, 'planned' | 'done' | 'excused'>[]): number | null {
  const sum = (of: (one: Pick<Execution, 'planned' | 'done' | 'excused'>) => number) =>
    all.reduce((total, one) => total + of(one), 0)
  return share(
    sum(({ done }) => done),
    sum(({ planned, excused }) => planned - excused),
  )
}

export type WeightedTask = { status: 'open' | 'done' | 'dropped'; weight: number; dueOn: Day | null }
export type TaskFigures = { done: number; total: number; late: number; rate: number | null }

/** Tasks weigh what their lead says, one unless set; those given up weigh nothing. `late`: how many, whatever they weigh. */
export function tasksOf(tasks: WeightedTask[], today: Day): TaskFigures {
  const kept = tasks.filter(({ status }) => status !== 'dropped')
  const weigh = (some: WeightedTask[]) => some.reduce((total, { weight }) => total + weight, 0)
  const done = weigh(kept.filter(({ status }) => status === 'done'))
  const late = kept.filter(({ status, dueOn }) => status === 'open' && dueOn !== null && dueOn < today).length
  return { done, total: weigh(kept), late, rate: share(done, weigh(kept)) }
}

export type Mark = 'present' | 'late' | 'excused' | 'absent'
export type Presence = Record<Mark, number> & { came: number; expected: number; rate: number | null }

/** Somebody who comes late came; somebody excused was not expected. */
export function presenceOf(marks: Mark[]): Presence {
  const n = (mark: Mark) => marks.filter((one) => one === mark).length
  const came = n('present') + n('late')
  const expected = marks.length - n('excused')
  return {
    ...{ present: n('present'), late: n('late'), excused: n('excused'), absent: n('absent') },
    ...{ came, expected, rate: share(came, expected) },
  }
}

/** As a percentage; null when there is nothing to divide by, which people read as « — ». */
export const share = (part: number, whole: number): number | null => (whole === 0 ? null : (100 * part) / whole)
