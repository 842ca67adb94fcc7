import type { GridWords } from './text.ts'

export const en: GridWords = {
  start: 'Edit in the list',
  stop: 'Finish editing',
  help: 'Arrows and Tab move from cell to cell, Enter or F2 edits, Escape cancels, then leaves.',
  helpTouch: 'Touch the pencil of a cell to edit it.',
  edit: (label, title) => `Edit ${label} of ${title}`,
  value: (label, title) => `${label} of ${title}`,
  saving: (n) => (n > 1 ? `Saving ${n} cells…` : 'Saving…'),
  saved: (label, title) => `Saved: ${label} of ${title}.`,
  allSaved: 'Everything is saved.',
  toMend: (n) => (n > 1 ? `${n} cells to correct` : 'One cell to correct'),
  none: 'None of these rows is open to you for editing.',
  stale: (theirs) => `Somebody wrote “${theirs}” meanwhile.`,
  keep: 'Keep mine',
  take: 'Take theirs',
  empty: 'empty',
}
