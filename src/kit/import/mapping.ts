import { refuse } from '../../platform/errors.ts'
import { bare, editDistance } from './nearest.ts'
import type { Target } from './targets.ts'

/** `columns[i]`: the target of the i-th column, null when it is left out. `constants`: one value for every row. */
export type Mapping = { columns: (string | null)[]; constants: Record<string, string> }

/** What is still wrong with a mapping, before any row is looked at. */
export type MappingReview = { missing: Target[]; unused: string[] }

/** Columns recognised by their headers: label in French or English, synonyms, field name. The person corrects. */
export function proposeMapping(targets: Target[], headers: string[]): Mapping {
  const names = headers.map(bare)
  const columns: (string | null)[] = headers.map(() => null)
  const take = (target: Target, index: number) => {
    if (index >= 0 && !columns.includes(target.path)) columns[index] = target.path
  }
  const free = (matches: (name: string) => boolean) =>
    names.findIndex((name, at) => columns[at] === null && matches(name))
  for (const target of targets.filter(isOwn))
    take(
      target,
      free((name) => target.names.includes(name)),
    )
  for (const parts of composed(targets)) {
    const found = parts.map((part) => free((name) => part.names.includes(name)))
    if (found.every((index) => index >= 0) && new Set(found).size === found.length) {
      for (const [index, part] of parts.entries()) take(part, found[index] ?? -1)
    }
  }
  for (const target of targets.filter((one) => one.path === one.fills.name && !isFilled(one, columns, targets)))
    take(
      target,
      free((name) => target.names.includes(name)),
    )
  for (const target of targets.filter((one) => isOwn(one) && !isFilled(one, columns, targets)))
    take(
      target,
      free((name) => target.names.some((known) => isTypo(name, known))),
    )
  return { columns, constants: {} }
}

const isOwn = (target: Target): boolean => !target.fills.reference

/** The parts of each composed key, together: one of them alone names nothing. */
function composed(targets: Target[]): Target[][] {
  const parts = targets.filter((target) => target.path !== target.fills.name)
  return [...Map.groupBy(parts, (part) => part.fills.name).values()]
}

const isTypo = (name: string, known: string): boolean => known.length >= 5 && editDistance(name, known, 1) <= 1

/** Filled by its own column, or by all the parts of its key. */
function isFilled(target: Target, columns: (string | null)[], targets: Target[]): boolean {
  const parts = targets.filter((one) => one.fills === target.fills && one !== target)
  if (columns.includes(target.path)) return true
  return parts.length > 0 && parts.every((part) => columns.includes(part.path))
}

/** Required columns that nothing fills, and columns of the file that go nowhere. Both are said, neither is hidden. */
export function reviewMapping(targets: Target[], headers: string[], mapping: Mapping): MappingReview {
  const filled = [...mapping.columns, ...Object.keys(mapping.constants)]
  return {
    missing: targets.filter((target) => target.required && !isFilled(target, filled, targets)),
    unused: headers.filter((header, index) => header !== '' && mapping.columns[index] === null),
  }
}

/** A mapping that came back from a person: every path is known, no column is given twice. */
export function checkedMapping(targets: Target[], headers: string[], mapping: Mapping): Mapping {
  const allowed = new Set(targets.map((target) => target.path))
  const given = [...mapping.columns.filter((path) => path !== null), ...Object.keys(mapping.constants)]
  const stray = given.find((path) => !allowed.has(path))
  if (stray !== undefined) throw refuse.unknownColumn(stray)
  const twice = given.find((path, index) => given.indexOf(path) !== index)
  const label = targets.find((target) => target.path === twice)?.label
  if (label)
    throw refuse.invalid(
      {},
      {
        fr: `Deux colonnes remplissent « ${label.fr} ». Gardez-en une seule, et laissez l’autre de côté.`,
        en: `Two columns fill “${label.en}”. Keep one of them and leave the other out.`,
      },
    )
  return { columns: headers.map((_, index) => mapping.columns[index] ?? null), constants: mapping.constants }
}
