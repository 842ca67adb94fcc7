import type { UndoWords } from './text.ts'

export const en: UndoWords = {
  undo: 'Undo',
  undoHint: 'Undo the deletion',
  trash: 'Trash',
  trashHelp: (days) => `What you deleted waits here for ${days} days, then is gone for good with its files.`,
  trashHelpAll: (days) =>
    `What was deleted, by whom and when. After ${days} days the item and its files are gone; the log keeps the trace.`,
  deletions: 'Deletions',
  state: 'Show',
  states: { all: 'Everything', waiting: 'What can come back', restored: 'What was restored' },
  person: 'Deleted by',
  search: 'Search the trash',
  what: 'Item',
  by: 'Deleted',
  until: 'What comes next',
  byWhom: (name) => `by ${name}`,
  goneOn: (day) => `gone on ${day}`,
  restore: 'Restore',
  restoreOne: (title) => `Restore ${title}`,
  restoredBy: (name) => `Restored by ${name}`,
  open: 'Open',
  noRight: 'Your role does not let you restore it',
  empty: 'The trash is empty',
  emptyHint: 'What you delete will wait here before it is gone.',
  emptyFiltered: 'Nothing matches',
  emptyFilteredHint: 'Widen the search or show everything.',
}
