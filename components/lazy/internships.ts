// The tabs of internships that weigh: the law on a placement, the wishes of a student, how fair a draw was
export { FairnessPanel } from '../internships/fairness-panel.tsx'
export { LegalPanel } from '../internships/legal-panel.tsx'
export { WishesPanel } from '../internships/wishes-panel.tsx'
