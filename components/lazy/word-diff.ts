import { diffWordsWithSpace } from 'diff'

export type Piece = { text: string; kind: 'same' | 'added' | 'removed' }

/** What differs between two texts, word by word. */
export const wordDiff = (before: string, after: string): Piece[] =>
  diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    text: value,
    kind: added ? 'added' : removed ? 'removed' : 'same',
  }))
