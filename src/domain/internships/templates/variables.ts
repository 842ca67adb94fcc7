import type { DocumentKind } from '@prisma/client'
import type { Text } from '../../../platform/catalogue.ts'

/** A name that a template may print: what it means, and the names inside it. `list`: gone through with {{#each}}. */
export type Variable = { meaning: Text; parts?: Variables; list?: true }
export type Variables = { [name: string]: Variable }

/** What each document may say. The samples beside the house’s templates have these names and no other: a test proves it. */
export const variablesOf = (kind: DocumentKind): Variables => KINDS[kind]

/** `student.name`: every name of a document in full, for the list beside the editor and for “did you mean”. */
export function namesOf(variables: Variables, before = ''): { name: string; meaning: Text; list: boolean }[] {
  return Object.entries(variables).flatMap(([name, { meaning, parts, list }]) => [
    ...(parts && !list ? [] : [{ name: `${before}${name}`, meaning, list: list === true }]),
    ...(parts ? namesOf(parts, list ? `${before}${name}[].` : `${before}${name}.`) : []),
  ])
}

const said = (fr: string, en: string): Variable => ({ meaning: { fr, en } })
const group = (fr: string, en: string, parts: Variables): Variable => ({ meaning: { fr, en }, parts })
const each = (fr: string, en: string, parts: Variables): Variable => ({ meaning: { fr, en }, parts, list: true })

const school = group('L’établissement', 'The school', { name: said('Nom de l’établissement', 'Name of the school') })

const person = (fr: string, en: string, more: Variables = {}): Variable =>
  group(fr, en, {
    name: said(`${fr} : prénom et nom`, `${en}: full name`),
    email: said(`${fr} : adresse e-mail`, `${en}: e-mail`),
    phone: said(`${fr} : téléphone`, `${en}: phone`),
    ...more,
  })

const matricule = said('Matricule de l’étudiant', 'Student number')
const birthDate = said('Date de naissance de l’étudiant', 'Birth date of the student')
const studentName = said('Prénom et nom de l’étudiant', 'Full name of the student')
const programmeName = said('Filière', 'Programme')
const year = said('Promotion (année de sortie)', 'Graduation year')
const post = (of: string, en: string) => said(`Fonction ${of}`, `Post of the ${en}`)

const host: Variables = {
  name: said('Raison sociale de l’entreprise', 'Name of the company'),
  address: said('Adresse de l’entreprise', 'Address of the company'),
  city: said('Ville de l’entreprise', 'City of the company'),
  country: said('Pays de l’entreprise', 'Country of the company'),
}

const dates = group('Dates', 'Dates', {
  startsOn: said('Premier jour du stage', 'First day of the internship'),
  endsOn: said('Dernier jour du stage', 'Last day of the internship'),
})

const proof = group('De quoi vérifier le document', 'What the document is checked by', {
  code: said('Code de vérification', 'Verification code'),
  address: said('Adresse de la page de vérification', 'Address of the verification page'),
  qr: said('Image du code QR (dans une balise img)', 'Picture of the QR code (in an img tag)'),
  words: said('Empreinte du contenu', 'Fingerprint of the words'),
})

const agreement: Variables = {
  number: said('Numéro de la convention', 'Number of the agreement'),
  version: said('Version de la convention', 'Version of the agreement'),
  school,
  student: person('Étudiant', 'Student', { matricule, birthDate }),
  programme: group('La formation', 'The programme', {
    name: programmeName,
    level: said('Niveau de la formation', 'Level of the programme'),
    teachingHours: said('Heures d’enseignement par an', 'Teaching hours a year'),
    year,
  }),
  company: group('L’entreprise', 'The company', {
    ...host,
    registration: said('SIRET, NINEA, RCCM ou NIF', 'Registration number'),
    sector: said('Secteur de l’entreprise', 'Sector of the company'),
    signatory: person('Signataire de l’entreprise', 'Signatory of the company', {
      post: post('du signataire', 'signatory'),
    }),
  }),
  companyTutor: person('Tuteur en entreprise', 'Company tutor', {
    post: post('du tuteur en entreprise', 'company tutor'),
  }),
  schoolTutor: person('Enseignant référent', 'School tutor'),
  dates,
  presence: group('Durée et horaires', 'Duration and hours', {
    weeklyHours: said('Heures par semaine', 'Weekly hours'),
    totalHours: said('Heures de présence en tout', 'Hours of presence in all'),
    duration: said('Durée en mois et jours', 'Duration in months and days'),
  }),
  mission: group('La mission', 'The mission', {
    subject: said('Sujet du stage', 'Subject of the internship'),
    activities: said('Activités confiées', 'Activities'),
    skills: said('Compétences à acquérir', 'Skills to acquire'),
  }),
  pay: group('La gratification', 'The pay', {
    amount: said('Montant, avec la monnaie (0 s’il n’y en a pas)', 'Amount with its currency (0 when none)'),
    unit: said('Base : par heure, par mois, au total', 'Basis: an hour, a month, in total'),
  }),
  clauses: group('Les clauses', 'The clauses', {
    supervision: said('Modalités d’encadrement', 'Supervision'),
    specialHours: said('Nuit, dimanche, jours fériés', 'Night, Sunday, holidays'),
    paymentTerms: said('Modalités de versement', 'Payment terms'),
    benefits: said('Avantages offerts', 'Benefits'),
    insurance: said('Protection sociale et responsabilité civile', 'Insurance'),
    leaveTerms: said('Absences et congés autorisés', 'Leave'),
    terminationTerms: said('Suspension et résiliation', 'Suspension and termination'),
    interruptionTerms: said('Validation en cas d’interruption', 'Validation when interrupted'),
    houseRules: said('Règlement intérieur applicable', 'Applicable house rules'),
    certificateTerms: said('Délivrance de l’attestation', 'Certificate'),
  }),
  proof,
}

const amendment: Variables = {
  school: said('Nom de l’établissement', 'Name of the school'),
  agreement: said('Numéro de la convention', 'Number of the agreement'),
  signedOn: said('Date de signature de la convention', 'Day the agreement was signed'),
  number: said('Numéro de l’avenant', 'Number of the amendment'),
  kind: said('Objet de l’avenant', 'Kind of amendment'),
  reason: said('Motif (jamais celui d’une interruption)', 'Reason (never that of an interruption)'),
  effectiveOn: said('Date d’effet', 'Effective day'),
  student: studentName,
  company: host.name ?? said('', ''),
  changes: each('Ce qui change, ligne par ligne', 'What changes, line by line', {
    label: said('Disposition modifiée', 'What is changed'),
    old: said('Ancienne valeur', 'Old value'),
    now: said('Nouvelle valeur', 'New value'),
  }),
  proof,
}

const certificate: Variables = {
  number: said('Numéro de l’attestation', 'Number of the certificate'),
  issuedOn: said('Date d’établissement', 'Day of issue'),
  school,
  student: group('L’étudiant', 'The student', { name: studentName, matricule, birthDate }),
  programme: group('La formation', 'The programme', { name: programmeName, year }),
  company: group('L’entreprise', 'The company', host),
  subject: said('Sujet du stage (vide s’il est confidentiel)', 'Subject (empty when confidential)'),
  dates,
  presence: group('Durée effective', 'Effective duration', {
    hours: said('Heures de présence effective', 'Hours of presence'),
    days: said('Jours de présence effective', 'Days of presence'),
    shown: said('Durée en mois et jours', 'Duration in months and days'),
  }),
  pay: said('Gratification totale, avec la monnaie', 'Total pay with its currency'),
}

const minutes: Variables = {
  school,
  campaign: said('Nom de la campagne', 'Name of the campaign'),
  student: group('L’étudiant', 'The student', { name: studentName, matricule }),
  programme: group('La formation', 'The programme', { name: programmeName, year }),
  company: said('Raison sociale de l’entreprise', 'Name of the company'),
  subject: said('Sujet du stage (vide s’il est confidentiel)', 'Subject (empty when confidential)'),
  isResit: said('Vrai pour un rattrapage (dans {{#if}})', 'True for a resit (in {{#if}})'),
  isBlank: said(
    'Vrai sur la feuille à remplir le jour même (dans {{#if}})',
    'True on the form filled in on the day (in {{#if}})',
  ),
  when: said('Date et heure de la soutenance', 'Day and hour of the defense'),
  room: said('Salle', 'Room'),
  jury: each('Les membres du jury', 'The members of the jury', {
    name: said('Prénom et nom du membre', 'Full name of the member'),
    role: said('Qualité du membre', 'Role of the member'),
  }),
  grade: said('Note de soutenance', 'Grade of the defense'),
  remarks: said('Observations du jury', 'Remarks of the jury'),
}

const KINDS: Record<DocumentKind, Variables> = { agreement, amendment, certificate, minutes }
