import type React from 'react'
import { BulkReportPage } from '../bulk/report-page.tsx'
import { AgendaPage } from '../calendar/agenda-page.tsx'
import { CalendarScreen } from '../calendar/calendar-screen.tsx'
import { ExportPanel } from '../export/export-panel.tsx'
import { ExportsPage } from '../export/exports-page.tsx'
import { ImportWizard } from '../import/wizard.tsx'
import { steerPages } from '../indicators/pages.tsx'
import { overseePages } from '../oversee/pages.ts'
import type { ModelState } from '../state.ts'
import { TrashPage } from '../undo/trash-page.tsx'
import { workPages } from '../work/pages.tsx'

/** What a screen of another room is given. On a record’s own screen, `id` says which. */
export type ScreenProps = { name: string; model: ModelState; id?: string }

/** Screens by the name that `screen.component` of an action gives (admin/verbs.ts): one line each. */
export const screens: Record<string, React.ComponentType<ScreenProps>> = { ImportWizard, ExportPanel, CalendarScreen }

/** Pages by the name that a declared page gives. */
export const addedPages: Record<string, React.ComponentType> = {
  ...overseePages,
  ...workPages,
  ...steerPages,
  trash: TrashPage,
  bulk: BulkReportPage,
  exports: ExportsPage,
  agenda: AgendaPage,
}
