import type { Context } from '../../access/actor.ts'
import type { AnyField, AnyModel } from '../../access/model.ts'
import { catalogue } from '../../generated/catalogue.ts'
import type { Text } from '../../platform/catalogue.ts'
import { type ReadCell, readCell } from './cell.ts'
import { type PhoneHabit, phoneHabit } from './cell-phone.ts'
import { type Directory, openDirectory } from './directory.ts'
import type { Mapping } from './mapping.ts'
import { bare } from './nearest.ts'
import { cellsOf, type Packed } from './pack.ts'
import type { Cell, Line } from './read.ts'
import type { Target } from './targets.ts'

/** `column`: the header in the person’s file, null when the whole row is at fault. */
export type Problem = { column: string | null; value: string; why: Text }
/** One row of the file, read: what the record’s door would be given, and what is wrong with it. */
export type FileRow = {
  line: number
  data: Record<string, unknown>
  /** Titles of the records that the references point to */
  titles: Record<string, string>
  problems: Problem[]
  notes: Problem[]
}

type Source = { target: Target; header: string; cellOf(line: Line): Cell; habit?: PhoneHabit }

/** How one row of the sheet goes through the mapping: cells by type, references by their names, required columns present. */
export async function rowReader(
  ctx: Context,
  model: AnyModel,
  targets: Target[],
  sheet: Packed,
  mapping: Mapping,
): Promise<(line: Line) => FileRow> {
  const sources = sourcesOf(targets, sheet, mapping)
  const directories = new Map<string, Directory>()
  for (const { target } of sources) {
    const { fills } = target
    if (fills.reference && !directories.has(fills.name)) directories.set(fills.name, await openDirectory(ctx, fills))
  }
  return (line) => readRow(line, model, targets, sources, directories)
}

function sourcesOf(targets: Target[], sheet: Packed, mapping: Mapping): Source[] {
  const find = (path: string) => targets.find((target) => target.path === path)
  const columns = mapping.columns.flatMap((path, index) => {
    const target = path === null ? undefined : find(path)
    if (!target) return []
    const cellOf = (line: Line) => line.cells[index] ?? null
    const habit = target.cell.kind === 'phone' ? { habit: phoneHabit(cellsOf(sheet, index)) } : {}
    return [{ target, header: sheet.headers[index] ?? '', cellOf, ...habit }]
  })
  const constants = Object.entries(mapping.constants).flatMap(([path, value]) => {
    const target = find(path)
    return target && value !== '' ? [{ target, header: target.label.fr, cellOf: () => value }] : []
  })
  return [...columns, ...constants]
}

function readRow(
  line: Line,
  model: AnyModel,
  targets: Target[],
  sources: Source[],
  directories: Map<string, Directory>,
): FileRow {
  const row: FileRow = { line: line.line, data: {}, titles: {}, problems: [], notes: [] }
  if (line.problem) row.problems.push({ column: null, value: '', why: line.problem })
  for (const source of sources.filter(({ target }) => !target.fills.reference)) fillValue(row, line, source, model)
  for (const [name, directory] of directories) {
    fillReference(
      row,
      line,
      sources.filter(({ target }) => target.fills.name === name),
      directory,
    )
  }
  for (const target of targets.filter((one) => one.required)) requireValue(row, target, sources)
  return row
}

function fillValue(row: FileRow, line: Line, source: Source, model: AnyModel): void {
  const cell = source.cellOf(line)
  const { fills } = source.target
  const found = readCell(cell, fills, source.habit)
  if ('problem' in found) {
    row.problems.push({ column: source.header, value: text(cell), why: found.problem })
    return
  }
  if (found.input === undefined) return
  row.data[fills.name] = found.input
  if (found.note) row.notes.push({ column: source.header, value: text(cell), why: found.note })
  if (found.unit) fillUnit(row, found, fills, model)
}

/** « 4,50 €/h » also says the currency and the period: they go to the neighbours of the amount, in the same group. */
function fillUnit(
  row: FileRow,
  { unit = '' }: Exclude<ReadCell, { problem: Text }>,
  amount: AnyField,
  model: AnyModel,
): void {
  const neighbours = model.fields.filter((field) => field.group !== undefined && field.group === amount.group)
  const currency = neighbours.find((field) => field.name === 'currency')
  const code = CURRENCIES.find(([pattern]) => pattern.test(unit))?.[1]
  if (currency && code && row.data.currency === undefined) row.data.currency = code
  const period = bare(/(?:\/|par)\s*(\p{L}+)/u.exec(unit)?.[1] ?? '')
  if (period === '') return
  for (const field of neighbours.filter((one) => one.enum && row.data[one.name] === undefined)) {
    const value = catalogue.enums[field.enum ?? '']?.values.find((one) =>
      periodNames(one).some((name) => name.startsWith(period)),
    )
    if (value) row.data[field.name] = value.value
  }
}

const CURRENCIES: [RegExp, string][] = [
  [/€|eur/i, 'EUR'],
  [/xaf/i, 'XAF'],
  [/cfa|xof/i, 'XOF'],
  [/\$|usd/i, 'USD'],
]

/** « Par heure » is found by `h` and by `heure`. */
const periodNames = ({ value, label }: { value: string; label: Text }) =>
  [value, ...bare(label.fr).split(' '), ...bare(label.en).split(' ')].filter((word) => word !== 'par' && word !== 'per')

function fillReference(row: FileRow, line: Line, sources: Source[], directory: Directory): void {
  const cells = sources.map((source) => ({ source, text: text(source.cellOf(line)).replace(/\s+/g, ' ').trim() }))
  if (cells.every((cell) => cell.text === '')) return
  const [first] = cells
  const whole = cells.find(({ source }) => source.target.path === source.target.fills.name)
  const parts = Object.fromEntries(cells.map((cell) => [cell.source.target.cell.name, cell.text]))
  const found =
    whole && whole.text !== '' ? directory.byName(whole.text, { ...row.data, ...parts }) : directory.byParts(parts)
  if ('id' in found) {
    const name = sources[0]?.target.fills.name ?? ''
    row.data[name] = found.id
    row.titles[name] = found.title
    return
  }
  const fault = whole ?? cells.find(({ source }) => source.target.cell.name === found.part) ?? first
  row.problems.push({ column: fault?.source.header ?? null, value: fault?.text ?? '', why: found.problem })
}

function requireValue(row: FileRow, target: Target, sources: Source[]): void {
  const own = sources.filter((source) => source.target.fills === target.fills)
  const isSaid = own.some((source) => row.problems.some((problem) => problem.column === source.header))
  if (row.data[target.fills.name] !== undefined || isSaid) return
  const why = {
    fr: `« ${target.label.fr} » est obligatoire et la case est vide. Remplissez-la dans le fichier.`,
    en: `“${target.label.en}” is required and the cell is empty. Fill it in the file.`,
  }
  row.problems.push({ column: own[0]?.header ?? target.label.fr, value: '', why })
}

const text = (cell: Cell): string => (cell === null ? '' : String(cell))
