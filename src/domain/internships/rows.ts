import type { Me } from '../../access/rights.ts'
import type { Where } from '../../access/where.ts'

/** The rows each role calls its own; `access.ts` says what may be read and written in them. */

/** Placements whose school tutor this person is. */
export const tutored = (me: Me): Where => ({ schoolTutorId: me.personId })

/** Placements of the trainees whom this person supervises in the company. */
export const hosted = (me: Me): Where => ({ contactId: { in: me.contactIds } })

export const ownPlacement = (me: Me): Where => ({ studentId: me.studentId })

export const ownCompany = (me: Me): Where => ({ contacts: { some: { id: { in: me.contactIds } } } })

/** Campaigns of the officer’s department; an officer without a department has them all. */
export const campaignsOf = (me: Me): Where => (me.departmentId ? { departmentId: me.departmentId } : {})

export const byCampaign = (me: Me): Where => (me.departmentId ? { campaign: campaignsOf(me) } : {})
export const byPlacement = (me: Me): Where => (me.departmentId ? { placement: byCampaign(me) } : {})
export const byAgreement = (me: Me): Where => (me.departmentId ? { agreement: byPlacement(me) } : {})

/** Campaigns that call the student’s cohort, once they are out of the drawer. */
export const campaignsFor = (me: Me): Where => ({
  cohorts: { some: { cohort: { students: { some: { id: me.studentId } } } } },
  status: { notIn: ['draft', 'cancelled'] },
})

/** Offers a student may apply to, and those they applied to whatever became of them. */
export const offersFor = (me: Me): Where => ({
  OR: [
    { status: { in: ['published', 'filled'] }, campaign: campaignsFor(me) },
    { candidatures: { some: { studentId: me.studentId } } },
  ],
})

/** Before it is forwarded, a candidature is the school’s business: the company does not know it exists. */
export const forwarded: Where = {
  forwardedAt: { not: null },
  status: { notIn: ['draft', 'submitted', 'shortlisted', 'refused_by_school'] },
}

export const candidaturesTo = (me: Me): Where => ({ AND: [forwarded, { offer: { company: ownCompany(me) } }] })

const GIVEN = ['submitted', 'entered_by_delegation', 'locked']
const graded = (...stages: string[]): Where => ({
  evaluations: { some: { kind: 'school', stage: { in: stages }, status: { in: GIVEN } } },
})

// A campaign may let its tutors read what the others gave as soon as it is given
const openGrades: Where = { placement: { campaign: { gradesFirst: false } } }

/** A tutor grades before reading what the others gave, and each time anew: a mid-term opinion opens no final mark. */
export const evaluationsFor = (me: Me): Where => ({
  placement: tutored(me),
  OR: [
    { kind: 'school' },
    { stage: 'midterm', placement: graded('midterm', 'final') },
    { stage: 'final', placement: graded('final') },
    { AND: [openGrades, { status: { in: GIVEN } }] },
  ],
})

/** The final grade holds the company’s: it opens to the tutor with the evaluations of the others, or once it is out. */
export const gradesFor = (me: Me): Where => ({
  placement: tutored(me),
  OR: [{ placement: graded('final') }, openGrades, published],
})

/** Marks given by others stay closed to the student until the final grade is out. */
export const evaluationsOf = (me: Me): Where => ({
  placement: ownPlacement(me),
  OR: [{ kind: 'self' }, { placement: { finalGrade: published } }],
})

export const published: Where = { status: { in: ['published', 'corrected'] } }

export const defensesFor = (me: Me): Where => ({
  OR: [{ placement: tutored(me) }, { jury: { some: { personId: me.personId } } }],
})

/** Agreements that this person signs, for themselves or for somebody who delegated to them. */
export const signing = (me: Me): Where => ({
  signatories: { some: { OR: [{ personId: me.personId }, { delegateId: me.personId }] } },
})

/** An amendment is the school’s work until it is sent to be signed: nobody reads about a termination in a draft. */
export const sentToSign: Where = { status: { in: ['signing', 'signed', 'signature_refused'] } }
