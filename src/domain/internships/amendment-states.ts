import type { AmendmentStatus } from '@prisma/client'

/** Under way: at most one of an agreement is. */
export const LIVE_AMENDMENT: AmendmentStatus[] = ['draft', 'submitted', 'pedagogy_approved', 'approved', 'signing']
