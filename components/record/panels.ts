import type React from 'react'
import { later } from '../later.tsx'
import type { Opened } from './record-tabs.tsx'

type Lazy = typeof import('../lazy/internships.ts')
type Quality = typeof import('../lazy/quality.ts')
type Clubs = typeof import('../lazy/clubs-run.ts')

/** Tabs that a domain adds to the page of a record, by the name that `tab.component` of an action gives (admin/verbs.ts). */
export const panelsByName: Record<string, React.ComponentType<Opened>> = {
  ErasurePanel: later('template', (part: typeof import('../lazy/template.ts')) => part.ErasurePanel),
  HolidayPanel: later('template', (part: typeof import('../lazy/template.ts')) => part.HolidayPanel),
  StateAtPanel: later('template', (part: typeof import('../lazy/template.ts')) => part.StateAtPanel),
  TemplatePanel: later('template', (part: typeof import('../lazy/template.ts')) => part.TemplatePanel),
  LivePanel: later('attendance-live', (part: typeof import('../lazy/attendance-live.ts')) => part.LivePanel),
  CircuitPanel: later('internships', (part: Lazy) => part.CircuitPanel),
  InForcePanel: later('internships', (part: Lazy) => part.InForcePanel),
  PortalPanel: later('internships', (part: Lazy) => part.PortalPanel),
  LegalPanel: later('internships', (part: Lazy) => part.LegalPanel),
  WishesPanel: later('internships', (part: Lazy) => part.WishesPanel),
  SurveyPanel: later('quality', (part: Quality) => part.SurveyPanel),
  ReportPanel: later('quality', (part: Quality) => part.ReportPanel),
  QualityPanel: later('quality', (part: Quality) => part.QualityPanel),
  FairnessPanel: later('internships', (part: Lazy) => part.FairnessPanel),
  ProgrammePanel: later('clubs-run', (part: Clubs) => part.ProgrammePanel),
  HandoverPanel: later('clubs-run', (part: Clubs) => part.HandoverPanel),
  MarksPanel: later('clubs-run', (part: Clubs) => part.MarksPanel),
  SharePanel: later('clubs-run', (part: Clubs) => part.SharePanel),
}
