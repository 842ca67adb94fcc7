import type { Placement } from '@prisma/client'
import { isReversed } from '../../kit/period.ts'
import type { Text } from '../../platform/catalogue.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

/** A placement is confirmed with two tutors and true dates; everything wrong is said at once, on its own field. */
export async function refuseUnready(tx: Tx, placement: Placement): Promise<void> {
  const errors = { ...missing(placement), ...(await wrongTutor(tx, placement)) }
  if (Object.keys(errors).length > 0) throw refuse.invalid(errors, SENTENCE)
}

function missing({ schoolTutorId, contactId, startsOn, endsOn }: Placement): Record<string, Text> {
  const errors: Record<string, Text> = {}
  if (!schoolTutorId) errors.schoolTutorId = { fr: 'Désignez le tuteur école.', en: 'Name the school tutor.' }
  if (!contactId) errors.contactId = { fr: 'Désignez le tuteur en entreprise.', en: 'Name the company tutor.' }
  if (!startsOn) errors.startsOn = { fr: 'Indiquez la date de début.', en: 'Give the start date.' }
  if (!endsOn) errors.endsOn = { fr: 'Indiquez la date de fin.', en: 'Give the end date.' }
  if (startsOn && endsOn && isReversed({ startsOn, endsOn }))
    errors.endsOn = { fr: 'La fin précède le début.', en: 'The end comes before the start.' }
  return errors
}

/** A tutor who is not of the company, or who shares the student’s mailbox, is a mistake or a fraud. */
async function wrongTutor(tx: Tx, placement: Placement): Promise<Record<string, Text>> {
  if (!placement.contactId) return {}
  const contact = await tx.companyContact.findUniqueOrThrow({
    where: { id: placement.contactId },
    include: { person: true },
  })
  const student = await tx.student.findUniqueOrThrow({ where: { id: placement.studentId }, include: { person: true } })
  if (contact.companyId !== placement.companyId) return { contactId: NOT_OF_COMPANY }
  const same = contact.person.email !== null && contact.person.email === student.person.email
  return same || contact.personId === student.personId ? { contactId: SAME_MAILBOX } : {}
}

const SENTENCE = {
  fr: 'Cette affectation n’est pas prête : complétez les champs signalés, puis confirmez.',
  en: 'This placement is not ready: complete the fields shown, then confirm.',
}
const NOT_OF_COMPANY = {
  fr: 'Ce contact n’appartient pas à l’entreprise d’accueil : choisissez-en un autre.',
  en: 'This contact does not belong to the host company: choose another.',
}
const SAME_MAILBOX = {
  fr: 'Le tuteur en entreprise et l’étudiant ont la même adresse : choisissez un autre contact.',
  en: 'The company tutor and the student share one address: choose another contact.',
}
