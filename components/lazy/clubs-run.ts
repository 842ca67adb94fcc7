// What runs a club: its lead’s page, an executive’s own, the Amicale’s dashboard, and the tabs of programme, meeting and report
export { ClubPage } from '../clubs/club-page.tsx'
export { ClubsPage } from '../clubs/clubs-page.tsx'
export { DutiesPage } from '../clubs/duties-page.tsx'
export { HandoverPanel } from '../clubs/handover-panel.tsx'
export { MarksPanel } from '../clubs/marks-panel.tsx'
export { ProgrammePanel } from '../clubs/programme-panel.tsx'
export { SharePanel } from '../clubs/share-panel.tsx'
