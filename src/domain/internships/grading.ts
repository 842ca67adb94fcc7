import { Decimal } from 'decimal.js'

export const PARTS = ['company', 'report', 'defense', 'school'] as const
export type Part = (typeof PARTS)[number]

export type Scheme = {
  weights: Record<Part, Decimal.Value>
  defenseFloor: Decimal.Value | null
  latePenalty: Decimal.Value
  rounding: Decimal.Value
  spreadsExemption: boolean
  passMark: Decimal.Value
}

/** One mark out of 20; `null` is a mark still to come, never a zero. An unjustified absence is a zero, and is given as one. */
export type Marks = Record<Part, Decimal.Value | null> & { daysLate: number; exempted: readonly Part[] }

export type Computed = {
  /** As they count: the report less its penalty */
  marks: Record<Part, Decimal | null>
  missing: Part[]
  grade: Decimal | null
  isValidated: boolean | null
}

/** The final grade out of 20, in exact decimals: weighted mean, floor, penalty and rounding as the scheme declares them. */
export function finalGrade(scheme: Scheme, given: Marks, adjustment: Decimal.Value = 0): Computed {
  const marks = countedMarks(scheme, given)
  const weighed = PARTS.filter((part) => !new Decimal(scheme.weights[part]).isZero())
  const isSpread = (part: Part) => scheme.spreadsExemption && given.exempted.includes(part)
  const counted = weighed.filter((part) => !isSpread(part))
  const missing = counted.filter((part) => marks[part] === null || given.exempted.includes(part))
  const total = Decimal.sum(0, ...counted.map((part) => scheme.weights[part]))
  if (missing.length > 0 || total.isZero()) return { marks, missing, grade: null, isValidated: null }
  const sum = Decimal.sum(0, ...counted.map((part) => new Decimal(marks[part] ?? 0).times(scheme.weights[part])))
  const grade = roundedTo(scheme.rounding, onScale(sum.div(total).plus(adjustment)))
  return { marks, missing, grade, isValidated: isPassed(scheme, marks.defense, grade, isSpread('defense')) }
}

function countedMarks({ latePenalty }: Scheme, given: Marks): Record<Part, Decimal | null> {
  const mark = (part: Part) => {
    const value = given[part]
    return value === null ? null : new Decimal(value)
  }
  const report = mark('report')
  const late = report && onScale(report.minus(new Decimal(latePenalty).times(given.daysLate)))
  return { company: mark('company'), report: late, defense: mark('defense'), school: mark('school') }
}

/** Below the floor of the defense nothing else counts. */
export function isPassed(
  { defenseFloor, passMark }: Pick<Scheme, 'defenseFloor' | 'passMark'>,
  defense: Decimal | null,
  grade: Decimal,
  isExempted: boolean,
): boolean {
  const under = defenseFloor !== null && !isExempted && defense?.lessThan(defenseFloor)
  return !under && grade.greaterThanOrEqualTo(passMark)
}

const onScale = (value: Decimal): Decimal => Decimal.min(20, Decimal.max(0, value))

/** To the nearest step, halves upwards. */
const roundedTo = (step: Decimal.Value, value: Decimal): Decimal =>
  onScale(value.div(step).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).times(step))
