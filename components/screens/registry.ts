import type React from 'react'
import { CashLater } from '../clubs/cash-pages.tsx'
import { steerPages } from '../indicators/pages.tsx'
import { weekPages } from '../internships/week-pages.tsx'
import { later } from '../later.tsx'
import { overseePages } from '../oversee/pages.ts'
import type { ModelState } from '../state.ts'
import { workPages } from '../work/pages.ts'

/** What a screen of another room is given. On a record’s own screen, `id` says which. */
export type ScreenProps = { name: string; model: ModelState; id?: string }

type Activity = typeof import('../lazy/activity.ts')
type Agenda = typeof import('../lazy/agenda.ts')
type Bulk = typeof import('../lazy/bulk.ts')
type Defenses = typeof import('../lazy/defenses.ts')
type Clubs = typeof import('../lazy/clubs-run.ts')
type Export = typeof import('../lazy/export.ts')
type Import = typeof import('../lazy/import.ts')
type Undo = typeof import('../lazy/undo.ts')

/** Screens by the name that `screen.component` of an action gives (admin/verbs.ts): one line each. */
export const screens: Record<string, React.ComponentType<ScreenProps>> = {
  ImportWizard: later('import', (part: Import) => part.ImportWizard),
  OpenedRun: later('import', (part: Import) => part.OpenedRun),
  ExportPanel: later('export', (part: Export) => part.ExportPanel),
  PackPanel: later('export', (part: Export) => part.PackPanel),
  CalendarScreen: later('agenda', (part: Agenda) => part.CalendarScreen),
}

/** Pages by the name that a declared page gives. */
export const addedPages: Record<string, React.ComponentType> = {
  ...overseePages,
  ...workPages,
  ...steerPages,
  ...weekPages,
  cash: CashLater,
  trash: later('undo', (part: Undo) => part.TrashPage),
  defenses: later('defenses', (part: Defenses) => part.DefensesPage),
  bulk: later('bulk', (part: Bulk) => part.BulkReportPage),
  exports: later('export', (part: Export) => part.ExportsPage),
  agenda: later('agenda', (part: Agenda) => part.AgendaPage),
  club: later('clubs-run', (part: Clubs) => part.ClubPage),
  clubs: later('clubs-run', (part: Clubs) => part.ClubsPage),
  duties: later('clubs-run', (part: Clubs) => part.DutiesPage),
  activity: later('activity', (part: Activity) => part.ActivityPage),
}
