/** Figures and the morning’s work: for those who steer the internships, fetched when they open them. */
export { IndicatorsPage } from '../indicators/indicators-page.tsx'
export { DuplicatesPage } from '../morning/duplicates-page.tsx'
export { MorningPage } from '../morning/morning-page.tsx'
