// Files out: the panel over a list, and what one took out
export { ExportPanel } from '../export/export-panel.tsx'
export { ExportsPage } from '../export/exports-page.tsx'
