export const fr = {
  charts: 'Graphiques',
  asTable: 'Voir en tableau',
  asChart: 'Voir en graphique',
  total: 'Total',
  openList: 'Ouvrir la liste',
  drawing: 'Le graphique se dessine…',
  cannotDraw: 'Le graphique n’a pas pu être chargé : voici les chiffres.',
  summary: (title: string) => `${title} : graphique. Les mêmes chiffres sont dans le tableau qui suit.`,
}
