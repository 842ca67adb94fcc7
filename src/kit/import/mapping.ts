import { refuse } from '../../platform/errors.ts'
import { bare, editDistance } from './nearest.ts'
import type { Target } from './targets.ts'

/** `columns[i]`: the target of the i-th column, null when it is left out. `constants`: one value for every row. */
export type Mapping = { columns: (string | null)[]; constants: Record<string, string> }

/** What is still wrong with a mapping, before any row is looked at. */
export type MappingReview = { missing: Target[]; unused: string[] }

/** Columns recognised by their headers: label in French or English, synonyms, field name; then near ones. The person corrects. */
export function proposeMapping(targets: Target[], headers: string[]): Mapping {
  const names = headers.map(bare)
  const columns: (string | null)[] = headers.map(() => null)
  const find = (target: Target, means: Means) =>
    names.findIndex(
      (name, at) => columns[at] === null && name !== '' && target.names.some((known) => means(name, known)),
    )
  const take = (target: Target, index: number) => {
    if (index >= 0 && !isFilled(target, columns, targets)) columns[index] = target.path
  }
  for (const means of [isSame, isClose]) {
    for (const target of targets.filter(isOwn)) take(target, find(target, means))
    for (const parts of composed(targets)) takeParts(parts, (part) => find(part, means), take)
    for (const target of targets.filter(isWhole)) take(target, find(target, means))
  }
  return { columns, constants: {} }
}

type Means = (header: string, known: string) => boolean

const isSame: Means = (header, known) => header === known

/** « N° de téléphone », « Nom de l’étudiant », « Promo », « Matricul »: nobody writes the same header twice. */
const isClose: Means = (header, known) => {
  const [words, wanted] = [wordsOf(header), wordsOf(known)]
  if (wanted.length === 0) return false
  if (wanted.every((word, index) => words[index] === word)) return true
  const isShort = words.length === 1 && header.length >= 4 && known.startsWith(header)
  return isShort || (known.length >= 5 && editDistance(header, known, 1) <= 1)
}

const EMPTY_WORDS = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'et', 'the', 'of', 'no', 'numero'])
const wordsOf = (text: string): string[] => text.split(' ').filter((word) => word.length > 1 && !EMPTY_WORDS.has(word))

const isOwn = (target: Target): boolean => !target.fills.reference
const isWhole = (target: Target): boolean => target.path === target.fills.name && !isOwn(target)

/** The parts of each composed key, together: one of them alone names nothing. */
function composed(targets: Target[]): Target[][] {
  const parts = targets.filter((target) => target.path !== target.fills.name)
  return [...Map.groupBy(parts, (part) => part.fills.name).values()]
}

function takeParts(parts: Target[], find: (part: Target) => number, take: (part: Target, index: number) => void): void {
  const found = parts.map(find)
  if (found.some((index) => index < 0) || new Set(found).size < found.length) return
  for (const [index, part] of parts.entries()) take(part, found[index] ?? -1)
}

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
