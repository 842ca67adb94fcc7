import type { fr } from './text-fr.ts'

export const en: typeof fr = {
  title: 'Indicators',
  help: 'Each figure is defined in words and opens the rows it is made of.',
  year: 'Academic year',
  campaign: 'Campaign',
  programme: 'Programme',
  by: 'Break down by',
  all: 'All',
  dimensions: { programme: 'programme', cohort: 'cohort', campaign: 'campaign' },
  print: 'Print',
  none: 'No campaign has been opened yet: the figures come with the first one.',
  toCampaigns: 'Open the campaigns',
  definitions: 'Definitions',
  detail: 'Details',
  group: 'Group',
  figure: 'Value',
  median: 'Median',
  evolution: 'Trend',
  defined: 'Definition',
  open: (n, what) => `${n} ${what}`,
}
