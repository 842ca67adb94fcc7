import type { AccessTable, Me, RoleRules } from '../../access/rights.ts'
import { bureauOf, ledBy, runBy } from './posts.ts'
import * as still from './still-open.ts'

/**
 * Who may do what with clubs, their bureau, programme, activities, tasks and meetings. A club sees its own rows alone.
 * Attendance, cash box and what the public sees have pages of their own beside this one.
 */
export const clubsAccess: AccessTable = {
  admin: () => ({ ...above, Task: anything, Meeting: anything, MeetingAttendance: anything }),
  union_executive: () => ({ ...above, ...people }),
  club_lead: (me) => bureau(me),
  club_treasurer: (me) => bureau(me),
  club_member: (me) => bureau(me),
}

/** What a post adds, in the clubs where it is held: each table adds its rows to those of the others. */
export const runningAccess: AccessTable = { club_lead: (me) => running(me), club_member: (me) => running(me) }
export const leadingAccess: AccessTable = { club_lead: (me) => leading(me) }

const seen = { rows: {}, read: 'all' } as const
const kept = { rows: {}, read: 'all', create: 'all', update: 'all' } as const
const anything = { ...kept, remove: true } as const

const above: RoleRules = {
  Club: kept,
  ClubMember: kept,
  ActionProgramme: { ...kept, open: still.openProgramme },
  Activity: { ...kept, open: still.openActivity },
  JointClub: { rows: {}, read: 'all', create: 'all', remove: true },
  Task: seen,
  Meeting: seen,
  MeetingAttendance: seen,
}

/** Who logs in for a club: the Amicale ties a post to a person, and reads no other person of the school. */
const people: RoleRules = {
  Person: {
    rows: { roleAssignments: { some: { role: { in: ['club_lead', 'club_treasurer', 'club_member'] } } } },
    read: ['lastName', 'firstName', 'email', 'phone'],
  },
}

/** What everybody of a bureau reads, and what is theirs alone: their tasks, their own attendance. */
function bureau(me: Me): RoleRules {
  const own = { clubId: { in: bureauOf(me) } }
  return {
    Club: { rows: { id: { in: bureauOf(me) } }, read: 'all' },
    ClubMember: {
      rows: own,
      read: 'all',
      update: ['phone', 'email', 'photoFileId', 'showsContact'],
      open: { personId: me.personId },
    },
    ActionProgramme: { rows: own, read: 'all' },
    Activity: { rows: own, read: 'all' },
    JointClub: { rows: { activity: own }, read: 'all' },
    Task: { rows: { assignee: { personId: me.personId } }, read: 'all' },
    Meeting: { rows: own, read: 'all' },
    MeetingAttendance: { rows: { member: { personId: me.personId } }, read: 'all' },
  }
}

/** What the lead, their deputy and the secretary run. A member of the bureau without such a post only reads. */
function running(me: Me): RoleRules {
  const clubs = runBy(me)
  if (clubs.length === 0) return {}
  const own = { clubId: { in: clubs } }
  return {
    Activity: { ...kept, rows: own, update: { except: ['clubId'] }, open: still.openActivity },
    JointClub: { rows: { activity: own }, read: 'all', create: 'all', remove: true },
    Meeting: { ...kept, rows: own, update: { except: ['clubId'] }, open: still.openMeeting },
  }
}

/** The lead’s own: the bureau, the programme, everybody’s tasks and marks. */
function leading(me: Me): RoleRules {
  const clubs = ledBy(me)
  if (clubs.length === 0) return {}
  const own = { clubId: { in: clubs } }
  return {
    Club: { rows: { id: { in: clubs } }, read: 'all', update: { except: ['name', 'slug', 'isActive'] } },
    // A post is tied to a login by the Amicale: nobody gives themselves the cash box
    ClubMember: {
      rows: own,
      read: 'all',
      create: { except: ['personId'] },
      update: { except: ['clubId', 'personId'] },
    },
    ActionProgramme: {
      rows: own,
      read: 'all',
      create: 'all',
      update: ['objectives', 'year'],
      open: still.openProgramme,
    },
    Task: { rows: own, read: 'all', create: 'all', update: { except: ['clubId'] }, remove: true },
    MeetingAttendance: {
      rows: { meeting: own },
      read: 'all',
      create: 'all',
      update: ['mark', 'note'],
      open: { meeting: still.openMeeting },
    },
  }
}
