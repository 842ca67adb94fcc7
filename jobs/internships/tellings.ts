import { amendmentTellings } from './amendment-tellings.ts'
import { assessTellings } from './assess-tellings.ts'
import type { Telling } from './tell.ts'

const mail = (to: Telling['to'], fr: string, en: string): Telling => ({ to, mail: true, notice: { fr, en } })
const notice = (to: Telling['to'], fr: string, en: string): Telling => ({ to, notice: { fr, en } })

/** Who is told of what, on one page. A mail bears the name of its event: templates/emails/<noun>.<verb>.hbs */
export const tellings: Record<string, Telling[]> = {
  ...assessTellings,
  ...amendmentTellings,
  'Company.inviteToRenew': [
    mail(['contacts'], 'Vos offres de stage pour {campaign}', 'Your internship offers for {campaign}'),
  ],
  'Offer.submit': [
    notice(['officers'], 'Offre à relire : {offer} ({company})', 'Offer to review: {offer} ({company})'),
  ],
  'Offer.publish': [mail(['contacts'], 'Votre offre « {offer} » est en ligne', 'Your offer “{offer}” is online')],
  'Offer.requestChanges': [
    mail(['contacts'], 'Votre offre « {offer} » est à corriger', 'Your offer “{offer}” needs changes'),
  ],
  'Offer.refuse': [
    mail(['contacts'], 'Votre offre « {offer} » n’est pas retenue', 'Your offer “{offer}” is not accepted'),
  ],
  'Offer.withdraw': [mail(['contacts'], 'Votre offre « {offer} » est retirée', 'Your offer “{offer}” is withdrawn')],
  'Offer.fill': [
    notice(['officers', 'contacts'], 'Toutes les places sont prises : {offer}', 'All seats are taken: {offer}'),
  ],
  'Offer.free': [notice(['officers', 'contacts'], 'Une place s’est libérée : {offer}', 'A seat is free: {offer}')],

  'Candidature.submit': [
    mail(['student'], 'Votre candidature est reçue : {offer}', 'Your candidature is received: {offer}'),
    notice(['officers'], 'Nouvelle candidature : {student} — {offer}', 'New candidature: {student} — {offer}'),
  ],
  'Candidature.shortlist': [notice(['student'], 'Présélectionnée : {offer}', 'Shortlisted: {offer}')],
  'Candidature.refuseBySchool': [
    mail(['student'], 'Candidature non retenue : {offer}', 'Candidature not kept: {offer}'),
  ],
  'Candidature.forward': [
    mail(['contacts'], 'Un dossier à examiner : {student} — {offer}', 'A file to read: {student} — {offer}'),
    notice(['student'], 'Votre dossier est chez {company}', 'Your file is with {company}'),
  ],
  'Candidature.remind': [
    mail(
      ['contacts'],
      'Un dossier attend votre réponse : {student} — {offer}',
      'A file awaits your answer: {student} — {offer}',
    ),
  ],
  'Candidature.interview': [mail(['student'], 'Entretien chez {company}', 'Interview at {company}')],
  'Candidature.waitlist': [mail(['student'], 'En liste d’attente : {offer}', 'On the waiting list: {offer}')],
  'Candidature.propose': [
    mail(['student'], '{company} vous propose un stage', '{company} offers you an internship'),
    notice(['officers', 'contacts'], 'Proposition envoyée : {student} — {offer}', 'Proposal sent: {student} — {offer}'),
  ],
  'Candidature.refuse': [mail(['student'], 'Candidature non retenue : {offer}', 'Candidature not kept: {offer}')],
  'Candidature.accept': [
    mail(['contacts'], '{student} accepte votre proposition', '{student} accepts your proposal'),
    notice(['officers'], 'Proposition acceptée : {student} — {offer}', 'Proposal accepted: {student} — {offer}'),
  ],
  'Candidature.decline': [
    mail(['contacts'], '{student} décline votre proposition', '{student} declines your proposal'),
    notice(['officers'], 'Proposition déclinée : {student} — {offer}', 'Proposal declined: {student} — {offer}'),
  ],
  'Candidature.expire': [
    mail(['student', 'contacts'], 'Proposition expirée : {student} — {offer}', 'Proposal expired: {student} — {offer}'),
    notice(['officers'], 'Proposition sans réponse : {student} — {offer}', 'Unanswered proposal: {student} — {offer}'),
  ],
  'Candidature.withdraw': [mail(['contacts'], '{student} retire sa candidature', '{student} withdraws')],
  'Candidature.withdrawAuto': [
    mail(['contacts'], '{student} n’est plus candidat : {offer}', '{student} is no longer a candidate: {offer}'),
    notice(['student'], 'Candidature retirée : {offer}', 'Candidature withdrawn: {offer}'),
  ],
  'Candidature.close': [mail(['student'], 'Candidature close : {offer}', 'Candidature closed: {offer}')],
  'Candidature.reopen': [mail(['student'], 'Candidature rouverte : {offer}', 'Candidature reopened: {offer}')],

  'Placement.create': [
    notice(['officers'], 'Affectation à prévalider : {student} — {company}', 'To prevalidate: {student} — {company}'),
  ],
  'Placement.confirm': [
    mail(
      ['student', 'schoolTutor', 'contacts'],
      'Stage confirmé : {student} — {company}',
      'Internship confirmed: {student} — {company}',
    ),
  ],
  'Placement.submitWeek': [mail(['contacts'], 'Semaine à valider : {student}', 'Week to approve: {student}')],
  'Placement.remindWeek': [
    mail(['contacts'], 'Une semaine attend votre validation : {student}', 'A week awaits your approval: {student}'),
  ],
  'Placement.approveWeek': [notice(['student'], 'Votre semaine est validée', 'Your week is approved')],
  'Placement.rejectWeek': [mail(['student'], 'Votre semaine est à corriger', 'Your week needs changes')],
  'Placement.reportNoShow': [
    mail(['officers'], 'Absence signalée : {student} — {company}', 'No-show reported: {student} — {company}'),
  ],
  'Placement.reportAccident': [
    mail(
      ['officers', 'schoolTutor'],
      'Accident à déclarer sous 48 h : {student} — {company}',
      'Accident to report within 48 h: {student} — {company}',
    ),
  ],
  'Placement.cancel': [
    mail(
      ['student', 'schoolTutor', 'contacts'],
      'Affectation annulée : {student} — {company}',
      'Placement cancelled: {student} — {company}',
    ),
  ],
  'Placement.markNotDone': [
    mail(
      ['student', 'schoolTutor'],
      'Stage non effectué : {student} — {company}',
      'Internship not carried out: {student} — {company}',
    ),
  ],

  'Deliverable.open': [
    notice(['student'], 'Le dépôt est ouvert : {kindFr} — {company}', 'Open for deposit: {kindEn} — {company}'),
  ],
  'Deliverable.deposit': [
    mail(['schoolTutor'], '{student} a déposé : {kindFr}', '{student} handed in: {kindEn}'),
    notice(['student'], 'Dépôt reçu : {kindFr}', 'Deposit received: {kindEn}'),
  ],
  'Deliverable.review': [
    notice(['student'], 'En relecture : {kindFr}. Il ne se remplace plus.', 'Under review: {kindEn}'),
  ],
  'Deliverable.approve': [mail(['student'], 'Validé : {kindFr}', 'Approved: {kindEn}')],
  'Deliverable.requestRedo': [mail(['student'], 'À reprendre : {kindFr}', 'To redo: {kindEn}')],
  'Deliverable.reject': [
    mail(['student'], 'Rejeté : {kindFr}', 'Rejected: {kindEn}'),
    notice(['officers'], 'Livrable rejeté : {student} — {kindFr}', 'Deliverable rejected: {student} — {kindEn}'),
  ],
  'Deliverable.markLate': [
    mail(['student'], 'En retard : {kindFr}', 'Late: {kindEn}'),
    notice(['schoolTutor'], 'En retard : {student} — {kindFr}', 'Late: {student} — {kindEn}'),
  ],
  'Deliverable.markMissing': [
    mail(['student'], 'Manquant : {kindFr}', 'Missing: {kindEn}'),
    notice(['schoolTutor', 'officers'], 'Manquant : {student} — {kindFr}', 'Missing: {student} — {kindEn}'),
  ],
  'Deliverable.prolong': [mail(['student'], 'Échéance reportée : {kindFr}', 'Deadline moved: {kindEn}')],
  'Deliverable.reopen': [mail(['student'], 'Dépôt rouvert : {kindFr}', 'Deposit open again: {kindEn}')],
  'Deliverable.exempt': [mail(['student'], 'Dispense : {kindFr}', 'Exempted: {kindEn}')],

  'Agreement.create': [notice(['student'], 'Votre convention est à compléter', 'Your agreement is ready to fill in')],
  'Agreement.submit': [
    mail(
      ['schoolTutor'],
      'Convention à valider : {student} — {company}',
      'Agreement to approve: {student} — {company}',
    ),
    notice(['contacts'], 'Convention à vérifier : {student}', 'Agreement to check: {student}'),
  ],
  'Agreement.checkFacts': [
    notice(['schoolTutor', 'officers'], '{company} a vérifié la convention', '{company} has checked the agreement'),
  ],
  'Agreement.approvePedagogy': [
    notice(
      ['student', 'officers'],
      'Convention validée par le tuteur école : {student}',
      'Agreement approved by the school tutor: {student}',
    ),
  ],
  'Agreement.approve': [
    mail(['student', 'schoolTutor', 'contacts'], 'Convention {number} validée', 'Agreement {number} approved'),
  ],
  'Agreement.refuseSignature': [
    mail(['officers'], 'Signature refusée : {student} — {company}', 'Signature refused: {student} — {company}'),
    notice(
      ['student', 'schoolTutor'],
      'Signature refusée : {student} — {company}',
      'Signature refused: {student} — {company}',
    ),
  ],
  'Agreement.conclude': [
    notice(['officers'], 'Convention {number} signée par tous', 'Agreement {number} signed by all'),
  ],
  'Agreement.requestChanges': [
    mail(['student'], 'Votre convention est à corriger', 'Your agreement needs changes'),
    notice(
      ['officers', 'schoolTutor'],
      'Corrections demandées : {student} — {company}',
      'Changes requested: {student} — {company}',
    ),
  ],
  'Agreement.refuse': [
    mail(
      ['student', 'schoolTutor'],
      'Convention refusée : {student} — {company}',
      'Agreement refused: {student} — {company}',
    ),
  ],
  'Agreement.undoPedagogy': [
    notice(
      ['student', 'officers'],
      'La validation du tuteur école est reprise : {student}',
      'The school tutor’s approval is undone: {student}',
    ),
  ],
  'Agreement.undoApproval': [
    mail(
      ['student', 'schoolTutor'],
      'La validation de la convention est reprise',
      'The approval of the agreement is undone',
    ),
  ],
  'Agreement.cancel': [
    mail(
      ['student', 'schoolTutor'],
      'Convention annulée : {student} — {company}',
      'Agreement cancelled: {student} — {company}',
    ),
  ],
  'Agreement.lapse': [
    notice(
      ['student', 'officers'],
      'Convention caduque : {student} — {company}',
      'Agreement lapsed: {student} — {company}',
    ),
  ],
}
