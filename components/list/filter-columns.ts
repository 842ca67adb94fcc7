import type { DeskState, FieldState, ModelState, RelatedState } from '../state.ts'

/** What a filter may name: a column here, one of what this points to, one of what points here, or those records themselves. */
export type FilterColumn = { path: string; label: string; group: string; field: FieldState | null }

/** As far as people look: two steps to what a record points to, one to what points to it. */
const STEPS = 2

export function columnsOf(state: DeskState, name: string, oneOf: (relation: string) => string): FilterColumn[] {
  const model = state.models[name]
  if (!model) return []
  const questions = questionsOf(model).map((field) => ({
    path: field.name,
    label: field.label,
    group: model.one,
    field,
  }))
  const found: FilterColumn[] = [...questions, ...own(state, name, '', model.one)]
  let front = [{ name, path: '', group: '' }]
  for (let step = 1; step <= STEPS; step++) {
    front = front.flatMap((from) =>
      references(state, from.name).map(({ relation = '', reference = '', label }) => ({
        name: reference,
        path: `${from.path}${relation}.`,
        group: from.group ? `${from.group} › ${label}` : label,
      })),
    )
    for (const to of front) found.push(...own(state, to.name, to.path, to.group))
  }
  for (const related of model.related)
    if (state.models[related.model]) found.push(...pointing(state, related, oneOf(related.label)))
  return found
}

/** The column of an address, when this person has it; the words say through what it goes. */
export function columnAt(state: DeskState, name: string, path: string): FilterColumn | null {
  const steps = path.split('.')
  const last = steps.pop() ?? ''
  const labels: string[] = []
  let model = state.models[name]
  for (const step of steps) {
    const reference = model?.fields.find((field) => field.relation === step)
    const related = model?.related.find((one) => one.relation === step)
    const next = reference?.reference ?? related?.model
    if (!next) return null
    labels.push(reference?.label ?? related?.label ?? '')
    model = state.models[next]
  }
  const group = labels.join(' › ')
  const field = [...(model?.fields ?? []), ...(steps.length === 0 ? questionsOf(model) : [])].find(
    (one) => one.name === last && !one.blind,
  )
  if (field) return { path, label: [...labels, field.label].join(' › '), group, field }
  const related = model?.related.find((one) => one.relation === last && one.many)
  return related ? { path, label: [...labels, related.label].join(' › '), group, field: null } : null
}

const questionsOf = (model: ModelState | undefined): FieldState[] => model?.questions ?? []

const own = (state: DeskState, name: string, path: string, group: string): FilterColumn[] =>
  (state.models[name]?.fields ?? [])
    .filter((field) => !field.blind && !field.sealed && !field.list && !UNASKED.has(field.kind))
    .filter((field) => field.kind !== 'reference' || field.reference)
    .map((field) => ({ path: `${path}${field.name}`, label: field.label, group, field }))

const UNASKED = new Set<FieldState['kind']>(['json', 'html'])

const references = (state: DeskState, name: string): FieldState[] =>
  (state.models[name]?.fields ?? []).filter((field) => field.relation && field.reference && !field.blind)

const pointing = (state: DeskState, { model, relation, label, many }: RelatedState, group: string): FilterColumn[] => [
  ...(many ? [{ path: relation, label, group, field: null }] : []),
  ...own(state, model, `${relation}.`, group),
]
