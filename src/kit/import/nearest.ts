import { fold } from '../../access/search.ts'

/** What two spellings of one name share: no case, no accent, no punctuation. « Né(e) le » and « ne e le » are one header. */
export const bare = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The known name a person most likely meant, or null when nothing is close: « Licence Sattistique » → « Licence Statistique ». */
export function nearest(text: string, known: Iterable<string>): string | null {
  const wanted = bare(text)
  const allowed = Math.max(1, Math.floor(wanted.length / 5))
  let best: { name: string; distance: number } | null = null
  for (const name of known) {
    // A number is never a typing mistake: « Horizon Data 23 » is not « Horizon Data 24 »
    if (digits(name) !== digits(text)) continue
    const distance = editDistance(wanted, bare(name), allowed)
    if (distance <= allowed && (!best || distance < best.distance)) best = { name, distance }
  }
  return best?.name ?? null
}

const digits = (text: string): string => text.replace(/\D/g, '')

/** Letters to change, add, remove or swap to turn one into the other; anything above `limit` is `limit + 1`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = cell(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? cell(before, j - 2) + 1 : changed
      next.push(Math.min(changed, swapped, cell(row, j) + 1, cell(next, j - 1) + 1))
    }
    before = row
    row = next
  }
  return Math.min(cell(row, b.length), limit + 1)
}

const cell = (row: number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY
