import type { fr } from './see-text-fr.ts'

const s = (count: number, one: string, many: string) => (count === 1 ? one : many)

export const en: typeof fr = {
  documents: 'Documents',
  noDocument: 'No document here yet.',
  noDocumentHint: 'Files attached to the record and to what hangs on it will appear here.',
  moreDocuments: 'Only the latest are shown.',
  preview: 'Preview',
  download: (name) => `Download ${name}`,
  documentName: 'Document',
  kind: 'Kind',
  heldBy: 'Attached to',
  thisRecord: 'This record',
  size: 'Size',
  date: 'Date',
  who: 'Uploaded by',
  house: 'Préau',

  viewers: 'Who sees this record',
  viewersHelp: 'Worked out just now by the access rules themselves: who may open this record today, and why.',
  people: (n) => `${n.toLocaleString('en-GB')} ${s(n, 'person', 'people')}`,
  others: (n) => `and ${n.toLocaleString('en-GB')} ${s(n, 'other person', 'other people')}`,
  unnamed: 'Somebody outside of your department',
  hidden: 'Does not see:',
  seesAll: 'Sees every column that you see.',

  waitingFor: 'Waiting for',
  since: (when) => `for ${when}`,
  today: 'since today',
  days: (n) => `${n} ${s(n, 'day', 'days')}`,
  after: (verb) => `after “${verb}”`,
  yourTurn: 'It is your turn',
  nobodyWaits: 'Nothing is expected of anybody: in this state',
  steps: 'Who may do what now',
  automatic: 'Préau, by itself',
  nextStep: (text, when) => `${text}: on ${when}`,

  computed: 'Worked out by Préau',
  how: 'How this figure is worked out',

  addTo: (what) => `Add: ${what}`,
  editOne: (title) => `Edit ${title}`,
  openList: 'Open the whole list',
  emptyRelated: (many) => `No “${many}” here yet`,
  emptyRelatedAdd: 'Add the first one: the link to this record is already made.',
  emptyRelatedWait: 'What gets attached to it will appear here.',

  allVerbs: 'All actions',
  allPeople: 'Everybody',
  verb: 'Action',
  person: 'Person',
  noneSuch: 'Nothing of the kind in this history.',
  showDiff: 'Text changed',

  open: 'Open',
  peek: (title) => `Preview of ${title}`,

  print: 'Print',
  printHelp: 'This is the record as it will be printed.',
  back: 'Back to the record',
  printed: (when, who) => `Printed on ${when} by ${who}`,
}
