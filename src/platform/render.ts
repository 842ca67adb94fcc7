import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import handlebars from 'handlebars'
import { templateHelpers } from './render-helpers.ts'
import { typeset } from './typeset.ts'

export type Locale = 'fr' | 'en'
export type Mail = { subject: string; html: string; text: string }
type Data = Record<string, unknown>

/**
 * A page, a document: `render('documents/agreement', data, 'fr')`. The layout of its folder goes around it. Everything is
 * escaped; a name the data lacks is an error, not a hole in a contract: give `null` for what is optional.
 */
export function render(template: string, data: Data, locale: Locale): string {
  const html = compiled(template, locale).body({ ...data, locale })
  return template.startsWith('documents/') && locale === 'fr' ? typeset(html) : html
}

/**
 * Words written in the desk and already read by the domain (nothing but names it knows and helpers of ours): the layout of
 * documents around them, everything escaped. What is optional and absent prints nothing.
 */
export function renderWritten(source: string, data: Data, locale: Locale): string {
  if (UNESCAPED.test(source)) throw new Error('A written template prints without escaping')
  const options = { knownHelpersOnly: true, knownHelpers: knownHelpers() }
  return engine().compile(`{{#> layout/document}}\n${source}\n{{/layout/document}}`, options)({ ...data, locale })
}

const knownHelpers = () => Object.fromEntries(Object.keys(templateHelpers).map((name) => [name, true]))

/** A mail: `templates/emails/<noun>.<verb>.hbs`, whose first line says the subject: `{{!-- subject: … --}}`. */
export function renderMail(template: string, data: Data, locale: Locale): Mail {
  const { body, subject } = compiled(`emails/${template}`, locale)
  const title = subject({ ...data, locale })
    .replace(/\s+/g, ' ')
    .trim()
  if (!title) throw new Error(`templates/emails/${template}.hbs: the first line must be {{!-- subject: … --}}`)
  // Why it leaves, on its last line: a mail that says nothing of it is official, and leads to the desk
  const html = body({ mailing: 'official', byLink: false, ...data, locale, subject: title })
  return { subject: title, html, text: readable(html) }
}

const folder = fileURLToPath(new URL('../../templates/', import.meta.url))

type Compiled = { body: (data: Data) => string; subject: (data: Data) => string }
const cache = new Map<string, Compiled>()

function compiled(template: string, locale: Locale): Compiled {
  const name = locale === 'en' && existsSync(`${folder}${template}.en.hbs`) ? `${template}.en` : template
  const known = cache.get(name)
  if (known) return known
  const made = compile(name)
  cache.set(name, made)
  return made
}

function compile(name: string): Compiled {
  const source = sourceOf(`${folder}${name}.hbs`)
  const subject = /^\{\{!--\s*subject:([\s\S]*?)--\}\}/.exec(source)?.[1] ?? ''
  const layout = layouts[name.split('/')[0] ?? '']
  const page = layout ? `{{#> layout/${layout}}}\n${source}\n{{/layout/${layout}}}` : source
  return {
    body: engine().compile(page, { strict: true }),
    subject: engine().compile(subject, { strict: true, noEscape: true }),
  }
}

const layouts: Record<string, string> = { emails: 'mail', documents: 'document' }

let made: typeof handlebars | undefined

function engine(): typeof handlebars {
  if (made) return made
  const own = handlebars.create()
  for (const [name, helper] of Object.entries(templateHelpers)) own.registerHelper(name, helper)
  for (const shelf of ['layout', 'partials']) {
    for (const file of readdirSync(join(folder, shelf)).filter((entry) => entry.endsWith('.hbs'))) {
      own.registerPartial(`${shelf}/${basename(file, '.hbs')}`, sourceOf(join(folder, shelf, file)))
    }
  }
  made = own
  return own
}

const UNESCAPED = /\{\{\{|\{\{~?&/

/** Three braces, or an ampersand, print without escaping: a name with a tag in it would become the document. */
function sourceOf(path: string): string {
  const source = readFileSync(path, 'utf8')
  if (UNESCAPED.test(source)) throw new Error(`${path}: unescaped output is not allowed`)
  return source
}

/** The mail as plain text: what people without HTML read, links written out. */
function readable(html: string): string {
  return html
    .replace(/<(style|title|head)[\s\S]*?<\/\1>/gi, '')
    .replace(
      /<a\b[^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/gi,
      (_, href: string, label: string) => `${label.trim()} : ${href}`,
    )
    .replace(/<\/(p|div|h\d|tr|table|ul)>|<br\s*\/?>/gi, '\n')
    .replace(/<li\b[^>]*>/gi, '\n- ')
    .replace(/<[^>]+>/g, '')
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, entity)
    .split('\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' }

const entity = (whole: string, hex?: string, decimal?: string, name?: string): string => {
  if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
  if (decimal) return String.fromCodePoint(Number.parseInt(decimal, 10))
  return named[name ?? ''] ?? whole
}
