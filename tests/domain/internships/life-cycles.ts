/**
 * Every life cycle as the school wrote it (who cares about buttons reads src/domain; this page is written by hand from
 * the requirement, so that the two may disagree and a test says so): verb → states it leaves, state it leads to.
 */
export type Expected = { states: string[]; verbs: Record<string, { from: string[]; to: string | null }> }

const LIVE = ['draft', 'submitted', 'shortlisted', 'forwarded', 'interview', 'waiting_list', 'proposed']
const REVIEW = ['submitted', 'company_checked', 'pedagogy_approved']
const UNSIGNED = ['draft', 'to_fix', ...REVIEW, 'approved', 'signing', 'signature_refused']
const FILLING = ['open', 'draft', 'reopened']

const line = (from: string | string[], to: string | null) => ({ from: [from].flat(), to })

export const lifeCycles = {
  Company: {
    states: ['to_moderate', 'approved', 'blacklisted', 'merged'],
    verbs: {
      approve: line('to_moderate', 'approved'),
      blacklist: line(['to_moderate', 'approved'], 'blacklisted'),
      rehabilitate: line('blacklisted', 'approved'),
      merge: line(['to_moderate', 'approved', 'blacklisted'], 'merged'),
      absorb: line(['to_moderate', 'approved', 'blacklisted'], null),
      inviteToRenew: line('approved', null),
    },
  },
  Alert: {
    states: ['open', 'snoozed', 'closed'],
    verbs: {
      take: line(['open', 'snoozed'], null),
      assign: line(['open', 'snoozed'], null),
      close: line(['open', 'snoozed'], 'closed'),
      snooze: line(['open', 'snoozed'], 'snoozed'),
      reopen: line(['snoozed', 'closed'], 'open'),
    },
  },
  Campaign: {
    states: ['draft', 'open', 'applications_closed', 'allocating', 'ongoing', 'evaluating', 'closed', 'cancelled'],
    verbs: {
      publish: line('draft', 'open'),
      closeApplications: line('open', 'applications_closed'),
      reopenApplications: line('applications_closed', 'open'),
      allocate: line('applications_closed', 'allocating'),
      rankOffers: line(['open', 'applications_closed'], null),
      declareInternship: line(['open', 'applications_closed', 'allocating'], null),
      draw: line('allocating', null),
      publishPlacements: line('allocating', 'ongoing'),
      publishGrades: line(['ongoing', 'evaluating'], null),
      startEvaluation: line('ongoing', 'evaluating'),
      close: line('evaluating', 'closed'),
      cancel: line(['draft', 'open'], 'cancelled'),
    },
  },
  Offer: {
    states: [
      ...['draft', 'submitted', 'to_fix', 'refused', 'published', 'filled', 'suspended', 'expired', 'withdrawn'],
    ],
    verbs: {
      submit: line(['draft', 'to_fix'], 'submitted'),
      publish: line('submitted', 'published'),
      requestChanges: line('submitted', 'to_fix'),
      refuse: line('submitted', 'refused'),
      prepare: line('published', null),
      apply: line('published', null),
      fill: line('published', 'filled'),
      free: line('filled', 'published'),
      suspend: line('published', 'suspended'),
      resume: line('suspended', 'published'),
      expire: line('published', 'expired'),
      renew: line(['published', 'filled', 'expired'], null),
      withdraw: line(['published', 'suspended'], 'withdrawn'),
    },
  },
  Candidature: {
    states: [
      ...LIVE,
      ...['refused_by_school', 'refused', 'accepted', 'declined', 'expired', 'withdrawn', 'withdrawn_auto', 'closed'],
    ],
    verbs: {
      submit: line('draft', 'submitted'),
      shortlist: line('submitted', 'shortlisted'),
      refuseBySchool: line('submitted', 'refused_by_school'),
      forward: line('shortlisted', 'forwarded'),
      interview: line('forwarded', 'interview'),
      remind: line(['forwarded', 'interview'], null),
      waitlist: line(['forwarded', 'interview'], 'waiting_list'),
      propose: line(['forwarded', 'interview', 'waiting_list'], 'proposed'),
      refuse: line(['forwarded', 'interview', 'waiting_list'], 'refused'),
      accept: line('proposed', 'accepted'),
      decline: line('proposed', 'declined'),
      expire: line('proposed', 'expired'),
      withdraw: line(LIVE, 'withdrawn'),
      withdrawAuto: line(LIVE, 'withdrawn_auto'),
      close: line(LIVE, 'closed'),
      reopen: line(['refused_by_school', 'refused', 'declined'], 'forwarded'),
    },
  },
  Placement: {
    states: [
      ...['proposed', 'prevalidated', 'confirmed', 'ready', 'ongoing', 'suspended', 'finished', 'closed', 'broken'],
      ...['cancelled', 'not_done'],
    ],
    verbs: {
      prevalidate: line('proposed', 'prevalidated'),
      confirm: line('prevalidated', 'confirmed'),
      waive: line(['proposed', 'prevalidated', 'confirmed', 'ready', 'ongoing', 'suspended'], null),
      draftAgreement: line(['prevalidated', 'confirmed'], null),
      markReady: line('confirmed', 'ready'),
      start: line('ready', 'ongoing'),
      suspend: line('ongoing', 'suspended'),
      resume: line('suspended', 'ongoing'),
      finish: line('ongoing', 'finished'),
      close: line('finished', 'closed'),
      recordHire: line(['finished', 'closed'], null),
      breakOff: line(['ongoing', 'suspended'], 'broken'),
      settle: line('broken', 'closed'),
      submitWeek: line(['ongoing', 'suspended', 'finished', 'broken'], null),
      approveWeek: line(['ongoing', 'suspended', 'finished', 'broken'], null),
      rejectWeek: line(['ongoing', 'suspended', 'finished', 'broken'], null),
      remindWeek: line(['ongoing', 'suspended', 'finished', 'broken'], null),
      printPresence: line(['ongoing', 'suspended', 'finished', 'broken', 'closed'], null),
      preparePack: line(['confirmed', 'ready', 'ongoing', 'suspended', 'finished', 'broken', 'closed'], null),
      reportAccident: line(['ongoing', 'suspended'], null),
      reportNoShow: line(['ready', 'ongoing'], null),
      markNotDone: line(['ready', 'ongoing'], 'not_done'),
      pack: line(
        [
          ...['proposed', 'prevalidated', 'confirmed', 'ready', 'ongoing', 'suspended', 'finished', 'closed', 'broken'],
          ...['cancelled', 'not_done'],
        ],
        null,
      ),
      cancel: line(['proposed', 'prevalidated', 'confirmed', 'ready'], 'cancelled'),
    },
  },
  Agreement: {
    states: [...UNSIGNED, 'signed', 'refused', 'cancelled', 'lapsed', 'broken', 'archived'],
    verbs: {
      submit: line(['draft', 'to_fix'], 'submitted'),
      checkFacts: line('submitted', 'company_checked'),
      approvePedagogy: line(['submitted', 'company_checked'], 'pedagogy_approved'),
      approve: line('pedagogy_approved', 'approved'),
      requestChanges: line(REVIEW, 'to_fix'),
      refuse: line([...REVIEW, 'approved'], 'refused'),
      sendToSign: line('approved', 'signing'),
      sign: line('signing', null),
      recordPaper: line('signing', null),
      refuseSignature: line('signing', 'signature_refused'),
      recall: line('signing', 'approved'),
      revise: line('signature_refused', 'to_fix'),
      signOutside: line(['approved', 'signing'], 'signed'),
      conclude: line(['approved', 'signing'], 'signed'),
      amend: line('signed', null),
      regenerate: line(['approved', 'signing'], 'approved'),
      undoPedagogy: line('pedagogy_approved', 'submitted'),
      undoApproval: line('approved', 'pedagogy_approved'),
      cancel: line(UNSIGNED, 'cancelled'),
      breakOff: line('signed', 'broken'),
      archive: line(['signed', 'broken'], 'archived'),
      lapse: line(UNSIGNED, 'lapsed'),
    },
  },
  Erasure: {
    states: ['due', 'kept', 'done'],
    verbs: { erase: line(['due', 'kept'], 'done'), keep: line(['due', 'kept'], 'kept') },
  },
  DocumentTemplate: {
    states: ['draft', 'published', 'retired'],
    verbs: {
      publish: line(['draft', 'published', 'retired'], 'published'),
      retire: line('published', 'retired'),
    },
  },
  Deliverable: {
    states: [
      ...['upcoming', 'expected', 'handed_in', 'late', 'handed_in_late', 'reviewing', 'approved', 'to_redo'],
      ...['rejected', 'missing', 'exempted'],
    ],
    verbs: {
      open: line('upcoming', 'expected'),
      deposit: line(['expected', 'handed_in', 'late', 'to_redo'], 'handed_in'),
      review: line(['handed_in', 'handed_in_late'], 'reviewing'),
      approve: line('reviewing', 'approved'),
      requestRedo: line('reviewing', 'to_redo'),
      reject: line('reviewing', 'rejected'),
      markLate: line(['expected', 'to_redo'], 'late'),
      markMissing: line('late', 'missing'),
      prolong: line(['expected', 'late', 'to_redo'], 'expected'),
      reopen: line('missing', 'expected'),
      exempt: line(['upcoming', 'expected', 'late', 'to_redo', 'missing'], 'exempted'),
    },
  },
  Survey: {
    states: ['draft', 'open', 'closed'],
    verbs: {
      open: line(['draft', 'closed'], 'open'),
      remind: line('open', null),
      close: line('open', 'closed'),
      answer: line('open', null),
    },
  },
  Evaluation: {
    states: ['not_open', ...FILLING, 'submitted', 'entered_by_delegation', 'locked'],
    verbs: {
      open: line('not_open', 'open'),
      saveDraft: line(FILLING, 'draft'),
      submit: line(FILLING, 'submitted'),
      enterForOther: line(['not_open', ...FILLING], 'entered_by_delegation'),
      reopen: line(['submitted', 'entered_by_delegation'], 'reopened'),
      remind: line(FILLING, null),
      lock: line(['submitted', 'entered_by_delegation'], 'locked'),
    },
  },
  Defense: {
    states: [...['to_plan', 'planned', 'confirmed', 'held', 'postponed', 'excused_absence', 'unexcused_absence']],
    verbs: {
      plan: line(['to_plan', 'postponed', 'planned', 'confirmed'], 'planned'),
      unplan: line('planned', 'to_plan'),
      confirm: line('planned', 'confirmed'),
      hold: line(['planned', 'confirmed'], 'held'),
      postpone: line(['planned', 'confirmed'], 'postponed'),
      excuse: line(['planned', 'confirmed', 'unexcused_absence'], 'excused_absence'),
      markAbsent: line(['planned', 'confirmed'], 'unexcused_absence'),
      resit: line(['unexcused_absence', 'held'], null),
    },
  },
  // Nothing is given in the school of this test: recomputed, a grade is incomplete, never zero
  FinalGrade: {
    states: ['incomplete', 'computed', 'deliberated', 'published', 'corrected'],
    verbs: {
      recompute: line(['incomplete', 'computed', 'deliberated'], 'incomplete'),
      exempt: line(['incomplete', 'computed'], 'incomplete'),
      deliberate: line(['computed', 'deliberated'], 'deliberated'),
      publish: line(['computed', 'deliberated'], 'published'),
      rectify: line(['published', 'corrected'], 'corrected'),
    },
  },
  Amendment: {
    states: [
      ...['draft', 'submitted', 'pedagogy_approved', 'approved', 'signing', 'signed', 'refused', 'signature_refused'],
      'cancelled',
    ],
    verbs: {
      submit: line('draft', 'submitted'),
      approvePedagogy: line('submitted', 'pedagogy_approved'),
      approve: line('pedagogy_approved', 'approved'),
      refuse: line(['submitted', 'pedagogy_approved'], 'refused'),
      cancel: line(
        ['draft', 'submitted', 'pedagogy_approved', 'approved', 'signing', 'signature_refused'],
        'cancelled',
      ),
      sendToSign: line('approved', 'signing'),
      sign: line('signing', null),
      recordPaper: line('signing', null),
      refuseSignature: line('signing', 'signature_refused'),
      recall: line('signing', 'approved'),
      conclude: line('signing', 'signed'),
    },
  },
  Signatory: {
    states: ['waiting', 'turn', 'signed', 'refused', 'void'],
    verbs: {
      delegate: line(['waiting', 'turn'], null),
      reissueLink: line(['waiting', 'turn'], null),
    },
  },
  LogbookEntry: {
    states: ['draft', 'submitted', 'approved', 'rejected'],
    verbs: {
      submit: line(['draft', 'rejected'], 'submitted'),
      approve: line('submitted', 'approved'),
      reject: line('submitted', 'rejected'),
      reopen: line('approved', 'draft'),
    },
  },
} satisfies Record<string, Expected>
