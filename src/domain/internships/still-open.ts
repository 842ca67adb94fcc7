import type { Where } from '../../access/where.ts'

// What may still be edited by hand. Past these states a record only moves through its verbs: a decision, a frozen
// document or a closed campaign is never rewritten by a form.
export const openCampaign: Where = { status: { notIn: ['closed', 'cancelled'] } }
export const openOffer: Where = { status: { notIn: ['withdrawn', 'expired', 'refused'] } }
export const offerOfCompany: Where = { status: { in: ['draft', 'to_fix'] } }
export const draftCandidature: Where = { status: 'draft' }
export const openPlacement: Where = { status: { in: ['proposed', 'prevalidated', 'confirmed'] } }
export const openAgreement: Where = { status: { in: ['draft', 'to_fix'] } }
export const openAmendment: Where = { status: 'draft' }
export const openEntry: Where = { status: { in: ['draft', 'rejected'] } }
export const openEvaluation: Where = { status: { in: ['open', 'draft', 'reopened'] } }
export const waitingSignature: Where = { status: 'waiting' }
