// Files out: the panel over a list, the papers of many internships, and what one took out
import '../internships/pack.css'

export { ExportPanel } from '../export/export-panel.tsx'
export { ExportsPage } from '../export/exports-page.tsx'
export { PackPanel } from '../internships/pack-panel.tsx'
