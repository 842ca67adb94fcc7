import type { Me, RoleRules } from '../../access/rights.ts'
import { SIGNATORY } from './access-company-tutor.ts'
import { campaignsFor, evaluationsOf, offersFor, ownPlacement, published, sentToSign } from './rows.ts'
import * as still from './still-open.ts'

const seen = { rows: {}, read: 'all' } as const

/** A student sees what is theirs, and the offers of the campaigns that call their cohort. */
export function student(me: Me): RoleRules {
  const own = ownPlacement(me)
  const placement = { placement: own }
  return {
    Company: {
      rows: { OR: [{ status: 'approved' }, { placements: { some: own } }] },
      read: ['name', 'sector', 'city', 'country', 'website'],
    },
    CompanyContact: {
      rows: { placements: { some: own } },
      read: ['personId', 'companyId', 'post', 'lastName', 'firstName', 'email', 'phone'],
    },
    Room: seen,
    Campaign: { rows: campaignsFor(me), read: { except: ['capacity', 'forwardsOnShortlist', 'gradingSchemeId'] } },
    DeadlineExtension: { rows: { studentId: me.studentId }, read: ['campaignId', 'studentId', 'until'] },
    Offer: { rows: offersFor(me), read: { except: ['notes', 'statusReason', 'contactId'] } },
    Candidature: {
      rows: { studentId: me.studentId },
      read: { except: ['notes', 'previousStatus', 'seatHeld'] },
      update: ['cvFileId', 'letterFileId', 'message'],
      open: still.draftCandidature,
    },
    Preference: { rows: { studentId: me.studentId }, read: 'all', create: 'all', update: ['rank'], remove: true },
    // Their own result, once it is out; the draw itself and the others’ results are the school’s
    AllocationResult: {
      rows: { studentId: me.studentId, run: { status: 'published' } },
      read: { except: ['runId'] },
    },
    Placement: { rows: own, read: { except: ['notes', 'statusReason', 'seatHeld'] } },
    Agreement: { rows: placement, read: 'all', update: MISSION, open: still.openAgreement },
    AgreementVersion: { rows: { agreement: placement }, read: { except: ['snapshot'] } },
    Signatory: { rows: { agreement: placement }, read: { except: SIGNATORY } },
    Amendment: { rows: { agreement: placement, ...sentToSign }, read: { except: ['statusReason', 'snapshot'] } },
    PresencePeriod: { rows: placement, read: 'all' },
    Interruption: { rows: placement, read: 'all' },
    LogbookEntry: { rows: placement, read: 'all', ...diary, open: still.openEntry, remove: true },
    Deliverable: { rows: placement, read: { except: ['grade'] } },
    DeliverableVersion: { rows: { deliverable: placement }, read: 'all' },
    TutorVisit: { rows: placement, read: { except: ['report'] } },
    Evaluation: { rows: evaluationsOf(me), read: 'all', update: GRADING, open: ownEvaluation },
    Defense: { rows: placement, read: { except: ['grade', 'remarks', 'minutesFileId', 'formFileId'] } },
    JuryMember: { rows: { defense: placement }, read: ['defenseId', 'personId', 'role'] },
    Certificate: { rows: placement, read: { except: ['snapshot'] } },
    FinalGrade: { rows: { ...placement, ...published }, read: { except: ['missing', 'adjustmentReason'] } },
    NotificationLog: { rows: { ...placement, personId: me.personId }, read: REMINDER },
    Survey: { rows: { audience: 'students', status: 'open' }, read: ['name', 'question', 'opensOn', 'closesOn'] },
    SupportingDocument: { rows: placement, read: 'all', create: ['placementId', 'kind', 'fileId', 'expiresOn'] },
  }
}

const MISSION = [
  'subject',
  'activities',
  'skills',
  'supervision',
  'specialHours',
  'benefits',
  'leaveTerms',
  'houseRules',
]
const REMINDER = ['label', 'placementId', 'deliverableId', 'dueOn', 'plannedAt', 'sentAt', 'skippedReason']
const GRADING = ['skills', 'attendance', 'initiative', 'teamwork', 'comment', 'grade']
const ownEvaluation = { AND: [{ kind: 'self' }, still.openEvaluation] }
const diary = {
  create: ['placementId', 'day', 'hours', 'isAbsent', 'content'],
  update: ['day', 'hours', 'isAbsent', 'content'],
}
