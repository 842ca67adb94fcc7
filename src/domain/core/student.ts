import { defineFlow, type Flow, verbOf } from '../../kit/flow.ts'
import { accessVerb } from './hand-over.ts'
import { studentInvite } from './invite.ts'

const verb = verbOf('Student')

/** From enrolment to diploma. Other domains react to `leave`: nobody keeps a seat for someone who is gone. */
export const studentFlow: Flow = defineFlow('Student', {
  invite: studentInvite,
  access: accessVerb,
  pause: verb({
    label: { fr: 'Mettre en césure', en: 'Put on leave' },
    from: ['enrolled'],
    to: 'on_leave',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'neutral',
  }),
  resume: verb({
    label: { fr: 'Réinscrire', en: 'Enrol again' },
    from: ['on_leave', 'left'],
    to: 'enrolled',
    roles: ['internship_officer'],
    tone: 'neutral',
  }),
  graduate: verb({
    label: { fr: 'Diplômer', en: 'Graduate' },
    from: ['enrolled'],
    to: 'graduated',
    roles: [],
    tone: 'neutral',
  }),
  leave: verb({
    label: { fr: 'Marquer comme parti', en: 'Mark as left' },
    from: ['enrolled', 'on_leave'],
    to: 'left',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'danger',
    confirm: {
      fr: 'Ses candidatures en cours seront closes.',
      en: 'Their live candidatures will be closed.',
    },
  }),
})
