// What people said and what a company showed: tabs of a survey and of a company
export { QualityPanel } from '../quality/quality-panel.tsx'
export { ReportPanel } from '../quality/report-panel.tsx'
export { SurveyPanel } from '../quality/survey-panel.tsx'
