export { ColumnsPanel } from '../views/columns-panel.tsx'
export { RemoveView, ViewDialog } from '../views/view-dialog.tsx'
