import type { Agreement, Amendment, Placement } from '@prisma/client'
import { asDay, type Day, schoolDay, shownDay } from '../../kit/calendar.ts'
import type { Period } from '../../kit/period.ts'
import type { Text } from '../../platform/catalogue.ts'
import { dateOfDay } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { ON_THEIR_DAY } from './amendment-effects.ts'
import { type Difference, LABELS, shownValue } from './amendment-values.ts'
import { gridOf, presenceOf } from './legal/facts.ts'
import type { Presence } from './presence.ts'
import { holidaysIn } from './proposal.ts'

/** One line of the situation: its value on the day asked for, and the one first signed when it is another. */
export type InForceLine = { field: string; label: Text; value: string; first: string | null }

/** What was signed, one after the other: the agreement, then each amendment with what it changed and what it makes. */
export type InForceStep = {
  amendmentId: string | null
  number: number | null
  kind: Amendment['kind'] | null
  signedOn: Day | null
  /** From that day on */
  from: Day | null
  inForce: boolean
  changes: Difference[]
  presence: Presence | null
}

export type InForce = { lines: InForceLine[]; presence: Presence | null; steps: InForceStep[] }

const FIELDS = ['startsOn', 'endsOn', 'weeklyHours', 'weeklyDays', 'pay', 'contactId', 'schoolTutorId'] as const
type Field = (typeof FIELDS)[number]
type Shown = Record<Field, string>

/** A situation in words, and in the values that hours are counted from. */
type Situation = {
  shown: Shown
  stay: Pick<Placement, 'startsOn' | 'endsOn' | 'weeklyHours' | 'weeklyDays' | 'brokenOn'>
  without: Period[]
}

/**
 * “Agreement + amendments = situation in force on this day”. The placement holds today’s values: those first signed are
 * found by taking back what each amendment wrote down as old, then the amendments are laid on them again, one by one.
 */
export async function situationOn(tx: Tx, placementId: string, agreement: Agreement | null, on: Day): Promise<InForce> {
  const placement = await tx.placement.findUniqueOrThrow({
    where: { id: placementId },
    include: { company: true, presence: true, interruptions: true },
  })
  const amendments = agreement
    ? await tx.amendment.findMany({
        where: { agreementId: agreement.id, status: 'signed' },
        orderBy: { number: 'asc' },
      })
    : []
  const holidays = await holidaysIn(tx, placement.company.country)
  const grid = placement.presence.map(gridOf)
  const presence = ({ stay, without }: Situation) => presenceOf(stay, holidays, { grid, without })
  const first = await firstSigned(tx, placement, amendments)
  const steps: InForceStep[] = [agreementStep(agreement, on, presence(first))]
  let whole = first
  for (const one of amendments) {
    whole = amended(whole, one)
    steps.push({ ...amendmentStep(one, on), presence: presence(whole) })
  }
  const current = amendments.filter((one) => beginning(one) <= on).reduce(amended, first)
  return { lines: linesOf(current, first), presence: presence(current), steps }
}

type Whole = Placement & { interruptions: (Period & { amendmentId: string | null })[] }

async function firstSigned(tx: Tx, placement: Whole, amendments: Amendment[]): Promise<Situation> {
  const entries = await Promise.all(
    FIELDS.map(async (name) => [name, await shownValue(tx, name, placement[name], placement)] as const),
  )
  const shown = Object.fromEntries(entries) as Shown
  const { startsOn, endsOn, weeklyHours, weeklyDays, brokenOn } = placement
  const broken = amendments.some((one) => one.kind === 'termination') ? null : brokenOn
  const without = placement.interruptions.filter((one) => one.amendmentId === null)
  const now: Situation = { shown, stay: { startsOn, endsOn, weeklyHours, weeklyDays, brokenOn: broken }, without }
  const applied = amendments.filter((one) => one.appliedAt !== null)
  return applied.toReversed().reduce((made, one) => written(made, one, 'old'), now)
}

/** The situation once this amendment holds. */
function amended(before: Situation, one: Amendment): Situation {
  const made = written(before, one, 'new')
  const { kind, interruptedFrom: startsOn, interruptedUntil: endsOn, effectiveOn } = one
  if (kind === 'interruption' && startsOn && endsOn)
    return { ...made, without: [...made.without, { startsOn, endsOn }] }
  return kind === 'termination' ? { ...made, stay: { ...made.stay, brokenOn: effectiveOn } } : made
}

function written(situation: Situation, one: Amendment, side: 'old' | 'new'): Situation {
  const shown = { ...situation.shown }
  const stay: Record<string, unknown> = { ...situation.stay }
  for (const change of changesOf(one)) {
    if (!isField(change.field)) continue
    shown[change.field] = change[side]
    if (change.field in stay) stay[change.field] = readBack(change.field, change[side])
  }
  return { ...situation, shown, stay: stay as Situation['stay'] }
}

const isField = (name: string): name is Field => FIELDS.some((field) => field === name)

/** Written down when it was approved, in the words of that day: see differences(). */
const changesOf = ({ changes }: Amendment): Difference[] => (Array.isArray(changes) ? (changes as Difference[]) : [])

function readBack(field: Field, shown: string): unknown {
  if (shown === '—') return null
  const isDate = field === 'startsOn' || field === 'endsOn'
  return isDate ? dateOfDay(shown.split('/').reverse().join('-')) : shown.replace(',', '.')
}

/** From which day an amendment counts: once signed, or on the day it names when that one comes later. */
function beginning({ kind, signedAt, effectiveOn }: Amendment): Day {
  const signed = signedAt ? schoolDay(signedAt) : ''
  return ON_THEIR_DAY.has(kind) && effectiveOn && asDay(effectiveOn) > signed ? asDay(effectiveOn) : signed
}

const agreementStep = (agreement: Agreement | null, on: Day, presence: Presence | null): InForceStep => {
  const signedOn = agreement?.signedAt ? schoolDay(agreement.signedAt) : null
  return {
    ...{ amendmentId: null, number: null, kind: null, changes: [], presence },
    ...{ signedOn, from: signedOn, inForce: signedOn !== null && signedOn <= on },
  }
}

const amendmentStep = (one: Amendment, on: Day) => ({
  ...{ amendmentId: one.id, number: one.number, kind: one.kind, changes: changesOf(one) },
  ...{ signedOn: one.signedAt ? schoolDay(one.signedAt) : null, from: beginning(one), inForce: beginning(one) <= on },
})

function linesOf(current: Situation, first: Situation): InForceLine[] {
  const plain = FIELDS.map((field): InForceLine => {
    const [value, before] = [current.shown[field], first.shown[field]]
    return { field, label: LABELS[field] ?? same(field), value, first: value === before ? null : before }
  })
  const off = current.without.map((one) => `${shownDay(one.startsOn)} – ${shownDay(one.endsOn)}`).join(', ')
  const had = first.without.map((one) => `${shownDay(one.startsOn)} – ${shownDay(one.endsOn)}`).join(', ')
  const { brokenOn } = current.stay
  return [
    ...plain,
    ...(off ? [special('interruption', off, had)] : []),
    ...(brokenOn ? [special('brokenOn', shownDay(brokenOn), '')] : []),
  ]
}

const special = (field: string, value: string, before: string): InForceLine => ({
  ...{ field, label: LABELS[field] ?? same(field), value, first: value === before ? null : before || '—' },
})

const same = (words: string): Text => ({ fr: words, en: words })

const SIGNED = ['signed', 'broken', 'archived']

/** The agreement that binds this internship: the signed one, else the one under way. */
export async function bindingAgreement(tx: Tx, placementId: string): Promise<Agreement | null> {
  const all = await tx.agreement.findMany({ where: { placementId }, orderBy: { createdAt: 'desc' } })
  return (
    all.find((one) => SIGNED.includes(one.status)) ??
    all.find((one) => !['cancelled', 'refused', 'lapsed'].includes(one.status)) ??
    null
  )
}
