import type { CandidatureStatus } from '@prisma/client'

// Named groups of states: a rule reads `LIVE`, and the list lives here once.

/** Something may still come of it. */
export const LIVE = ['draft', 'submitted', 'shortlisted', 'forwarded', 'interview', 'waiting_list', 'proposed'] as const

/** Counts against the number of candidatures a student may run at once. */
export const ACTIVE = ['submitted', 'shortlisted', 'forwarded', 'interview', 'waiting_list', 'proposed'] as const

/** The company has the file in its hands. */
export const WITH_COMPANY = ['forwarded', 'interview', 'waiting_list', 'proposed'] as const

/** A refusal that the school may take back. */
export const REOPENABLE = ['refused_by_school', 'refused', 'declined'] as const

export const isIn = (group: readonly CandidatureStatus[], status: CandidatureStatus): boolean => group.includes(status)
