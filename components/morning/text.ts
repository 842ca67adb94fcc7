export const fr = {
  title: 'À traiter ce matin',
  help: 'Ce qui va mal tourner tout seul, le plus grave d’abord.',
  calm: 'Rien d’urgent ce matin : aucun départ menacé, rien de refusé, rien en retard.',
  toIndicators: 'Voir les indicateurs',
  all: (n: string) => `Ouvrir les ${n}`,
  open: 'Ouvrir la liste',
  summary: (n: number) => (n > 1 ? `${n} sujets` : `${n} sujet`),
  on: 'Le',
  who: 'À qui d’agir',
  next: 'Prochain rappel',
  noNext: 'aucun rappel automatique prévu',
}

export const en: typeof fr = {
  title: 'This morning',
  help: 'What will go wrong by itself, the gravest first.',
  calm: 'Nothing urgent this morning: no start at risk, nothing refused, nothing late.',
  toIndicators: 'See the indicators',
  all: (n) => `Open all ${n}`,
  open: 'Open the list',
  summary: (n) => (n > 1 ? `${n} matters` : `${n} matter`),
  on: 'On',
  who: 'Who must act',
  next: 'Next reminder',
  noNext: 'no automatic reminder planned',
}
