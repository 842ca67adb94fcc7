import type { Report } from '../../src/kit/export/report.ts'

const columns = (labels: string[]): Report['columns'] =>
  labels.map((label, i) => ({ label, kind: i === 3 || i === 5 ? 'number' : 'text' }))

const fr = {
  locale: 'fr' as 'fr' | 'en',
  title: (campaign: string) => `Bilan de campagne — ${campaign}`,
  said: (year: string) =>
    `Année universitaire ${year}. Chaque chiffre est défini ; les réponses aux enquêtes sont anonymes.`,
  columns: columns(['Partie', 'Chiffre', 'Portée', 'Valeur', 'Unité', 'Effectif', 'Définition et remarques']),
  whole: 'Chiffres de la campagne',
  byProgramme: 'Par filière',
  byCohort: 'Par promotion',
  companies: 'Entreprises d’accueil',
  grades: 'Notes finales publiées',
  everybody: 'Toute la campagne',
  hosted: 'Stagiaires accueillis',
  trainees: 'stagiaires',
  students: 'étudiants',
  rate: 'Taux de réponse :',
  median: 'Médiane :',
  hidden: (least: number) => `Masqué : moins de ${least} réponses.`,
  quality: (score: number) => `Score de qualité : ${score} / 100`,
  noQuality: 'Pas encore de score de qualité',
  classes: {
    excellent: '16 et plus',
    good: 'De 14 à moins de 16',
    fair: 'De 12 à moins de 14',
    pass: 'De 10 à moins de 12',
    fail: 'Moins de 10',
  },
}

const en: typeof fr = {
  locale: 'en',
  title: (campaign) => `Campaign report — ${campaign}`,
  said: (year) => `Academic year ${year}. Each figure is defined; answers to surveys are anonymous.`,
  columns: columns(['Part', 'Figure', 'Scope', 'Value', 'Unit', 'Count', 'Definition and remarks']),
  whole: 'Figures of the campaign',
  byProgramme: 'By programme',
  byCohort: 'By cohort',
  companies: 'Host companies',
  grades: 'Final grades published',
  everybody: 'The whole campaign',
  hosted: 'Trainees hosted',
  trainees: 'trainees',
  students: 'students',
  rate: 'Response rate:',
  median: 'Median:',
  hidden: (least) => `Hidden: fewer than ${least} answers.`,
  quality: (score) => `Quality score: ${score} / 100`,
  noQuality: 'No quality score yet',
  classes: {
    excellent: '16 and more',
    good: 'From 14 to under 16',
    fair: 'From 12 to under 14',
    pass: 'From 10 to under 12',
    fail: 'Under 10',
  },
}

export const words = (locale: 'fr' | 'en') => (locale === 'en' ? en : fr)
