import type { fr } from './text-fr.ts'

export const en: typeof fr = {
  charts: 'Charts',
  asTable: 'View as table',
  asChart: 'View as chart',
  total: 'Total',
  openList: 'Open the list',
  drawing: 'Drawing the chart…',
  cannotDraw: 'The chart could not be loaded: here are the figures.',
  summary: (title: string) => `${title}: chart. The same figures are in the table that follows.`,
}
