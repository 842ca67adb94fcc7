import type { Where } from '../../access/where.ts'

/** What may still be changed by a form; beyond, a verb asks why. */
export const openProgramme: Where = { status: { in: ['draft', 'submitted'] } }
export const openActivity: Where = { status: { in: ['planned', 'running'] } }
export const openMeeting: Where = { status: 'planned' }
