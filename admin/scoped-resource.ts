import { BaseProperty, BaseRecord, BaseResource, type Filter } from 'adminjs'
import { current } from '../src/access/actor.ts'
import { type AnyField, type ModelName, modelOf } from '../src/access/model.ts'
import { count, find, isId, list, type Row } from '../src/access/select.ts'
import { createRecord, removeRecord, updateRecord } from '../src/kit/record.ts'
import { refuse } from '../src/platform/errors.ts'
import { readQuery } from './filters.ts'
import { recordJson } from './record.ts'

/**
 * The only adapter AdminJS ever sees: every row it reads or writes passes through the rights of the acting person.
 * References are not told to AdminJS, so its populator has nothing to fetch: titles come with the row.
 */
export class ScopedResource extends BaseResource {
  readonly model: ModelName
  private readonly columns: ScopedProperty[]

  constructor(model: ModelName) {
    super(model)
    this.model = model
    this.columns = modelOf(model)
      .fields.filter((field) => !field.secret)
      .map((field, position) => new ScopedProperty(field, position))
  }

  override databaseName(): string {
    return 'preau'
  }
  override databaseType(): string {
    return 'postgresql'
  }
  override id(): string {
    return this.model
  }
  override properties(): BaseProperty[] {
    return this.columns
  }
  override property(path: string): BaseProperty | null {
    return this.columns.find((column) => column.name() === path) ?? null
  }

  override async count(filter: Filter): Promise<number> {
    const { where } = readQuery(current(), this.model, asQuery(filter))
    return count(current(), this.model, { where })
  }

  override async find(filter: Filter, page: Page): Promise<BaseRecord[]> {
    const sort = page.sort?.sortBy ? { sortBy: page.sort.sortBy, direction: page.sort.direction ?? 'asc' } : {}
    const asked = readQuery(current(), this.model, { ...asQuery(filter), ...sort, perPage: String(page.limit ?? '') })
    const rows = await list(current(), this.model, { ...asked, limit: asked.perPage, offset: page.offset ?? 0 })
    return rows.map((row) => new ScopedRecord(row, this))
  }

  /** Denied and missing are one answer, so there is no record to return for either. */
  override async findOne(id: string): Promise<BaseRecord> {
    const row = await find(current(), this.model, id)
    if (!row) throw refuse.notFound()
    return new ScopedRecord(row, this)
  }

  /** All of them or none: a bulk with one foreign id changes nothing. */
  override async findMany(ids: (string | number)[]): Promise<BaseRecord[]> {
    const wanted = [...new Set(ids.map(String))]
    const rows = await list(current(), this.model, { where: { id: { in: wanted.filter(isId) } }, limit: MOST })
    if (wanted.length === 0 || wanted.length > MOST || rows.length !== wanted.length) throw refuse.notFound()
    return rows.map((row) => new ScopedRecord(row, this))
  }

  override async create(params: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { id } = await createRecord(current(), this.model, params)
    return (await this.findOne(id)).params
  }

  override async update(id: string, params: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { version, ...fields } = params
    await updateRecord(current(), this.model, id, Number(version), fields)
    return (await this.findOne(id)).params
  }

  override async delete(id: string): Promise<void> {
    const row = await find(current(), this.model, id)
    if (!row) throw refuse.notFound()
    await removeRecord(current(), this.model, id, row.version ?? 0)
  }
}

const MOST = 1000

type Page = { limit?: number; offset?: number; sort?: { sortBy?: string; direction?: 'asc' | 'desc' } }

const asQuery = (filter: Filter): Record<string, unknown> =>
  Object.fromEntries(Object.entries(filter.filters).map(([name, element]) => [`filters.${name}`, element.value]))

/** A record that AdminJS may print whole: it holds nothing that this person may not read. */
export class ScopedRecord extends BaseRecord {
  readonly row: Row

  constructor(row: Row, resource: ScopedResource) {
    super({ id: row.id }, resource)
    this.row = row
    this.params = recordJson(resource.model, row).params
  }

  override id(): string {
    return this.row.id
  }
  override title(): string {
    return this.row.title
  }
}

class ScopedProperty extends BaseProperty {
  private readonly field: AnyField

  constructor(field: AnyField, position: number) {
    super({ path: field.name, type: 'string', isId: field.isId, isSortable: true, position })
    this.field = field
  }

  override isRequired(): boolean {
    return this.field.required && !this.field.hasDefault
  }
  override isEditable(): boolean {
    return !this.field.isId && !this.field.readonly
  }
}
