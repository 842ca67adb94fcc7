import type { Telling } from './tell.ts'

const mail = (to: Telling['to'], fr: string, en: string): Telling => ({ to, mail: true, notice: { fr, en } })
const notice = (to: Telling['to'], fr: string, en: string): Telling => ({ to, notice: { fr, en } })

const evaluators: Telling['to'] = ['contacts', 'schoolTutor', 'student']

/** Who is told of evaluations, defenses, grades and certificates. A grade is never written in a mail. */
export const assessTellings: Record<string, Telling[]> = {
  'Evaluation.open': [
    mail(['contacts'], 'Évaluation {stageFr} à remplir : {student}', 'Evaluation to fill in ({stageEn}): {student}'),
    notice(
      ['schoolTutor', 'student'],
      'Évaluation {stageFr} à remplir : {student} — {company}',
      'Evaluation to fill in ({stageEn}): {student} — {company}',
    ),
  ],
  'Evaluation.remind': [
    mail(
      evaluators,
      'Rappel — évaluation {stageFr} attendue : {student}',
      'Reminder — evaluation expected ({stageEn}): {student}',
    ),
  ],
  'Evaluation.submit': [
    notice(['officers'], 'Évaluation reçue : {kindFr}, {student}', 'Evaluation received: {kindEn}, {student}'),
  ],
  'Evaluation.reopen': [
    mail(evaluators, 'Évaluation à reprendre : {student}', 'Evaluation to fill in again: {student}'),
  ],
  'Defense.confirm': [
    mail(
      ['student', 'jury', 'schoolTutor'],
      'Convocation — soutenance de {student}',
      'Invitation — defense of {student}',
    ),
  ],
  'Defense.postpone': [
    mail(['student', 'jury', 'schoolTutor'], 'Soutenance reportée : {student}', 'Defense postponed: {student}'),
  ],
  'Defense.excuse': [
    mail(['student'], 'Absence justifiée : un rattrapage est prévu', 'Excused absence: a resit is planned'),
  ],
  'Defense.markAbsent': [
    mail(['student'], 'Absence à votre soutenance', 'Absence at your defense'),
    notice(['schoolTutor'], 'Absent à sa soutenance : {student}', 'Absent at their defense: {student}'),
  ],
  'FinalGrade.publish': [
    mail(['student'], 'Votre note de stage est publiée', 'Your internship grade is out'),
    notice(['schoolTutor'], 'Note publiée : {student}', 'Grade published: {student}'),
  ],
  'FinalGrade.rectify': [
    mail(['student'], 'Votre note de stage est rectifiée', 'Your internship grade is corrected'),
    notice(['schoolTutor'], 'Note rectifiée : {student}', 'Grade corrected: {student}'),
  ],
  'Certificate.update': [
    mail(
      ['student', 'contacts'],
      'Attestation de stage {number} : {student}',
      'Internship certificate {number}: {student}',
    ),
  ],
}
