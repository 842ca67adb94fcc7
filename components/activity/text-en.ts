import type { fr } from './text-fr.ts'

export const en: typeof fr = {
  title: 'Recent activity',
  help: 'What happened to the records that you may read, the latest first.',
  seeAll: 'See all activity',
  kind: 'Kind of record',
  allKinds: 'All',
  names: (n: number) => `See the detail (${n.toLocaleString('en')})`,
  others: (n: number) => `and ${n.toLocaleString('en')} more in the list`,
  older: 'Older',
  latest: 'Back to the latest',
  empty: 'Nothing has happened yet',
  emptyHelp: 'As soon as a record that is open to you moves, you read it here.',
  emptyKind: 'Nothing about this kind of record',
  emptyKindHelp: 'Choose another kind, or go back to all activity.',
  showAll: 'See all kinds',
  emptyOlder: 'Nothing happened before that',
  today: 'Today',
  yesterday: 'Yesterday',
}
