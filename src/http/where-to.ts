import type { Request } from 'express'

/** The page a person asked for before we asked who they are; only a path of this site, whatever is typed in the address. */
export function safeNext(wanted: unknown): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || hasControl(wanted)) return HOME
  const url = URL.parse(wanted, NOWHERE)
  // « //thief.example » names another host, and « /.//thief.example » does once its dots are resolved.
  if (!url || url.origin !== NOWHERE || url.pathname.startsWith('//') || NEVER.test(url.pathname)) return HOME
  return `${url.pathname}${url.search}${url.hash}`
}

/** Where to come back to: the page itself, or the page that held the form. */
export function comingFrom(req: Request): string {
  if (req.method === 'GET') return safeNext(req.originalUrl)
  const referer = URL.parse(req.get('referer') ?? '')
  return safeNext(referer ? `${referer.pathname}${referer.search}` : HOME)
}

export const loginUrl = (next: string): string => (next === HOME ? '/login' : `/login?${new URLSearchParams({ next })}`)

const HOME = '/admin'
const NOWHERE = 'http://nowhere.invalid'
// Back to the login page for ever, or straight out again; an API answer is no page.
const NEVER = /^\/+(login|logout|admin\/+api)(\/|$)/i

const hasControl = (text: string): boolean => [...text].some((letter) => letter < ' ' || letter === '\u007f')
