import type React from 'react'
import { FairnessPanel } from '../internships/fairness-panel.tsx'
import { LegalPanel } from '../internships/legal-panel.tsx'
import { WishesPanel } from '../internships/wishes-panel.tsx'
import type { Opened } from './record-tabs.tsx'

/** Tabs that a domain adds to the page of a record, by the name that `tab.component` of an action gives (admin/verbs.ts). */
export const panelsByName: Record<string, React.ComponentType<Opened>> = { LegalPanel, WishesPanel, FairnessPanel }
