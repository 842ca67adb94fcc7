/** An activity as it went: how many came, or why nobody counted; what its programme planned. */
export type Plan = {
  day: number
  theme: string
  kind?: string
  place?: string
  came?: number
  notTaken?: string
  difficulty?: string
  says?: string
  /** Held beside the programme */
  outside?: true
  /** What becomes of it when it is not held */
  ends?: 'running' | 'cancelled'
  with?: string
}

export const INFO: Plan[] = [
  { day: -86, theme: 'Prise en main de Linux', came: 11, outside: true },
  { day: -71, theme: 'Bien utiliser un tableur', came: 13, outside: true },
  { day: -60, theme: 'Git en une heure', came: 16, outside: true },
  { day: -45, theme: 'Atelier Python : premiers pas', came: 14, says: 'Plus d’exercices corrigés, s’il vous plaît.' },
  {
    day: -38,
    theme: 'R pour les statisticiens',
    came: 19,
    difficulty: 'Deux prises électriques pour vingt personnes.',
  },
  { day: -33, theme: 'Aide aux mémoires', came: 9, outside: true },
  {
    day: -31,
    theme: 'Cybersécurité au quotidien',
    kind: 'talk',
    notTaken: 'Coupure de courant à l’arrivée du public.',
  },
  { day: -24, theme: 'Bases de données', came: 21, says: 'Commencer à l’heure, certains ont un bus à 18 h.' },
  { day: -17, theme: 'Débat : data and ethics', kind: 'debate', came: 17, with: 'anglais' },
  { day: -14, theme: 'Visite d’un centre de données', kind: 'outing', ends: 'cancelled' },
  { day: -10, theme: 'Visualiser des données', came: 18, difficulty: 'Le vidéoprojecteur chauffe et s’éteint.' },
  { day: -8, theme: 'Installer son poste', came: 12, outside: true },
  { day: -5, theme: 'Concours de programmation', kind: 'competition', came: 23, says: 'Un concours par trimestre !' },
  { day: 0, theme: 'Atelier Python : les boucles', ends: 'running' },
  { day: 12, theme: 'Introduction à l’apprentissage automatique', kind: 'training' },
  { day: 26, theme: 'Hackathon de fin de trimestre', kind: 'competition' },
  { day: 40, theme: 'Rédiger avec LaTeX' },
]

export const ENGLISH: Plan[] = [
  { day: -40, theme: 'Speaking club: introductions', came: 8, place: 'Salle B3' },
  { day: -26, theme: 'Movie and debate', kind: 'debate', came: 12, says: 'More time to speak in small groups.' },
  { day: -12, theme: 'Preparing the TOEIC', kind: 'training', came: 10 },
  { day: 9, theme: 'Spelling bee', kind: 'competition' },
]

/** Done on the day it was due, or still to do. */
export const TASKS: { name: string; due: number; to: number; open?: true; weight?: number }[] = [
  { name: 'Réserver l’amphi A pour le trimestre', due: -48, to: 2 },
  { name: 'Imprimer les affiches de rentrée', due: -46, to: 3 },
  { name: 'Préparer les exercices Python', due: -44, to: 0, weight: 2 },
  { name: 'Demander deux multiprises', due: -30, to: 1 },
  { name: 'Inviter un intervenant en cybersécurité', due: -33, to: 4 },
  { name: 'Annoncer le concours', due: -9, to: 3 },
  { name: 'Acheter les prix du concours', due: -6, to: 1 },
  { name: 'Rédiger le compte rendu du concours', due: -1, to: 2, open: true },
  { name: 'Trouver un jury pour le hackathon', due: 15, to: 2, open: true },
  { name: 'Faire réparer le vidéoprojecteur', due: -3, to: 4, open: true },
]
