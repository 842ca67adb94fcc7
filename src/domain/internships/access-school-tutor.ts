import type { Me, RoleRules } from '../../access/rights.ts'
import { defensesFor, evaluationsFor, gradesFor, signing, tutored } from './rows.ts'
import * as still from './still-open.ts'

const seen = { rows: {}, read: 'all' } as const

/** A school tutor sees the internships they tutor, and nothing of the others. */
export function schoolTutor(me: Me): RoleRules {
  const placement = { placement: tutored(me) }
  // A tutor who left signed it, an endorser signs it: the paper stays open to both
  const agreement = { OR: [placement, signing(me)] }
  const some = { placements: { some: tutored(me) } }
  return {
    Company: { rows: some, read: { except: ['notes', 'satisfaction', 'satisfactionCount', 'quality', 'qualityAt'] } },
    CompanyContact: { rows: some, read: { except: ['gender', 'birthDate'] } },
    LegalProfile: seen,
    LegalRule: seen,
    HolidayCalendar: seen,
    Holiday: seen,
    GradingScheme: seen,
    Room: seen,
    Waiver: { rows: placement, read: 'all' },
    Campaign: { rows: some, read: 'all' },
    Offer: { rows: some, read: { except: ['notes'] } },
    Candidature: { rows: { student: some }, read: 'all', update: ['notes'] },
    Placement: { rows: tutored(me), read: 'all', update: ['notes'] },
    Agreement: { rows: agreement, read: 'all' },
    AgreementVersion: { rows: { agreement }, read: 'all' },
    Signatory: { rows: { agreement }, read: { except: ['ip', 'sha256'] } },
    Amendment: { rows: { agreement }, read: 'all' },
    PresencePeriod: { rows: placement, read: 'all' },
    Interruption: { rows: placement, read: 'all' },
    LogbookEntry: { rows: { ...placement, status: { not: 'draft' } }, read: 'all' },
    Deliverable: { rows: placement, read: 'all' },
    DeliverableVersion: { rows: { deliverable: placement }, read: 'all' },
    TutorVisit: { rows: placement, read: 'all', create: 'all', update: 'all', open: { authorId: me.personId } },
    Evaluation: { rows: evaluationsFor(me), read: 'all', update: GRADING, open: ownEvaluation },
    Defense: { rows: defensesFor(me), read: 'all' },
    JuryMember: { rows: { defense: defensesFor(me) }, read: { except: [] } },
    Certificate: { rows: placement, read: { except: ['snapshot'] } },
    FinalGrade: { rows: gradesFor(me), read: 'all' },
    Alert: { rows: { OR: [{ ownerId: me.personId }, placement] }, read: 'all' },
    NotificationLog: { rows: placement, read: { except: ['recipient', 'key'] } },
    SupportingDocument: { rows: placement, read: 'all' },
  }
}

const GRADING = ['skills', 'attendance', 'initiative', 'teamwork', 'comment', 'grade']
const ownEvaluation = { AND: [{ kind: 'school' }, still.openEvaluation] }
