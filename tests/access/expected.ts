import { readFileSync } from 'node:fs'

/** The table written by hand, as the tests read it. */
export type Scope = 'all' | 'department' | 'own' | 'none'
export type Action = 'read' | 'create' | 'update' | 'delete'
export type Expected = Record<Action, Scope> & { model: string; role: string; never: string[] }

const SCOPES = ['all', 'department', 'own', 'none']

export const expected: Expected[] = readFileSync(new URL('expected.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('model\t'))
  .flatMap(readLine)

const byKey = new Map(expected.map((line) => [`${line.model} ${line.role}`, line]))

/** What the role may do with the model; a model or a role without a line stops the suite. */
export function expectedOf(model: string, role: string): Expected {
  const line = byKey.get(`${model} ${role}`)
  if (!line) throw new Error(`tests/access/expected.tsv has no line for ${model} and ${role}: write who may`)
  return line
}

function readLine(line: string): Expected[] {
  const [model = '', roles = '', read = '', create = '', update = '', remove = '', never = ''] = line.split('\t')
  for (const scope of [read, create, update, remove])
    if (!SCOPES.includes(scope)) throw new Error(`tests/access/expected.tsv: “${scope}” is no scope, in ${line}`)
  const scopes = { read, create, update, delete: remove } as Record<Action, Scope>
  return roles.split(',').map((role) => ({ model, role, ...scopes, never: never === '-' ? [] : never.split(',') }))
}

/** Roles that may use a verb, beside the administrator; `SYS` is what only a job does: no one has it by hand. */
const verbs = new Map(
  readFileSync(new URL('verbs.tsv', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('model\t'))
    .map((line) => line.split('\t'))
    .map(([model, verb, roles = '']) => [`${model} ${verb}`, roles.split(',').filter((role) => role !== '-')]),
)

export const verbLines = (): string[] => [...verbs.keys()]

/** The administrator may whatever somebody may by hand. */
export function mayUse(role: string, model: string, verb: string): boolean {
  const roles = verbs.get(`${model} ${verb}`)
  if (!roles) throw new Error(`tests/access/verbs.tsv has no line for ${model} ${verb}: write who may`)
  return roles.includes(role) || (role === 'admin' && !roles.includes('SYS'))
}
