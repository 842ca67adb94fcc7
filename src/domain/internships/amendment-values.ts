import type { Amendment, Placement } from '@prisma/client'
import { asDay, shownDay } from '../../kit/calendar.ts'
import { shownMoney } from '../../kit/money.ts'
import type { Text } from '../../platform/catalogue.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import type { WhatIf } from './legal/facts.ts'

/** One difference between the situation in force and the one an amendment makes, as it is printed. */
export type Difference = { field: string; label: Text; old: string; new: string }

export const LABELS: Record<string, Text> = {
  startsOn: { fr: 'Début', en: 'Starts on' },
  endsOn: { fr: 'Fin', en: 'Ends on' },
  weeklyHours: { fr: 'Heures par semaine', en: 'Weekly hours' },
  weeklyDays: { fr: 'Jours par semaine', en: 'Days a week' },
  pay: { fr: 'Gratification', en: 'Pay' },
  contactId: { fr: 'Tuteur en entreprise', en: 'Company tutor' },
  schoolTutorId: { fr: 'Tuteur école', en: 'School tutor' },
  interruption: { fr: 'Interruption', en: 'Interruption' },
  brokenOn: { fr: 'Rupture', en: 'Early termination' },
}

/** What each kind of amendment may change: the rest of what was typed is not its business. */
export const FIELDS_OF: Record<Amendment['kind'], readonly (keyof Amendment)[]> = {
  schedule: ['startsOn', 'endsOn', 'weeklyHours', 'weeklyDays'],
  interruption: ['interruptedFrom', 'interruptedUntil', 'interruptionKind'],
  termination: ['effectiveOn', 'breachInitiative'],
  tutor: ['contactId', 'schoolTutorId', 'effectiveOn'],
  pay: ['pay', 'effectiveOn'],
  other: ['reason'],
}

const PLAIN = ['startsOn', 'endsOn', 'weeklyHours', 'weeklyDays', 'pay', 'contactId', 'schoolTutorId'] as const

/** The columns of the placement that this amendment changes, with their new values. */
export function newValues(amendment: Amendment, placement: Placement): Partial<Placement> {
  const fields = FIELDS_OF[amendment.kind]
  const changed = PLAIN.filter(
    (name) => fields.includes(name) && amendment[name] !== null && text(amendment[name]) !== text(placement[name]),
  )
  return Object.fromEntries(changed.map((name) => [name, amendment[name]]))
}

/** The internship as it would be: what the legal engine judges. */
export function asAmended(amendment: Amendment, placement: Placement): WhatIf {
  const { interruptedFrom: startsOn, interruptedUntil: endsOn, kind, effectiveOn } = amendment
  return {
    ...newValues(amendment, placement),
    ...(kind === 'interruption' && startsOn && endsOn ? { without: [{ startsOn, endsOn }] } : {}),
    ...(kind === 'termination' && effectiveOn ? { brokenOn: effectiveOn } : {}),
  }
}

/** An amendment says something new, and says it whole; what is wrong is said on its own field. */
export function refuseEmpty(amendment: Amendment, placement: Placement): void {
  const errors: Record<string, Text> = {}
  const { kind, interruptedFrom, interruptedUntil, effectiveOn } = amendment
  const [start, end] = [amendment.startsOn ?? placement.startsOn, amendment.endsOn ?? placement.endsOn]
  if (start && end && end < start) errors.endsOn = REVERSED
  if (kind === 'interruption') {
    if (!interruptedFrom) errors.interruptedFrom = NEEDED
    if (!interruptedUntil) errors.interruptedUntil = NEEDED
    if (interruptedFrom && interruptedUntil && interruptedUntil < interruptedFrom) errors.interruptedUntil = REVERSED
    if (interruptedFrom && !isWithin(interruptedFrom, placement)) errors.interruptedFrom = OUTSIDE
    if (interruptedUntil && !isWithin(interruptedUntil, placement)) errors.interruptedUntil = OUTSIDE
  } else if (kind === 'termination') {
    if (!effectiveOn || !isWithin(effectiveOn, placement)) errors.effectiveOn = OUTSIDE
    if (!amendment.breachInitiative) errors.breachInitiative = NEEDED
  } else if (kind === 'other') {
    if (!amendment.reason?.trim()) errors.reason = NEEDED
  } else if (Object.keys(newValues(amendment, placement)).length === 0) {
    errors[String(FIELDS_OF[kind][0])] = NOTHING_NEW
  }
  if (Object.keys(errors).length > 0) throw refuse.invalid(errors)
}

const isWithin = (at: Date, { startsOn, endsOn }: Placement): boolean =>
  (!startsOn || at >= startsOn) && (!endsOn || at <= endsOn)

/** The old and the new, side by side, with the names of today. */
export async function differences(tx: Tx, amendment: Amendment, placement: Placement): Promise<Difference[]> {
  const found: Difference[] = []
  for (const [name, value] of Object.entries(newValues(amendment, placement))) {
    const old = placement[name as keyof Placement]
    const shown = [await shownValue(tx, name, old, placement), await shownValue(tx, name, value, placement)]
    found.push({ field: name, label: LABELS[name] ?? same(name), old: shown[0] ?? '—', new: shown[1] ?? '—' })
  }
  const { kind, interruptedFrom, interruptedUntil, effectiveOn, reason } = amendment
  if (kind === 'interruption' && interruptedFrom && interruptedUntil)
    found.push(one('interruption', `${shownDay(interruptedFrom)} – ${shownDay(interruptedUntil)}`))
  if (kind === 'termination' && effectiveOn) found.push(one('brokenOn', shownDay(effectiveOn)))
  if (kind === 'other')
    found.push({ field: 'reason', label: { fr: 'Objet', en: 'Subject' }, old: '—', new: reason ?? '—' })
  return found
}

const one = (field: string, value: string): Difference => ({
  ...{ field, label: LABELS[field] ?? same(field), old: '—', new: value },
})

export async function shownValue(tx: Tx, name: string, value: unknown, { currency }: Placement): Promise<string> {
  if (value === null || value === undefined) return '—'
  if (value instanceof Date) return shownDay(value)
  if (name === 'pay') return shownMoney(String(value), currency)
  if (name === 'schoolTutorId') return nameOf(await tx.person.findUnique({ where: { id: String(value) } }))
  if (name === 'contactId') {
    const contact = await tx.companyContact.findUnique({ where: { id: String(value) }, include: { person: true } })
    return nameOf(contact?.person ?? null)
  }
  return String(value).replace('.', ',')
}

const nameOf = (person: { firstName: string; lastName: string } | null): string =>
  person ? `${person.firstName} ${person.lastName}` : '—'

const text = (value: unknown): string =>
  value instanceof Date ? asDay(value) : value === null || value === undefined ? '' : String(Number(value) || value)

const same = (words: string): Text => ({ fr: words, en: words })

const NEEDED = { fr: 'À remplir : cette information est obligatoire.', en: 'Please fill in: this is required.' }
const REVERSED = { fr: 'La fin précède le début.', en: 'The end comes before the start.' }
const OUTSIDE = { fr: 'Choisissez un jour du stage en vigueur.', en: 'Choose a day of the internship in force.' }
const NOTHING_NEW = {
  fr: 'Cet avenant ne change rien : indiquez au moins une nouvelle valeur.',
  en: 'This amendment changes nothing: give at least one new value.',
}
