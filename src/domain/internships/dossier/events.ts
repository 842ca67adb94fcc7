import type { Event } from '@prisma/client'
import { DateTime } from 'luxon'
import { type AnyField, isModel, type ModelName, modelOf } from '../../../access/model.ts'
import { catalogue } from '../../../generated/catalogue.ts'
import { asDay, shownDay, shownInstant } from '../../../kit/calendar.ts'
import { flowOf } from '../../../kit/flow.ts'
import { prisma } from '../../../platform/db.ts'

/** One event as it is told in a dossier: when, who in which role, what to which record, what changed, why. */
export type Told = { at: string; who: string; role: string; what: string; changes: string[]; reason: string }

/** Every event of these records, oldest first, in words that a court reads. */
export async function eventsInWords(ids: string[], names: Names): Promise<Told[]> {
  const events = await prisma().event.findMany({
    where: { recordId: { in: ids } },
    include: { actor: true, impersonator: true },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  return events.map((event) => ({
    at: shownInstant(event.at),
    who: event.actor ? `${event.actor.firstName} ${event.actor.lastName}` : 'Préau',
    role: roleLabel(event.role),
    what: `${nounLabel(event.noun)} ${(names.get(event.recordId) ?? '').replaceAll('→', 'au')} — ${verbLabel(event.noun, event.verb)}`.replace(
      '  ',
      ' ',
    ),
    changes: changesOf(event, names),
    reason: event.reason ?? '',
  }))
}

/** Titles of the records and people that events refer to by id. */
export type Names = Map<string, string>

export function changesOf({ noun, before, after }: Pick<Event, 'noun' | 'before' | 'after'>, names: Names): string[] {
  const [old, now] = [entries(before), entries(after)]
  const columns = [...new Set([...Object.keys(old), ...Object.keys(now)])]
  return columns.flatMap((name) => {
    const field = isModel(noun) ? modelOf(noun).fields.find((one) => one.name === name) : undefined
    // What a verb noted beside the columns: digests and counters that mean something to the machine alone
    if (!field || field.secret || UNTOLD.has(name)) return []
    return [
      `${field.label.fr} : ${valueInWords(field, old[name], names)} devient ${valueInWords(field, now[name], names)}`,
    ]
  })
}

const UNTOLD = new Set(['version', 'updatedAt'])

const entries = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {}

export function valueInWords(field: AnyField, value: unknown, names: Names = new Map()): string {
  if (value === null || value === undefined || value === '') return '—'
  if (field.enum)
    return catalogue.enums[field.enum]?.values.find((one) => one.value === value)?.label.fr ?? String(value)
  if (field.type === 'Boolean') return value === true ? 'oui' : 'non'
  if (field.type === 'DateTime') return dateInWords(field, value)
  if (field.native === 'Uuid') return names.get(String(value)) ?? 'un autre dossier'
  if (typeof value === 'object') return field.type === 'Json' ? 'contenu figé' : String(value)
  return String(value)
}

function dateInWords(field: AnyField, value: unknown): string {
  const date = value instanceof Date ? value : instantOf(String(value))
  if (!date) return String(value)
  return field.native === 'Date' ? shownDay(asDay(date)) : shownInstant(date)
}

function instantOf(text: string): Date | null {
  const time = DateTime.fromISO(text, { zone: 'utc' })
  return time.isValid ? time.toJSDate() : null
}

const roleLabel = (role: string): string =>
  role === 'system'
    ? 'tâche automatique'
    : (catalogue.enums.Role?.values.find((one) => one.value === role)?.label.fr ?? role)

export const nounLabel = (noun: string): string => (isModel(noun) ? catalogue.models[noun].label.fr : noun)

/** The word on the button, or what everything may undergo. */
export const verbLabel = (noun: string, verb: string): string =>
  (isModel(noun) ? flowOf(noun as ModelName)?.verbs.get(verb)?.label.fr : undefined) ?? COMMON[verb] ?? verb

const COMMON: Record<string, string> = {
  ...{ create: 'Créé', update: 'Modifié', delete: 'Supprimé', restore: 'Restauré', freeze: 'Document figé' },
  ...{
    amend: 'Avenant appliqué',
    raise: 'Alerte levée',
    export: 'Exporté',
    pack: 'Dossier complet demandé',
    access: 'Données remises',
  },
}
