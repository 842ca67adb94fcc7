import type { Locale } from '../state.ts'

export const fr = {
  title: 'Dossiers de stage (ZIP)',
  help: 'Un dossier par stage de la liste, avec le bordereau de ce qui s’y trouve et de ce qui manque. Chacun n’y reçoit que ce qu’il peut lire à l’écran.',
  helpTicked: (n: number) => `Les ${n} stages que vous avez cochés, et eux seuls.`,
  pieces: 'Pièces',
  piece: {
    agreement: 'Convention',
    scan: 'Exemplaire signé sur papier',
    amendment: 'Avenants',
    certificate: 'Attestation',
    minutes: 'Procès-verbal de soutenance',
    presence: 'Feuille de présence',
    recap: 'Récapitulatif et notes',
  },
  forWhom: 'Pour qui',
  me: 'Pour moi, en un seul fichier',
  students: 'À chaque étudiant, le sien, par courriel',
  schoolTutors: 'À chaque tuteur école, ceux qu’il suit, par courriel',
  companyTutors: 'À chaque tuteur en entreprise, ceux de ses stagiaires, par courriel',
  prepare: 'Préparer le fichier',
  look: 'Voir avant d’envoyer',
  busy: 'Un instant…',
  send: (n: number) => `Envoyer à ${n} ${n > 1 ? 'personnes' : 'personne'}`,
  nobody: 'Personne ne peut recevoir son dossier ici : aucune de ces personnes n’a de compte ouvert.',
  drawn: (n: number) => (n > 1 ? `${n} courriels tirés au sort` : 'Le courriel'),
  to: 'À',
  subject: 'Objet',
  unreachable: (n: number) =>
    n > 1
      ? `${n} personnes n’ont pas de compte ouvert et ne recevront rien :`
      : 'Une personne n’a pas de compte ouvert et ne recevra rien :',
  invite: 'Invitez-les depuis leur fiche, puis recommencez.',
  back: 'Revenir à la liste',
}

export const en: typeof fr = {
  title: 'Internship files (ZIP)',
  help: 'One folder for each internship of the list, with the list of what is in it and what is missing. Everybody only gets what they may read on the screen.',
  helpTicked: (n) => `The ${n} internships that you ticked, and no other.`,
  pieces: 'Papers',
  piece: {
    agreement: 'Agreement',
    scan: 'Copy signed on paper',
    amendment: 'Amendments',
    certificate: 'Certificate',
    minutes: 'Minutes of the defense',
    presence: 'Attendance sheet',
    recap: 'Summary and grades',
  },
  forWhom: 'For whom',
  me: 'For me, as one file',
  students: 'To each student their own, by mail',
  schoolTutors: 'To each school tutor those they follow, by mail',
  companyTutors: 'To each company tutor those of their trainees, by mail',
  prepare: 'Prepare the file',
  look: 'Look before sending',
  busy: 'One moment…',
  send: (n) => `Send to ${n} ${n > 1 ? 'people' : 'person'}`,
  nobody: 'Nobody here can get their file: none of these people has an open account.',
  drawn: (n) => (n > 1 ? `${n} letters drawn at random` : 'The letter'),
  to: 'To',
  subject: 'Subject',
  unreachable: (n) => `${n} ${n > 1 ? 'people have' : 'person has'} no open account and will get nothing:`,
  invite: 'Invite them from their record, then start again.',
  back: 'Back to the list',
}

export const packWords = (locale: Locale): typeof fr => (locale === 'en' ? en : fr)
