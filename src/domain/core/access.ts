import type { AccessTable, Me, RoleRules } from '../../access/rights.ts'

/** Who may do what with people, references and the system’s own records. */
export const coreAccess: AccessTable = {
  admin: () => administrator,
  internship_officer: (me) => officer(me),
  school_tutor: (me) => ({ ...everyone(me), ...sharing(me), ...tutor(me) }),
  company_tutor: (me) => ({ ...everyone(me), ...host(me) }),
  student: (me) => ({ ...everyone(me), ...student(me) }),
  // What they hold in a club is said in domain/clubs/access*.ts
  club_lead: (me) => ({ ...everyone(me), ...themselves(me) }),
  club_treasurer: (me) => ({ ...everyone(me), ...themselves(me) }),
  club_member: (me) => ({ ...everyone(me), ...themselves(me) }),
  union_executive: (me) => ({ ...everyone(me), ...sharing(me), ...themselves(me) }),
}

const anything = { rows: {}, read: 'all', create: 'all', update: 'all', remove: true } as const
const seen = { rows: {}, read: 'all' } as const
const kept = { rows: {}, read: 'all', create: 'all', update: 'all' } as const

const administrator: RoleRules = {
  Person: anything,
  // An account is opened by an invitation and closed by a verb, never typed into a form
  Account: { rows: {}, read: 'all', update: ['locale'] },
  RoleAssignment: anything,
  Department: anything,
  Programme: anything,
  Cohort: anything,
  Student: anything,
  StoredFile: seen,
  Event: seen,
  Notification: seen,
  MailDelivery: seen,
  ScheduledRun: seen,
  Setting: anything,
  SavedView: anything,
  ImportRun: seen,
  TrashedRecord: seen,
  // Its file is fetched by its owner alone, from their own page (src/kit/export/kept.ts)
  ExportRun: { rows: {}, read: { except: ['fileId'] } },
  BulkRun: seen,
  Impersonation: seen,
}

function officer(me: Me): RoleRules {
  return {
    ...everyone(me),
    ...sharing(me),
    Person: { ...kept, rows: peopleOf(me) },
    Student: { ...kept, rows: studentsOf(me) },
    Department: seen,
    Programme: seen,
    Cohort: kept,
    ImportRun: { rows: { createdById: me.personId }, read: 'all' },
  }
}

// Staff and contacts are everybody’s; a student of another department is none of theirs
const peopleOf = (me: Me) => (me.departmentId ? { OR: [{ NOT: { student: {} } }, { student: studentsOf(me) }] } : {})

const studentsOf = (me: Me) => (me.departmentId ? { cohort: { programme: { departmentId: me.departmentId } } } : {})

/** What everybody has: their own notices, views, exports, runs, and what they threw away. */
const everyone = (me: Me): RoleRules => ({
  ExportRun: { rows: { createdById: me.personId }, read: { except: ['fileId'] } },
  BulkRun: { rows: { createdById: me.personId }, read: 'all' },
  TrashedRecord: { rows: { deletedById: me.personId }, read: 'all' },
  // A file just uploaded, before a record owns it; afterwards the right of that record opens it
  StoredFile: { rows: { uploadedById: me.personId }, read: ['name', 'mime', 'size', 'createdAt'] },
  Notification: { rows: { personId: me.personId }, read: { except: ['eventId'] } },
  SavedView: {
    rows: { OR: [{ ownerId: me.personId }, { audience: 'everyone' }, { audience: 'role', role: me.role }] },
    read: 'all',
    create: ['model', 'name', 'query'],
    update: ['name', 'query'],
    remove: true,
    open: { ownerId: me.personId },
  },
})

/** The school’s own people also share their views, with their role or with everybody. */
const sharing = (me: Me): RoleRules => ({
  SavedView: {
    ...everyone(me).SavedView,
    rows: everyone(me).SavedView?.rows ?? {},
    create: ['model', 'name', 'audience', 'role', 'query'],
    update: ['name', 'audience', 'role', 'query'],
  },
})

const themselves = (me: Me): RoleRules => ({ Person: { rows: { id: me.personId }, read: IDENTITY } })

const IDENTITY = ['lastName', 'firstName', 'email', 'phone']
const TRAINEE = ['matricule', 'personId', 'cohortId', 'status', ...IDENTITY]

function tutor(me: Me): RoleRules {
  const tutored = { placements: { some: { schoolTutorId: me.personId } } }
  return {
    Person: {
      rows: { OR: [{ id: me.personId }, { student: tutored }, { contacts: { some: tutored } }] },
      read: IDENTITY,
    },
    Student: { rows: tutored, read: TRAINEE },
    Department: seen,
    Programme: seen,
    Cohort: seen,
  }
}

/** A company reads about its trainees and about the candidates whose file the school forwarded. */
function host(me: Me): RoleRules {
  const trainees = { placements: { some: { contactId: { in: me.contactIds } } } }
  const own = { contacts: { some: { id: { in: me.contactIds } } } }
  const hosted = { contactId: { in: me.contactIds } }
  const candidates = { candidatures: { some: { forwardedAt: { not: null }, offer: { company: own } } } }
  return {
    Person: {
      rows: { OR: [{ id: me.personId }, { student: trainees }, { tutored: { some: hosted } }] },
      read: IDENTITY,
    },
    Student: { rows: { OR: [trainees, candidates] }, read: ['personId', 'cohortId', ...IDENTITY] },
    Programme: { rows: { cohorts: { some: { students: { some: trainees } } } }, read: ['name', 'level'] },
    Cohort: { rows: { students: { some: trainees } }, read: ['programmeId', 'year'] },
  }
}

function student(me: Me): RoleRules {
  const own = { students: { some: { id: me.studentId } } }
  return {
    Person: { rows: { OR: [{ id: me.personId }, { tutored: { some: { studentId: me.studentId } } }] }, read: IDENTITY },
    Student: { rows: { id: me.studentId }, read: { except: ['gender', 'birthDate'] } },
    Department: { rows: { programmes: { some: { cohorts: { some: own } } } }, read: ['code', 'name'] },
    Programme: { rows: { cohorts: { some: own } }, read: ['name', 'level', 'departmentId'] },
    Cohort: { rows: own, read: ['programmeId', 'year'] },
  }
}
