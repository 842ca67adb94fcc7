import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Request, RequestHandler, Response } from 'express'
import type { Me } from '../components/state.ts'
import type { ListHabits } from '../components/views/state.ts'
import { type Actor, current } from '../src/access/actor.ts'
import { localeOf } from '../src/access/select.ts'
import { build } from './build.ts'
import { deskText } from './locales/desk.ts'
import { stateFor } from './state.ts'
import { habitsOf } from './views/page.ts'
import { roleLabel } from './words.ts'

/**
 * Our own HTML around AdminJS: its template prints unescaped state, the whole person and a third party’s fonts.
 * The state is a data block, not a script: nothing in it can run, whatever a name contains.
 */
export const page: RequestHandler = async (request, response) => {
  const { actor } = current()
  const lists = await habitsOf(current())
  const html = render(meOf(actor, lists), actor, stateText(actor), String(response.locals.nonce ?? ''))
  response.status(200).set({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
  await send(request, response, html)
}

const compress = promisify(gzip)

async function send(request: Request, response: Response, html: string): Promise<void> {
  response.vary('Accept-Encoding')
  if (!/\bgzip\b/.test(request.get('accept-encoding') ?? '')) return void response.send(html)
  response.set('Content-Encoding', 'gzip').end(await compress(html, { level: 5 }))
}

const remembered = new Map<string, string>()

/** The same for everyone who holds the same roles in the same language: worked out once per build. */
export function stateText(actor: Actor): string {
  const key = `${rolesOf(actor).sort().join('+')} ${postsOf(actor)} ${localeOf(actor)} ${build.id}`
  const known = remembered.get(key)
  if (known) return known
  const text = escaped(stateFor(actor))
  if (remembered.size > 200) remembered.clear()
  remembered.set(key, text)
  return text
}

const rolesOf = (actor: Actor): string[] =>
  actor.kind === 'person' ? [...new Set(actor.roles.map((assignment) => assignment.role))] : ['system']

// In a club the post opens as much as the role: a secretary’s menu is not the one of a plain member
const postsOf = (actor: Actor): string =>
  actor.kind === 'person' ? [...new Set(actor.clubs.map(({ post }) => post))].sort().join('+') : ''

/** JSON that cannot close its block nor break a line of script. */
export const escaped = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const meOf = (actor: Actor, lists: ListHabits, until = current().viewedUntil): Me => ({
  name: actor.kind === 'person' ? actor.name : '',
  email: actor.kind === 'person' ? actor.email : '',
  roles: rolesOf(actor).map((role) => roleLabel(role, localeOf(actor))),
  ...(actor.kind === 'person' && actor.impersonatorId && until
    ? { viewing: { id: actor.personId, until: until.toISOString() } }
    : {}),
  ...(Object.keys(lists).length > 0 ? { lists } : {}),
})

function render(me: Me, actor: Actor, state: string, nonce: string): string {
  const locale = localeOf(actor)
  const say = deskText(locale)
  const asset = (name: string) => attribute(build.href(name))
  const script = (name: string) => `<script defer nonce="${attribute(nonce)}" src="${asset(name)}"></script>`
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${say.title}</title>
<link rel="icon" href="data:image/svg+xml,${attribute(ICON)}">
<link rel="stylesheet" href="${asset('desk.css')}">
<script nonce="${attribute(nonce)}">try{document.documentElement.dataset.theme=localStorage.getItem('preau.theme')||''}catch{}</script>
${script('boot.js')}
${script('adminjs.js')}
${script(locale === 'fr' ? 'desk-fr.js' : 'desk.js')}
</head>
<body>
<noscript>${say.noScript}</noscript>
<div id="app"></div>
<script type="application/json" id="desk-state" nonce="${attribute(nonce)}">${state}</script>
<script type="application/json" id="desk-me" nonce="${attribute(nonce)}">${escaped(me)}</script>
</body>
</html>
`
}

const ICON = encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#4338ca"/><g fill="none" stroke-width="2.4" stroke-linecap="round"><path d="M6 14 16 7l10 7" stroke="#fff"/><path d="M8.5 25v-6a3.75 3.75 0 0 1 7.5 0v6m0-6a3.75 3.75 0 0 1 7.5 0v6" stroke="#5eead4"/></g></svg>',
)
