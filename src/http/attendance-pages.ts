import { readdirSync, readFileSync } from 'node:fs'
import type { Request, Response } from 'express'
import Handlebars from 'handlebars'

/** What each page of templates/attendance needs to be told, beside the language and the nonce. */
type Pages = {
  code: { action: string; problem: string; code: string; challenge: string; work: string; did: string }
  form: FormPage
  receipt: { at: string; receipt: string; said: string }
}

export type FormPage = {
  action: string
  problem: string
  theme: string
  club: string
  grant: string
  idem: string
  did: string
  v: Typed
  programmes: { name: string; on: boolean }[]
  levels: { name: string; on: boolean }[]
  rates: { n: number; on: boolean }[]
}

export type Typed = {
  lastName: string
  firstName: string
  matricule: string
  suggestion: string
  namesake: string
  showsName: boolean
  acceptsPhotos: boolean
  shared: boolean
  askNamesake: boolean
}

/** One answer holds the whole page, style and script in it: a room of two hundred phones shares one thin line. */
export function sendAttendance<P extends keyof Pages>(_req: Request, res: Response, page: P, data: Pages[P]): void {
  const { locale, nonce } = res.locals
  const other = locale === 'fr' ? { lang: 'en', name: 'English' } : { lang: 'fr', name: 'Français' }
  res.type('html').send(templates[page]({ locale, nonce, other, ...data }).replace(/\n\s*/g, '\n'))
}

const folder = new URL('../../templates/attendance/', import.meta.url)
const engine = Handlebars.create()
const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8')

engine.registerHelper('say', (options: Handlebars.HelperOptions) => options.hash[options.data.root.locale])
// Our own files, written beside the page: nothing that anybody typed
engine.registerHelper('inline', (name: string) => new Handlebars.SafeString(small(name, textOf(name))))

/** Without its comments and indents: the page is weighed in bytes. */
function small(name: string, text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  const kept = lines.filter((line) => line !== '' && !line.startsWith('//'))
  return name.endsWith('.css') ? kept.join('').replace(/(?<=[:,]) | (?=\{)/g, '') : kept.join('\n')
}

const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.hbs'))
  .map((name) => [name.replace(/\.hbs$/, ''), textOf(name)] as const)

for (const [name, source] of sources) engine.registerPartial(name, source)

const templates = Object.fromEntries(
  sources.map(([name, source]) => [name, engine.compile(source, { strict: true })]),
) as Record<keyof Pages, Handlebars.TemplateDelegate>
