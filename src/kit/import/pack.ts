import type { Cell, Line, Sheet } from './read.ts'
import { slicesOf } from './slices.ts'

/**
 * A sheet as it waits for its rows to be worked on: fifty thousand of them as values weigh twenty times their text. Each slice
 * is opened when its turn comes, and forgotten after it.
 */
export type Packed = Omit<Sheet, 'rows'> & {
  total: number
  /** First values of each column, to recognise it */
  samples: string[][]
  slices: Uint8Array<ArrayBuffer>[]
}

export function pack({ rows, ...sheet }: Sheet): Packed {
  const slices: Uint8Array<ArrayBuffer>[] = []
  for (const slice of slicesOf(rows)) slices.push(new TextEncoder().encode(JSON.stringify(slice)))
  const samples = sheet.headers.map((_, column) => samplesOf(rows, column))
  return { ...sheet, total: rows.length, samples, slices }
}

const open = new TextDecoder()

export function* packedSlices({ slices }: Packed): Generator<Line[]> {
  for (const slice of slices) yield JSON.parse(open.decode(slice))
}

/** Every cell of one column, from the first row to the last. */
export function* cellsOf(packed: Packed, column: number): Generator<Cell> {
  for (const slice of packedSlices(packed)) for (const { cells } of slice) yield cells[column] ?? null
}

function samplesOf(rows: Line[], column: number): string[] {
  const found = new Set<string>()
  for (const { cells } of rows) {
    const text = String(cells[column] ?? '').trim()
    if (text !== '') found.add(text.slice(0, 60))
    if (found.size === 3) break
  }
  return [...found]
}
