import type { Actor, Role } from '../../src/access/actor.ts'
import type { Told } from '../../src/access/happened.ts'
import type { ModelName } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'

type Spoken = {
  /** `le`, `la`, `l’` or `les`, as the French label takes it */
  the: 'le ' | 'la ' | 'l’' | 'les '
  /** The French plural, where the catalogue names a whole rather than its parts */
  many?: string
  /** Verbs that are told elsewhere, or that are somebody’s own business */
  not?: string[]
}

/**
 * The nouns of the work that people do together. What stands not here is not told: accounts, exports, views, mails,
 * surveys and the machinery are nobody else’s habit to read.
 */
export const SPOKEN: Partial<Record<ModelName, Spoken>> = {
  // Somebody who exports, or subscribes to their agenda, does so for themselves
  Person: { the: 'la ', not: ['export', 'subscribeCalendar', 'revokeCalendar', 'viewAs', 'invite'] },
  Student: { the: 'l’' },
  RoleAssignment: { the: 'le ' },
  Department: { the: 'le ' },
  Programme: { the: 'la ' },
  Cohort: { the: 'la ' },
  Company: { the: 'l’' },
  CompanyContact: { the: 'le ' },
  CompanyMerge: { the: 'la ' },
  LegalProfile: { the: 'le ' },
  LegalRule: { the: 'la ' },
  Waiver: { the: 'la ' },
  HolidayCalendar: { the: 'le ' },
  Holiday: { the: 'le ' },
  GradingScheme: { the: 'le ' },
  Erasure: { the: 'la ' },
  DocumentTemplate: { the: 'le ' },
  // What a student prefers is between them and the draw
  Campaign: { the: 'la ', not: ['rankOffers', 'declareInternship'] },
  CampaignCohort: { the: 'la ' },
  DeadlineExtension: { the: 'le ' },
  // Who applied is told by their candidature, to whom may read it
  Offer: { the: 'l’', not: ['prepare', 'apply'] },
  Candidature: { the: 'la ' },
  AllocationRun: { the: 'l’' },
  AllocationPin: { the: 'la ' },
  Placement: { the: 'l’' },
  Agreement: { the: 'la ' },
  AgreementVersion: { the: 'la ' },
  Signatory: { the: 'le ' },
  Amendment: { the: 'l’' },
  PresencePeriod: { the: 'les ' },
  Interruption: { the: 'l’' },
  LogbookEntry: { the: 'l’', many: 'entrées de journal' },
  Deliverable: { the: 'le ' },
  DeliverableVersion: { the: 'le ' },
  TutorVisit: { the: 'la ' },
  // What somebody is still writing is theirs
  Evaluation: { the: 'l’', not: ['saveDraft'] },
  Room: { the: 'la ' },
  Defense: { the: 'la ' },
  JuryMember: { the: 'le ' },
  FinalGrade: { the: 'la ' },
  Survey: { the: 'l’' },
  Alert: { the: 'l’' },
  SupportingDocument: { the: 'la ' },
  ActionProgramme: { the: 'le ' },
  // What is ticked on a sheet is told by the meeting that is closed
  Meeting: { the: 'la ', not: ['mark', 'correct'] },
  Task: { the: 'la ' },
  Winner: { the: 'le ' },
  Improvement: { the: 'la ' },
  Club: { the: 'le ' },
  ClubMember: { the: 'le ', many: 'membres du bureau' },
  // The code is shown again and again
  Activity: { the: 'l’', not: ['showCode', 'refusePresence'] },
  Participant: { the: 'le ' },
  // Two hundred people come in at once: the activity says how many
  Attendance: { the: 'la ', not: ['create'] },
}

/** Those who have a file of their own, or trainees of their own, are told about these: not about what they only look at. */
const THEIRS: Partial<Record<Role, ModelName[]>> = {
  student: [
    ...(['Candidature', 'DeadlineExtension', 'Placement', 'Agreement', 'AgreementVersion', 'Signatory'] as const),
    ...(['Amendment', 'PresencePeriod', 'Interruption', 'LogbookEntry', 'Deliverable', 'DeliverableVersion'] as const),
    ...(['TutorVisit', 'Evaluation', 'Defense', 'FinalGrade', 'SupportingDocument'] as const),
  ],
  company_tutor: [
    ...(['Offer', 'Candidature', 'Placement', 'Agreement', 'AgreementVersion', 'Signatory', 'Amendment'] as const),
    ...(['PresencePeriod', 'Interruption', 'LogbookEntry', 'Evaluation', 'Defense'] as const),
  ],
}

/** What this person may be told about; a role that is not of the school’s own people opens only what is theirs. */
export function toldTo(actor: Actor): Told[] {
  if (actor.kind !== 'person') return []
  const lists = actor.roles.map(({ role }) => THEIRS[role])
  const theirs = lists.includes(undefined) ? null : new Set(lists.flatMap((list) => list ?? []))
  return (Object.keys(SPOKEN) as ModelName[])
    .filter((noun) => mayEver(actor, noun, 'read') && (!theirs || theirs.has(noun)))
    .map((noun) => ({ noun, not: SPOKEN[noun]?.not ?? [] }))
}
