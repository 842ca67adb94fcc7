import type { AccessTable, Me, RoleRules } from '../../access/rights.ts'
import { companyTutor } from './access-company-tutor.ts'
import { schoolTutor } from './access-school-tutor.ts'
import { student } from './access-student.ts'
import { byAgreement, byCampaign, byPlacement, campaignsOf } from './rows.ts'
import * as still from './still-open.ts'

/** Who may do what with internships. No line means invisible. */
export const internshipsAccess: AccessTable = {
  admin: () => administrator,
  internship_officer: (me) => officer(me),
  school_tutor: (me) => schoolTutor(me),
  company_tutor: (me) => companyTutor(me),
  student: (me) => student(me),
}

const anything = { rows: {}, read: 'all', create: 'all', update: 'all', remove: true } as const
const seen = { rows: {}, read: 'all' } as const
const kept = { rows: {}, read: 'all', create: 'all', update: 'all' } as const

const administrator: RoleRules = {
  Company: anything,
  CompanyContact: anything,
  CompanyMerge: seen,
  LegalProfile: anything,
  LegalRule: anything,
  // Granted by the verb `waive`, which looks at the rule
  Waiver: seen,
  HolidayCalendar: anything,
  Holiday: anything,
  GradingScheme: anything,
  Room: anything,
  Teacher: anything,
  Campaign: { ...anything, open: still.openCampaign },
  CampaignCohort: anything,
  DeadlineExtension: anything,
  Offer: { ...anything, open: still.openOffer },
  Candidature: { ...anything, open: still.draftCandidature },
  Preference: anything,
  AllocationRun: seen,
  AllocationResult: seen,
  AllocationPin: anything,
  // The offer of a placement holds a seat: it is chosen once, then the placement is cancelled or kept
  Placement: { ...anything, update: { except: ['offerId'] }, open: still.openPlacement },
  Agreement: { ...anything, open: still.openAgreement },
  AgreementVersion: seen,
  // Lines and amendments are made by verbs, which look at the whole circuit
  Signatory: { rows: {}, read: 'all', update: ['order'], open: still.waitingSignature },
  Amendment: { rows: {}, read: 'all', update: { except: ['agreementId', 'kind'] }, open: still.openAmendment },
  PresencePeriod: anything,
  Interruption: anything,
  LogbookEntry: { ...anything, open: still.openEntry },
  Deliverable: anything,
  DeliverableVersion: seen,
  TutorVisit: anything,
  Evaluation: { ...anything, open: still.openEvaluation },
  Defense: anything,
  JuryMember: anything,
  // Made of its parts, by its verbs: no form writes a mark into it
  FinalGrade: seen,
  Certificate: seen,
  Survey: anything,
  // Anonymous: counted by the house, read by nobody
  SurveyAnswer: { rows: {}, read: [] },
  Alert: kept,
  SupportingDocument: anything,
  // Listed by the night, erased or kept by its verbs
  Erasure: { rows: {}, read: { except: ['fileIds'] } },
  DocumentTemplate: kept,
  DocumentTemplateVersion: seen,
  AccessLink: seen,
  NotificationLog: seen,
}

/** Everything about the internships of their departments; companies and references are everybody’s. */
function officer(me: Me): RoleRules {
  const campaign = { ...kept, rows: byCampaign(me) }
  const placement = { ...kept, rows: byPlacement(me), remove: true }
  const agreement = { ...kept, rows: byAgreement(me) }
  return {
    Company: kept,
    CompanyContact: kept,
    CompanyMerge: seen,
    LegalProfile: seen,
    LegalRule: seen,
    Waiver: { rows: byPlacement(me), read: 'all' },
    HolidayCalendar: kept,
    Holiday: { ...kept, remove: true },
    GradingScheme: kept,
    Room: kept,
    Teacher: kept,
    Campaign: { ...kept, rows: campaignsOf(me), open: still.openCampaign },
    CampaignCohort: { ...campaign, remove: true },
    DeadlineExtension: { ...campaign, remove: true },
    Offer: { ...campaign, open: still.openOffer },
    Candidature: { ...campaign, update: ['notes'] },
    Preference: { ...campaign, create: [], update: [] },
    AllocationRun: { rows: byCampaign(me), read: 'all' },
    AllocationResult: { rows: me.departmentId ? { run: byCampaign(me) } : {}, read: 'all' },
    AllocationPin: { ...campaign, remove: true },
    Placement: { ...campaign, update: { except: ['offerId'] }, open: still.openPlacement },
    Agreement: { ...placement, create: [], remove: false, open: still.openAgreement },
    AgreementVersion: { rows: byAgreement(me), read: 'all' },
    Signatory: { rows: byAgreement(me), read: 'all', update: ['order'], open: still.waitingSignature },
    Amendment: { ...agreement, create: [], update: { except: ['agreementId', 'kind'] }, open: still.openAmendment },
    PresencePeriod: placement,
    Interruption: placement,
    LogbookEntry: { rows: byPlacement(me), read: 'all' },
    Deliverable: { ...placement, remove: false },
    DeliverableVersion: { rows: deliverableOf(me), read: 'all' },
    TutorVisit: { ...placement, remove: false },
    Evaluation: { ...placement, remove: false, open: still.openEvaluation },
    Defense: { ...placement, remove: false },
    JuryMember: { ...kept, rows: defenseOf(me), remove: true },
    FinalGrade: { rows: byPlacement(me), read: 'all' },
    Certificate: { rows: byPlacement(me), read: 'all' },
    Survey: campaign,
    Alert: { rows: alertsOf(me), read: 'all', update: ['ownerId', 'severity', 'dueOn', 'advice'] },
    SupportingDocument: placement,
    DocumentTemplate: { ...kept, rows: templatesOf(me), open: byCampaign(me) },
    DocumentTemplateVersion: { rows: me.departmentId ? { template: templatesOf(me) } : {}, read: 'all' },
    AccessLink: seen,
    // Chases hang on no internship: all of them are read, but to whom they went would tell students of other departments
    NotificationLog: { rows: {}, read: { except: ['recipient', 'personId'] } },
  }
}

/** Theirs, and those that serve every campaign, which they only read. */
const templatesOf = (me: Me) => (me.departmentId ? { OR: [{ campaignId: null }, byCampaign(me)] } : {})
const deliverableOf = (me: Me) => (me.departmentId ? { deliverable: byPlacement(me) } : {})
const defenseOf = (me: Me) => (me.departmentId ? { defense: byPlacement(me) } : {})
const alertsOf = (me: Me) =>
  me.departmentId ? { OR: [{ departmentId: me.departmentId }, byPlacement(me), { ownerId: me.personId }] } : {}
