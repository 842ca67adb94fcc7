/** What the schema says of everything: the one source of labels, screens, filters, imports, exports and tests. */
export type Text = { fr: string; en: string }
export type Tone = 'grey' | 'blue' | 'green' | 'amber' | 'red'

export type Catalogue<Name extends string = string> = {
  models: Record<Name, Model<Name>>
  enums: Record<string, EnumType>
}

export type EnumType = { name: string; label: Text; values: { value: string; label: Text; tone?: Tone }[] }

export type Model<Name extends string = string> = {
  name: Name
  table: string
  label: Text
  plural: Text
  /** Template over own fields and to-one relations: `{student} — {offer}` */
  title: string
  /** Natural key: how people and files name a record */
  key: string[]
  nav?: { group: string; order: number; icon: string }
  /** No door at all: sessions, counters, tokens */
  internal: boolean
  importable: boolean
  appendOnly: boolean
  /** Has an optimistic lock */
  versioned: boolean
  fields: Field<Name>[]
  relations: Relation<Name>[]
}

export type FieldType =
  | 'String'
  | 'Int'
  | 'BigInt'
  | 'Float'
  | 'Decimal'
  | 'Boolean'
  | 'DateTime'
  | 'Json'
  | 'Bytes'
  | 'Enum'

export type Field<Name extends string = string> = {
  name: string
  type: FieldType
  native?: string
  enum?: string
  list: boolean
  isId: boolean
  required: boolean
  hasDefault: boolean
  unique: boolean
  isUpdatedAt: boolean
  label: Text
  help?: Text
  group?: string
  /** Rank among the default columns of a list */
  column?: number
  secret: boolean
  encrypted: boolean
  /** The column that names whose key seals this one; opened after the read, so never filtered, sorted, searched nor exported */
  sealed?: string
  money: boolean
  /** Filled with the person who creates the record */
  actor: boolean
  search: boolean
  readonly: boolean
  pii?: string
  kind?: 'email' | 'phone' | 'url' | 'longtext' | 'html'
  file?: string[]
  /** Other headers under which files name this column */
  aka: string[]
  reference?: { model: Name; relation: string }
  /** The field lives in another record that this one embeds (Student.lastName is Person.lastName) */
  via?: { relation: string; fk: string; model: Name; required: boolean }
}

export type Relation<Name extends string = string> = {
  name: string
  model: Name
  kind: 'one' | 'many'
  /** The foreign key: a column of this model when `kind` is one and `owner`, else a column of the other model */
  fk: string
  owner: boolean
  embed: boolean
  search: boolean
  label: Text
}
