import type { AccessTable, Me, RoleRules } from '../../access/rights.ts'
import { runBy } from './posts.ts'

/**
 * Who sees who came. Everything here is written by the participant’s own page or by a verb: no form of the desk makes a
 * presence, and treasurers and plain members of the bureau see none of it.
 */
export const attendanceAccess: AccessTable = {
  admin: () => all,
  union_executive: () => all,
  club_lead: (me) => ofClubs(runBy(me)),
  club_member: (me) => ofMe(me),
}

const seen = { rows: {}, read: 'all' } as const

const all: RoleRules = {
  Participant: seen,
  ParticipantMerge: seen,
  Attendance: seen,
  AttendanceSignal: seen,
  AttendanceCode: seen,
}

const ofMe = (me: Me): RoleRules => (runBy(me).length === 0 ? {} : ofClubs(runBy(me)))

function ofClubs(clubs: string[]): RoleRules {
  const activity = { activity: { clubId: { in: clubs } } }
  const came = { attendances: { some: activity } }
  return {
    Participant: { rows: came, read: 'all' },
    ParticipantMerge: { rows: { kept: came }, read: 'all' },
    // What participants would change is told to the Amicale alone (domain/clubs.md §5)
    Attendance: { rows: activity, read: { except: ['suggestion'] } },
    AttendanceSignal: { rows: { attendance: activity }, read: 'all' },
    AttendanceCode: { rows: activity, read: 'all' },
  }
}
