export const fr = {
  answered: (n: number, asked: number, rate: number | null) =>
    `${n} réponse${n > 1 ? 's' : ''} sur ${asked} personne${asked > 1 ? 's' : ''} sollicitée${asked > 1 ? 's' : ''}${rate === null ? '' : ` (${rate}\u00a0%)`}.`,
  hidden: 'Résultats masqués : moins de cinq réponses désigneraient leurs auteurs.',
  hiddenHelp: 'Ils s’afficheront d’eux-mêmes à la cinquième réponse. Personne ne lit une réponse seule.',
  nps: 'NPS',
  npsHelp: 'Part des notes 9 et 10 moins part des notes 0 à 6.',
  promoters: 'Promoteurs (9–10)',
  passives: 'Neutres (7–8)',
  detractors: 'Détracteurs (0–6)',
  comments: 'Commentaires',
  commentsHelp: 'Sans nom, sans note, sans date, dans le désordre.',
  noComment: 'Personne n’a laissé de commentaire.',
  score: (score: number) => `${score}\u00a0/\u00a0100`,
  noScore: 'Pas encore de score : cette entreprise n’a encore accueilli ni répondu à personne.',
  noScoreHelp: 'Il sera calculé la nuit qui suit ses premiers stages.',
  worked: (day: string) => `Calculé le ${day}.`,
  scoreHelp: 'Moyenne des parts connues, chacune avec son poids ; une part inconnue ne compte ni pour ni contre.',
  part: 'Part',
  value: 'Constaté',
  points: 'Points',
  weight: 'Poids',
  unknown: 'inconnu',
  parts: 'Ce qui fait le score',
  reportHelp:
    'Le bilan réunit ce que le conseil demande. Il se prépare en quelques secondes et reste sept jours dans vos exports.',
  reportParts: [
    'Les chiffres de la campagne, chacun avec sa définition et son effectif',
    'Le placement, les délais, les notes et la satisfaction par filière et par promotion',
    'Les notes finales publiées, par tranche',
    'Les entreprises d’accueil, leurs stagiaires et leur score de qualité',
  ],
  formats: { pdf: 'Bilan en PDF', xlsx: 'Bilan pour Excel', csv: 'Bilan en CSV' },
}

type Words = typeof fr

export const en: Words = {
  answered: (n, asked, rate) =>
    `${n} answer${n === 1 ? '' : 's'} out of ${asked} asked${rate === null ? '' : ` (${rate}%)`}.`,
  hidden: 'Results hidden: fewer than five answers would point to their authors.',
  hiddenHelp: 'They appear by themselves at the fifth answer. Nobody reads an answer alone.',
  nps: 'NPS',
  npsHelp: 'Share of 9 and 10 less share of 0 to 6.',
  promoters: 'Promoters (9–10)',
  passives: 'Passives (7–8)',
  detractors: 'Detractors (0–6)',
  comments: 'Comments',
  commentsHelp: 'Without name, score or date, in no order.',
  noComment: 'Nobody left a comment.',
  score: (score) => `${score} / 100`,
  noScore: 'No score yet: this company has neither hosted nor answered anybody.',
  noScoreHelp: 'It is worked out the night after its first internships.',
  worked: (day) => `Worked out on ${day}.`,
  scoreHelp: 'Mean of the parts that are known, each with its weight; an unknown part counts neither for nor against.',
  part: 'Part',
  value: 'Observed',
  points: 'Points',
  weight: 'Weight',
  unknown: 'unknown',
  parts: 'What makes the score',
  reportHelp:
    'The report gathers what the board asks for. It takes a few seconds and stays seven days among your exports.',
  reportParts: [
    'The figures of the campaign, each with its definition and its count',
    'Placement, delays, grades and satisfaction by programme and by cohort',
    'The final grades published, by range',
    'The host companies, their trainees and their quality score',
  ],
  formats: { pdf: 'Report as PDF', xlsx: 'Report for Excel', csv: 'Report as CSV' },
}

export const qualityWords = (locale: string): Words => (locale === 'en' ? en : fr)
