import type { DeskState, FieldState } from '../state.ts'
import type { FilterColumn } from './filter-columns.ts'
import { type Filter, filtersOf, isText, withoutFilters } from './query.ts'

/** A condition while somebody writes it; `rank` keeps two of them apart on screen. */
export type Draft = { rank: number; column: FilterColumn | null; operator: string; value: string }
export type Drafts = { alone: Draft[]; groups: Draft[][] }

let ranks = 0
export const blank = (): Draft => ({ rank: ++ranks, column: null, operator: '', value: '' })

export function draftsOf(state: DeskState, model: string, params: URLSearchParams): Drafts {
  const filters = filtersOf(state, model, params)
  const alone = filters.filter((filter) => filter.group === null).map(draftOf)
  const groups = [...Map.groupBy(filters, (filter) => filter.group).entries()]
    .filter(([group]) => group !== null)
    .map(([, group]) => group.map(draftOf))
  return { alone: alone.length + groups.length === 0 ? [blank()] : alone, groups }
}

function draftOf({ column, operator, value }: Filter): Draft {
  const [shown, kept] = shownOperator(column.field, operator, value)
  return { rank: ++ranks, column, operator: shown, value: kept }
}

/** An address may say in several ways what the panel says in one. */
function shownOperator(field: FieldState | null, operator: string, value: string): [string, string] {
  const no = value === 'false' || value === '0'
  if (!field) return [no ? 'exists' : 'absent', 'true']
  if (operator === 'empty') return [no ? 'filled' : 'empty', 'true']
  const many = field.kind === 'enum' || field.kind === 'reference'
  if (many && (operator === '' || operator === 'is')) return ['in', value]
  if (many && operator === 'not') return ['none', value]
  if (operator === '') return [isText(field) ? 'contains' : 'is', value]
  return [operator, value]
}

/** The conditions that make sense for a column; the first is what people mean most often. */
export function operatorsOf({ field }: FilterColumn): string[] {
  if (!field) return ['exists', 'absent']
  const kind: string[] = field.kind in BY_KIND ? (BY_KIND[field.kind] ?? []) : []
  return [
    ...kind,
    ...(field.me ? ['me'] : []),
    ...(field.mine ? ['mine'] : []),
    ...(field.required ? [] : ['empty', 'filled']),
  ]
}

const TEXT = ['contains', 'starts', 'is', 'not']
const NUMBER = ['is', 'from', 'to', 'between', 'not']
const DATE = ['from', 'to', 'between', 'is', 'last', 'next', 'past', 'future']
const BY_KIND: Partial<Record<FieldState['kind'], string[]>> = {
  text: TEXT,
  longtext: ['contains', 'starts'],
  email: ['contains', 'starts'],
  phone: TEXT,
  url: ['contains', 'starts'],
  number: NUMBER,
  decimal: NUMBER,
  money: NUMBER,
  boolean: ['is'],
  date: DATE,
  datetime: DATE,
  enum: ['in', 'none'],
  reference: ['in', 'none'],
}

/** These say everything by themselves. */
export const VALUELESS = new Set(['exists', 'absent', 'empty', 'filled', 'past', 'future', 'me', 'mine'])

/** The address of what was written; a condition without a value is not one yet. */
export function addressOf(params: URLSearchParams, { alone, groups }: Drafts): URLSearchParams {
  const next = withoutFilters(params)
  const query = params.get('query')
  if (query) next.set('query', query)
  const say = (door: (again: string) => string, draft: Draft) => {
    const [key, value] = written(draft)
    if (!key) return
    let again = 1
    while (next.has(door(again > 1 ? `-${again}` : '') + key)) again++
    next.set(door(again > 1 ? `-${again}` : '') + key, value)
  }
  for (const draft of alone) say((again) => (again ? `all${again}.` : ''), draft)
  for (const [at, group] of groups.entries()) for (const draft of group) say((again) => `any.${at + 1}${again}.`, draft)
  return next
}

function written({ column, operator, value }: Draft): [string | null, string] {
  if (!column) return [null, '']
  const key = `filters.${column.path}~~`
  if (operator === 'exists' || operator === 'filled') return [`${key}empty`, 'false']
  if (operator === 'absent' || operator === 'empty') return [`${key}empty`, 'true']
  if (VALUELESS.has(operator)) return [key + operator, value === 'false' ? 'false' : 'true']
  const meant = value.trim().replace(/^,+|,+$/g, '')
  return meant === '' || meant === '..' ? [null, ''] : [key + operator, meant]
}
