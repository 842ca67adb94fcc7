import type { Actor, ClubPost, Role } from '../src/access/actor.ts'
import { type AnyModel, models } from '../src/access/model.ts'
import { mayEver, ruledModels } from '../src/access/rights.ts'
import { catalogue } from '../src/generated/catalogue.ts'
import { allFlows, type Flow, holders } from '../src/kit/flow.ts'

/** The desk does not open on a hole in the schema or in the rights: every problem is told at once, with the file to open. */
export function checkDesk(): void {
  const problems = deskProblems()
  if (problems.length > 0) throw new Error(`Préau ne peut pas ouvrir le bureau :\n- ${problems.join('\n- ')}`)
}

export function deskProblems(
  shown: AnyModel[] = models.filter((model) => !model.internal),
  flows: Flow[] = allFlows(),
): string[] {
  const ruled = ruledModels()
  return [
    ...shown.flatMap(labelProblems),
    ...shown
      .filter((model) => !ruled.has(model.name))
      .map(
        (model) =>
          `${model.name} : aucun droit écrit pour ce modèle (src/domain/*/access.ts), personne ne peut le voir`,
      ),
    ...flows.flatMap(flowProblems),
  ]
}

function labelProblems(model: AnyModel): string[] {
  const where = `prisma/models/*.prisma, model ${model.name}`
  const own =
    spoken(model.label.fr) && spoken(model.plural.fr) && spoken(model.label.en)
      ? []
      : [`${where} : @fr et @en manquent`]
  const fields = model.fields
    .filter((field) => !field.secret && !PLUMBING.has(field.name) && !spoken(field.label.fr, field.name))
    .filter((field) => field.native !== 'Uuid')
    .map((field) => `${where}.${field.name} : @fr manque`)
  return [...own, ...fields, ...enumProblems(model)]
}

const PLUMBING = new Set(['id', 'version', 'createdAt', 'updatedAt'])

/** A label that is only the identifier again is no label. */
const spoken = (label: string | undefined, name?: string): boolean =>
  label !== undefined && label.trim() !== '' && label !== name

const enumProblems = (model: AnyModel): string[] =>
  model.fields.flatMap((field) =>
    (catalogue.enums[field.enum ?? '']?.values ?? [])
      .filter((value) => !spoken(value.label.fr, value.value))
      .map((value) => `prisma/models/*.prisma, enum ${field.enum}.${value.value} : @fr manque`),
  )

function flowProblems(flow: Flow): string[] {
  const field = catalogue.models[flow.model].fields.find((one) => one.name === 'status')
  const states = new Set((catalogue.enums[field?.enum ?? '']?.values ?? []).map((value) => value.value))
  const where = `src/domain, ${flow.model}`
  return [...flow.verbs.values()].flatMap((verb) => [
    ...holders(verb)
      .filter((role) => !mayEver(holding(role), flow.model, verb.name))
      .map(
        (role) =>
          `${where}.${verb.name} : le rôle ${role} n’a aucune ligne ${flow.model} dans son access.ts, le verbe lui est fermé`,
      ),
    ...statesOf(verb.from, verb.to)
      .filter((state) => !states.has(state))
      .map(
        (state) => `${where}.${verb.name} : l’état ${state} n’est pas dans l’énumération ${field?.enum ?? 'status'}`,
      ),
  ])
}

const holding = (role: Role): Actor => ({
  kind: 'person',
  accountId: '',
  personId: '',
  name: '',
  email: '',
  locale: 'fr',
  roles: [{ role, departmentId: null }],
  studentId: null,
  contactIds: [],
  // Whoever may do something only in some post may do it
  clubs: (catalogue.enums.ClubPost?.values ?? []).map(({ value }) => ({ clubId: '', post: value as ClubPost })),
})

const statesOf = (from: readonly string[] | 'any', to: unknown): string[] => [
  ...(from === 'any' ? [] : from),
  ...(typeof to === 'string' ? [to] : []),
]
