import type { Context } from '../../access/actor.ts'
import { type AnyModel, modelOf } from '../../access/model.ts'
import { writable } from '../../access/rights.ts'
import type { Text } from '../../platform/catalogue.ts'
import { transaction } from '../../platform/db.ts'
import { shown } from '../export/shown.ts'
import { type Change, changesOf } from './change.ts'
import { duplicateFinder, refuseRepeatedKeys, type Twin, titleFields } from './duplicates.ts'
import { type Existing, findExisting, loadKnown } from './existing.ts'
import type { Mapping } from './mapping.ts'
import type { Sheet } from './read.ts'
import { type FileRow, type Problem, readRows } from './row.ts'
import { breathe, slicesOf } from './slices.ts'
import { type Target, targetsOf } from './targets.ts'
import { writeRows } from './write-rows.ts'

export type RowStatus = 'new' | 'changed' | 'unchanged' | 'error'

/** What would happen to one row, and why. `warnings` never stop it: they are read by a person. */
export type RowPlan = {
  line: number
  status: RowStatus
  title: string
  id?: string
  problems: Problem[]
  warnings: Problem[]
  notes: Problem[]
  changes: Change[]
}
export type Counts = Record<RowStatus, number> & { warnings: number }
export type Plan = { counts: Counts; rows: RowPlan[] }

/** A row ready for the record’s door. */
export type Prepared = RowPlan & {
  data: Record<string, unknown>
  version: number | null
  /** The columns that change, as they were */
  before: Record<string, unknown>
  headers: Map<string, string>
}

/**
 * What an import would do, row by row: each one really goes through the record’s own door (rights, columns, rules of the
 * database) in a transaction that is then undone.
 */
export async function planImport(
  ctx: Context,
  name: AnyModel['name'],
  sheet: Sheet,
  mapping: Mapping,
  progress?: (done: number) => Promise<void>,
): Promise<Plan> {
  const rows = await prepare(ctx, modelOf(name), sheet, mapping)
  await progress?.(0)
  let done = 0
  for (const slice of slicesOf(rows)) {
    await tryRows(ctx, name, slice)
    done += slice.length
    await progress?.(done)
  }
  return { counts: countsOf(rows), rows }
}

export function writableTargets(ctx: Context, model: AnyModel): Target[] {
  const open = [...writable(ctx.actor, model.name, 'create'), ...writable(ctx.actor, model.name, 'update')]
  return targetsOf(model, new Set(open))
}

/** Everything that can be said without writing: cells, references, repeated keys, what is already there, look-alikes. */
export async function prepare(ctx: Context, model: AnyModel, sheet: Sheet, mapping: Mapping): Promise<Prepared[]> {
  const targets = writableTargets(ctx, model)
  const rows = await readRows(ctx, model, targets, sheet, mapping)
  const headers = headersOf(targets, sheet, mapping)
  refuseRepeatedKeys(model, rows, headers)
  const duplicateOf = duplicateFinder(model, [...(await loadKnown(ctx, model)), ...rows])
  const prepared: Prepared[] = []
  for (const slice of slicesOf(rows)) {
    const existing = await findExisting(ctx, model, slice)
    for (const row of slice) {
      const found = existing(row)
      const next = { ...judged(row, model, found), headers }
      const twin = found || next.status !== 'new' ? null : duplicateOf(row)
      if (twin) next.warnings = [{ column: null, value: next.title, why: alike(twin) }]
      prepared.push(next)
    }
    await breathe()
  }
  return prepared
}

function judged(row: FileRow, model: AnyModel, found: Existing | null): Omit<Prepared, 'headers'> {
  const changes = found ? changesOf(model, row, found) : []
  const ready = found ? (changes.length > 0 ? 'changed' : 'unchanged') : 'new'
  return {
    line: row.line,
    status: row.problems.length > 0 ? 'error' : ready,
    title: found?.title ?? titleOfRow(model, row),
    ...(found && { id: found.id }),
    version: found?.version ?? null,
    data: found ? onlyChanged(row.data, changes) : row.data,
    before: found ? onlyChanged(found.values, changes) : NOTHING,
    problems: row.problems,
    warnings: NONE,
    notes: row.notes,
    changes,
  }
}

// Shared by fifty thousand rows: they are replaced, never filled
const NOTHING: Record<string, unknown> = {}
const NONE: Problem[] = []

const onlyChanged = (data: Record<string, unknown>, changes: Change[]) =>
  Object.fromEntries(changes.map(({ field }) => [field, data[field]]))

/** What a person will call the record, before it exists. */
const titleOfRow = (model: AnyModel, row: FileRow): string =>
  titleFields(model)
    .map((field) => row.titles[field.name] ?? shown(field, row.data[field.name]))
    .filter(Boolean)
    .join(' ')

function headersOf(targets: Target[], sheet: Sheet, mapping: Mapping): Map<string, string> {
  return new Map(
    targets.flatMap((target) => {
      const index = mapping.columns.indexOf(target.path)
      return index < 0 ? [] : [[target.fills.name, sheet.headers[index] ?? target.label.fr]]
    }),
  )
}

async function tryRows(ctx: Context, name: AnyModel['name'], rows: Prepared[]): Promise<void> {
  const undo = new Error('The dry run is over: nothing is kept')
  try {
    await transaction(
      async (tx) => {
        await writeRows(ctx, tx, name, rows)
        throw undo
      },
      { long: true },
    )
  } catch (error) {
    if (error !== undo) throw error
  }
  // The records it made do not exist any more
  for (const row of rows) if (row.status === 'new') delete row.id
}

export function countsOf(rows: RowPlan[]): Counts {
  const of = (status: RowStatus) => rows.filter((row) => row.status === status).length
  const warnings = rows.filter((row) => row.warnings.length > 0).length
  return { new: of('new'), changed: of('changed'), unchanged: of('unchanged'), error: of('error'), warnings }
}

/** A row of the file is named by its line, a record by its title. */
function alike(twin: Twin): Text {
  if (twin.line !== undefined)
    return {
      fr: `Ressemble à la ligne ${twin.line}. Rien n’est fusionné : vérifiez qu’il s’agit de deux fiches différentes.`,
      en: `Looks like line ${twin.line}. Nothing is merged: check that these are two different records.`,
    }
  return {
    fr: `Ressemble à « ${twin.title} », déjà enregistré. Rien n’est fusionné : vérifiez avant de confirmer.`,
    en: `Looks like “${twin.title}”, already recorded. Nothing is merged: check before you confirm.`,
  }
}
