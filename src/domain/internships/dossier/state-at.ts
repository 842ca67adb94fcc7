import { isModel, type ModelName, modelOf } from '../../../access/model.ts'
import { endOfDay } from '../../../platform/clock.ts'
import { config } from '../../../platform/config.ts'
import { prisma } from '../../../platform/db.ts'
import { type Names, valueInWords } from './events.ts'
import { partsOf } from './parts.ts'
import { namesFor } from './people.ts'

type Row = Record<string, unknown> & { id: string }
export type StateAt = {
  noun: string
  title: string
  changed: boolean
  facts: { label: string; past: string; now: string }[]
}

/**
 * What the school knew of an internship at the end of a day: each record as it is now, walked back through every event
 * since. A record that did not exist yet is left out.
 */
export async function stateAt(placementId: string, day: string): Promise<StateAt[]> {
  const instant = endOfDay(day, config.schoolTz)
  const parts = (await partsOf(placementId)).filter(({ model }) => SHOWN.includes(model))
  const ids = parts.flatMap(({ rows }) => rows.map(({ id }) => id))
  const since = await prisma().event.findMany({
    where: { recordId: { in: ids }, at: { gt: instant } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  })
  const past = parts.map(({ model, rows }) => ({
    model,
    rows: rows
      .filter((row) => bornBefore(row, instant))
      .map((row) => ({
        now: row,
        past: rewound(
          row,
          since.filter((event) => event.recordId === row.id),
        ),
      })),
  }))
  const names = await namesFor(
    past.map(({ model, rows }) => ({ model, rows: rows.flatMap(({ now, past }) => [now, past]) })),
  )
  return past.flatMap(({ model, rows }) => rows.map((row) => told(model, row, names)))
}

const SHOWN: ModelName[] = [
  'Placement',
  'Agreement',
  'Amendment',
  'Interruption',
  'Deliverable',
  'Evaluation',
  'Defense',
  'FinalGrade',
]

const bornBefore = ({ createdAt }: Row, instant: Date): boolean => !(createdAt instanceof Date) || createdAt <= instant

/** The latest change is undone first. */
function rewound(row: Row, since: { before: unknown }[]): Row {
  const past: Row = { ...row }
  for (const { before } of since)
    if (before !== null && typeof before === 'object' && !Array.isArray(before))
      for (const [name, value] of Object.entries(before)) if (name in row) past[name] = value
  return past
}

function told(model: ModelName, { now, past }: { now: Row; past: Row }, names: Names): StateAt {
  const fields = isModel(model)
    ? modelOf(model).fields.filter((field) => !field.via && !field.isId && !field.secret && !HIDDEN.has(field.name))
    : []
  const facts = fields
    .map((field) => ({
      label: field.label.fr,
      past: valueInWords(field, past[field.name], names),
      now: valueInWords(field, now[field.name], names),
    }))
    .filter((fact) => fact.past !== '—' || fact.now !== '—')
  return {
    noun: modelOf(model).label.fr,
    title: names.get(now.id) ?? '',
    changed: facts.some((fact) => fact.past !== fact.now),
    facts,
  }
}

const HIDDEN = new Set(['version', 'createdAt', 'updatedAt', 'seatHeld', 'snapshot', 'changes'])
