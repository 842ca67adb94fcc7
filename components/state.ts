import type { ComputedState } from './record/see-state.ts'
import type { ListHabits } from './views/state.ts'

/** What the page receives: plain data about what this person may see and do. The server writes it, the screens read it. */
export type Locale = 'fr' | 'en'
export type Tone = 'grey' | 'blue' | 'green' | 'amber' | 'red'

export type DeskState = {
  locale: Locale
  build: string
  /** Where each part of components/lazy is fetched, by file name */
  lazy: Record<string, string>
  timezone: string
  models: Record<string, ModelState>
  enums: Record<string, EnumValue[]>
  navigation: NavigationGroup[]
  /** May pass over a refusal, with a reason */
  mayForce?: true
  /** May ask who sees a record */
  manages?: true
}

export type Me = {
  name: string
  email: string
  roles: string[]
  /** Somebody else looks through these eyes, until then */
  viewing?: { id: string; until: string }
  /** Their columns and the view that opens each list */
  lists?: ListHabits
}
export type EnumValue = { value: string; label: string; tone?: Tone }
export type NavigationGroup = { label: string; items: NavigationItem[] }
export type NavigationItem = { label: string; icon: string; href: string }

export type ModelState = {
  one: string
  many: string
  icon: string
  fields: FieldState[]
  /** Default columns of the list, by name */
  columns: string[]
  /** Questions of a list that no column answers, asked like columns */
  questions?: FieldState[]
  search?: true
  versioned?: true
  create?: true
  /** The staff speaks about such records, and this person is one of them */
  comments?: true
  verbs: VerbState[]
  /** Screens that other rooms add: the import wizard, the export panel */
  screens: ScreenState[]
  /** Tabs that a domain adds to the page of a record */
  panels: PanelState[]
  related: RelatedState[]
}

export type FieldKind =
  | 'text'
  | 'longtext'
  | 'html'
  | 'email'
  | 'phone'
  | 'url'
  | 'number'
  | 'decimal'
  | 'money'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'enum'
  | 'reference'
  | 'file'
  | 'json'

export type FieldState = {
  name: string
  label: string
  kind: FieldKind
  help?: string
  group?: string
  enum?: string
  /** Of a verb’s own list */
  choices?: EnumValue[]
  reference?: string
  /** How an address crosses it, to the columns of what it names */
  relation?: string
  /** “Me” and “my department” mean something here */
  me?: true
  mine?: true
  /** Written by them, never read: no list may be narrowed by it */
  blind?: true
  /** Opened after the read: no filter, no order, no export */
  sealed?: true
  accept?: string[]
  list?: true
  required?: true
  /** On a create form, on an edit form */
  create?: true
  update?: true
  /** May order a list */
  sort?: true
}

export type VerbState = {
  name: string
  label: string
  tone: 'primary' | 'danger' | 'neutral'
  reason?: true
  /** Its button is in a tab */
  inTab?: true
  confirm?: string
  fields: FieldState[]
}

export type ScreenState = {
  name: string
  label: string
  component: string
  icon: string
  on: 'resource' | 'record'
  /** Also for the rows that are ticked */
  picks?: boolean
}

/** A tab drawn by the component of this name (record/panels.ts), which asks the action */
export type PanelState = { action: string; label: string; component: string }

/** Records elsewhere that point at this one */
export type RelatedState = { model: string; fk: string; label: string; relation: string; many?: true }

export type RecordJson = {
  id: string
  title: string
  params: Record<string, unknown>
  populated: Record<string, { id: string; title: string; params: Record<string, never> } | undefined>
  errors: Record<string, { message: string }>
  baseError: { message: string } | null
  recordActions: { name: string }[]
  bulkActions: { name: string }[]
  files?: Record<string, FileState>
  /** What is worked out from its columns, on its own page */
  computed?: ComputedState[]
  /** Columns that hold a code, said in words */
  words?: Record<string, string>
}

export type FileState = { name: string; size: number; mime: string; href: string }
export type Notice = {
  type: 'success' | 'error' | 'info'
  message: string
  /** What was just thrown away, by its place in the trash */
  undo?: string
}
export type ListMeta = {
  total: number
  /** Nobody counted them one by one: near that many, or more than that */
  about?: 'near' | 'more'
  /** Where the pages beside this one begin and end, to send back as they are */
  before: string | null
  after: string | null
  /** What the address holds and the list left out: it does not exist, or not for this person */
  ignored: string[]
  page: number
  perPage: number
  sortBy: string | null
  direction: 'asc' | 'desc'
}
export type ListAnswer = { records: RecordJson[]; meta: ListMeta }

export type HistoryPage = {
  history: HistoryEntry[]
  meta: { total: number; page: number; perPage: number }
  /** What a long story may be narrowed to */
  verbs?: EnumValue[]
  people?: EnumValue[]
}

export type HistoryEntry = {
  id: string
  at: string
  verb: string
  actor: string
  role: string
  reason: string | null
  changes: { label: string; before: string; after: string }[]
  isUpdate?: true
  /** This person may take the record back to how it stood then, or take back what changed then */
  version?: true
  change?: true
}

export type DashboardCard = {
  title: string
  hint: string
  count: number
  href: string
  tone: Tone
  action: string | null
}
export type DashboardList = {
  title: string
  href: string
  rows: { title: string; hint: string; href: string; on: string | null }[]
}
export type DashboardAnswer = { greeting: string; cards: DashboardCard[]; lists: DashboardList[] }
