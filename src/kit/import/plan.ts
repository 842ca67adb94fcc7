import type { Context } from '../../access/actor.ts'
import type { AnyModel } from '../../access/model.ts'
import { writable } from '../../access/rights.ts'
import type { Text } from '../../platform/catalogue.ts'
import { transaction } from '../../platform/db.ts'
import { shown } from '../export/shown.ts'
import { type Change, changesOf } from './change.ts'
import { lookAlikes, repeatedKeys, type Twin, titleFields } from './duplicates.ts'
import { type Existing, findExisting, loadKnown } from './existing.ts'
import type { Mapping } from './mapping.ts'
import { type Packed, packedSlices } from './pack.ts'
import { type FileRow, type Problem, rowReader } from './row.ts'
import { breathe } from './slices.ts'
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
/** A row ready for the record’s door. */
export type Prepared = RowPlan & {
  data: Record<string, unknown>
  version: number | null
  /** The columns that change, as they were */
  before: Record<string, unknown>
  headers: Map<string, string>
}

export function writableTargets(ctx: Context, model: AnyModel): Target[] {
  const open = [...writable(ctx.actor, model.name, 'create'), ...writable(ctx.actor, model.name, 'update')]
  return targetsOf(model, new Set(open))
}

/**
 * Everything that can be said without writing: cells, references, repeated keys, what is already there, look-alikes. The file is
 * gone through twice, for its keys and names, then a slice at a time: no more than a slice is held as records.
 */
export async function* prepare(
  ctx: Context,
  model: AnyModel,
  sheet: Packed,
  mapping: Mapping,
): AsyncGenerator<Prepared[]> {
  const targets = writableTargets(ctx, model)
  const headers = headersOf(targets, sheet, mapping)
  const rowOf = await rowReader(ctx, model, targets, sheet, mapping)
  const keys = repeatedKeys(model, headers)
  const alikes = lookAlikes(model)
  for await (const known of loadKnown(ctx, model)) alikes.see(known)
  for (const lines of packedSlices(sheet)) {
    for (const row of lines.map(rowOf)) {
      keys.see(row)
      alikes.see(row)
    }
    await breathe()
  }
  for (const lines of packedSlices(sheet)) {
    const rows = lines.map(rowOf)
    for (const row of rows) row.problems.push(...keys.problemsOf(row))
    const existing = await findExisting(ctx, model, rows)
    yield rows.map((row) => {
      const found = existing(row)
      const next = { ...judged(row, model, found), headers }
      const twin = found || next.status !== 'new' ? null : alikes.twinOf(row)
      return twin ? { ...next, warnings: [{ column: null, value: next.title, why: alike(twin) }] } : next
    })
  }
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

function headersOf(targets: Target[], sheet: Packed, mapping: Mapping): Map<string, string> {
  return new Map(
    targets.flatMap((target) => {
      const index = mapping.columns.indexOf(target.path)
      return index < 0 ? [] : [[target.fills.name, sheet.headers[index] ?? target.label.fr]]
    }),
  )
}

/** Each row really goes through the record’s own door, in a transaction that is then undone. */
export async function tryRows(ctx: Context, name: AnyModel['name'], rows: Prepared[]): Promise<void> {
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
