// The tabs of internships that weigh: the law on a placement, the wishes of a student, how fair a draw was
export { CircuitPanel } from '../internships/circuit-panel.tsx'
export { FairnessPanel } from '../internships/fairness-panel.tsx'
export { InForcePanel } from '../internships/in-force-panel.tsx'
export { LegalPanel } from '../internships/legal-panel.tsx'
export { PortalPanel } from '../internships/portal-panel.tsx'
export { WishesPanel } from '../internships/wishes-panel.tsx'
