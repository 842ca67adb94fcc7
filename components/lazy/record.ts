// The tabs of a record that are not its details, and the whole of it on paper
export { Documents } from '../record/documents.tsx'
export { History } from '../record/history.tsx'
export { PrintSheet } from '../record/print-sheet.tsx'
export { Viewers } from '../record/viewers.tsx'
