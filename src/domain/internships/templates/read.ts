import type { DocumentKind } from '@prisma/client'
import handlebars from 'handlebars'
import { nearest } from '../../../kit/import/nearest.ts'
import type { Text } from '../../../platform/catalogue.ts'
import { templateHelpers } from '../../../platform/render-helpers.ts'
import { namesOf, type Variable, type Variables, variablesOf } from './variables.ts'

/** What is wrong in a template, and where: nothing of it is saved before it is mended. */
export type Problem = { line: number; sentence: Text }

export const MOST_LETTERS = 60_000
/** What may stand between braces beside a name. Nothing else is code here: no helper of ours is found by its name in a text. */
export const HELPERS = ['or', 'same', 'day', 'instant', 'money', 'decimal'] as const
export const PARTIALS = ['partials/fact', 'partials/proof'] as const
const BLOCKS = ['if', 'unless', 'each', 'with']

/** Reads the words of an officer as the renderer will, and names everything that it must not do or does not know. */
export function problemsOf(kind: DocumentKind, body: string): Problem[] {
  if (body.trim() === '') return [{ line: 1, sentence: EMPTY }]
  if (body.length > MOST_LETTERS) return [{ line: 1, sentence: TOO_LONG }]
  const program = parsed(body)
  if ('line' in program) return [program]
  const reading: Reading = { names: namesOf(variablesOf(kind)).map(({ name }) => name), problems: [] }
  walk(program, [variablesOf(kind)], reading)
  return [...reading.problems, ...tags(body)].sort((a, b) => a.line - b.line)
}

type Scope = Variables
type Reading = { names: string[]; problems: Problem[] }
type Program = hbs.AST.Program

function parsed(body: string): Program | Problem {
  try {
    return handlebars.parse(body)
  } catch (error) {
    const line = /on line (\d+)|- (\d+):\d+/.exec(error instanceof Error ? error.message : '')
    return { line: Number(line?.[1] ?? line?.[2] ?? 1), sentence: UNCLOSED }
  }
}

function walk(program: Program | undefined, scopes: Scope[], reading: Reading): void {
  for (const statement of program?.body ?? [])
    STATEMENTS[statement.type]?.(statement as never, scopes, reading) ?? no(statement, reading)
}

type Reader<S> = (statement: S, scopes: Scope[], reading: Reading) => true

const STATEMENTS: Record<string, Reader<never>> = {
  ContentStatement: () => true,
  CommentStatement: () => true,
  MustacheStatement: (statement: hbs.AST.MustacheStatement, scopes, reading) => {
    // Three braces, or an ampersand, would print a name as if it were a tag
    if (!statement.escaped) return told(reading, statement, UNESCAPED)
    return call(statement, scopes, reading)
  },
  BlockStatement: (statement: hbs.AST.BlockStatement, scopes, reading) => {
    const name = nameOf(statement.path)
    const [over, ...more] = statement.params
    if (!BLOCKS.includes(name) || !over || more.length > 0) return told(reading, statement, notABlock(name))
    if (statement.program?.blockParams?.length) return told(reading, statement, NO_ALIAS)
    const found = value(over, scopes, reading)
    const inside = name === 'each' ? itemsOf(found, over, reading) : name === 'with' ? found?.parts : undefined
    walk(statement.program, inside ? [...scopes, inside] : scopes, reading)
    walk(statement.inverse, scopes, reading)
    return true
  },
  PartialStatement: (statement: hbs.AST.PartialStatement, scopes, reading) => {
    const name = nameOf(statement.name)
    if (!(PARTIALS as readonly string[]).includes(name) || statement.params.length > 0)
      return told(reading, statement, notAPart(name))
    for (const pair of statement.hash?.pairs ?? []) value(pair.value, scopes, reading)
    return true
  },
}

/** `{{student.name}}`, or `{{or room '—'}}`: a name, or a helper and what it works on. */
function call(node: hbs.AST.MustacheStatement | hbs.AST.SubExpression, scopes: Scope[], reading: Reading): true {
  const pairs = node.hash?.pairs ?? []
  if (node.type === 'MustacheStatement' && node.params.length === 0 && pairs.length === 0) {
    const found = value(node.path, scopes, reading)
    if (found?.parts) told(reading, node, notPrintable(nameOf(node.path)))
    return true
  }
  const name = nameOf(node.path)
  if (!(HELPERS as readonly string[]).includes(name) || !templateHelpers[name])
    return told(reading, node, notAHelper(name))
  for (const one of [...node.params, ...pairs.map((pair) => pair.value)]) value(one, scopes, reading)
  return true
}

function value(node: hbs.AST.Node, scopes: Scope[], reading: Reading): Variable | undefined {
  if (node.type === 'SubExpression') return void call(node as hbs.AST.SubExpression, scopes, reading)
  if (node.type !== 'PathExpression') return undefined
  return variable(node as hbs.AST.PathExpression, scopes, reading)
}

/** What a name leads to, from where it stands: inside {{#each}} the names are those of one line. */
function variable(path: hbs.AST.PathExpression, scopes: Scope[], reading: Reading): Variable | undefined {
  if (path.data) {
    if (!['index', 'first', 'last'].includes(path.parts.join('.'))) told(reading, path, unknown(path.original, reading))
    return undefined
  }
  let here = scopes[scopes.length - 1 - path.depth]
  let found: Variable | undefined
  for (const part of path.parts) {
    found = here && Object.hasOwn(here, part) ? here[part] : undefined
    if (!found) return void told(reading, path, unknown(path.original, reading))
    here = found.list ? undefined : found.parts
  }
  return found
}

function itemsOf(found: Variable | undefined, node: hbs.AST.Node, reading: Reading): Variables | undefined {
  if (found?.list) return found.parts
  if (found) told(reading, node, NOT_A_LIST)
  return {}
}

const nameOf = (node: hbs.AST.Node): string => ('original' in node ? String(node.original) : '')

const no = (node: hbs.AST.Node, reading: Reading): true => told(reading, node, NOT_ALLOWED)

function told(reading: Reading, node: hbs.AST.Node, sentence: Text): true {
  reading.problems.push({ line: node.loc.start.line, sentence })
  return true
}

/** No script runs in the printer and nothing is fetched there: what could only be a trap, or a hole in the page, is said. */
const tags = (body: string): Problem[] =>
  body.split('\n').flatMap((text, i) => (FORBIDDEN.test(text) ? [{ line: i + 1, sentence: FORBIDDEN_TAG }] : []))

const FORBIDDEN =
  /<\s*\/?\s*(script|iframe|object|embed|link|meta|base|form|input|button|svg|html|body)\b|\son[a-z]+\s*=|javascript:|@import|url\(\s*['"]?(?!data:)|src\s*=\s*["']?(?!data:|\{\{proof\.qr)/i

function unknown(name: string, { names }: Reading): Text {
  const meant = nearest(name, names) ?? nearestEnd(name, names)
  return {
    fr: `la variable « ${name} » n’existe pas.${meant ? ` Vouliez-vous dire « ${meant} » ?` : ' Choisissez-en une dans la liste.'}`,
    en: `there is no variable “${name}”.${meant ? ` Did you mean “${meant}”?` : ' Choose one from the list.'}`,
  }
}

/** `nom` for `student.name` is too far; `email` alone is the end of a name, and `student.emial` has a good beginning. */
function nearestEnd(name: string, names: string[]): string | null {
  const [first = '', ...rest] = name.split('.')
  const siblings = names.filter((one) => one.startsWith(`${first}.`))
  const end = nearest(rest.at(-1) ?? first, [...new Set((siblings.length > 0 ? siblings : names).map(lastPart))])
  const full = end && (siblings.length > 0 ? siblings : names).find((one) => lastPart(one) === end)
  return full ?? siblings[0] ?? null
}

const lastPart = (name: string): string => name.split('.').at(-1) ?? name

const EMPTY: Text = { fr: 'le modèle est vide.', en: 'the template is empty.' }
const TOO_LONG: Text = {
  fr: `le modèle dépasse ${MOST_LETTERS.toLocaleString('fr-FR')} caractères.`,
  en: `the template has more than ${MOST_LETTERS.toLocaleString('en')} characters.`,
}
const UNCLOSED: Text = {
  fr: 'une accolade ou un bloc n’est pas fermé comme il a été ouvert.',
  en: 'a brace or a block is not closed as it was opened.',
}
const UNESCAPED: Text = {
  fr: 'trois accolades (ou « & ») imprimeraient sans protection : écrivez-en deux.',
  en: 'three braces (or “&”) would print without protection: write two.',
}
const NO_ALIAS: Text = { fr: '« as |nom| » n’est pas admis ici.', en: '“as |name|” is not allowed here.' }
const NOT_A_LIST: Text = {
  fr: '« each » se répète sur une liste ; cette variable n’en est pas une.',
  en: '“each” repeats over a list; this variable is not one.',
}
const NOT_ALLOWED: Text = {
  fr: 'cette écriture n’est pas admise dans un modèle.',
  en: 'this is not allowed in a template.',
}
const FORBIDDEN_TAG: Text = {
  fr: 'cette balise ou cette adresse n’est pas admise : ni script, ni cadre, ni image d’ailleurs, ni adresse à charger.',
  en: 'this tag or address is not allowed: no script, frame, outside picture or address to fetch.',
}
const notABlock = (name: string): Text => ({
  fr: `« #${name} » n’est pas admis : seulement ${BLOCKS.map((one) => `#${one}`).join(', ')}, chacun sur une variable.`,
  en: `“#${name}” is not allowed: only ${BLOCKS.map((one) => `#${one}`).join(', ')}, each on one variable.`,
})
const notAPart = (name: string): Text => ({
  fr: `le morceau « ${name} » n’est pas admis : seulement ${PARTIALS.join(' et ')}.`,
  en: `the part “${name}” is not allowed: only ${PARTIALS.join(' and ')}.`,
})
const notAHelper = (name: string): Text => ({
  fr: `« ${name} » n’est pas une aide connue : seulement ${HELPERS.join(', ')}.`,
  en: `“${name}” is not a known helper: only ${HELPERS.join(', ')}.`,
})
const notPrintable = (name: string): Text => ({
  fr: `« ${name} » réunit plusieurs variables : écrivez laquelle, par exemple « ${name}.name ».`,
  en: `“${name}” holds several variables: write which, for example “${name}.name”.`,
})
