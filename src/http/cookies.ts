import type { CookieOptions, Request, Response } from 'express'
import { config } from '../platform/config.ts'

/** Over https the `__Host-` prefix forbids a neighbour domain to plant the cookie. */
export const overHttps = (): boolean => config.publicUrl.startsWith('https://')

export const cookieName = (name: string): string => (overHttps() ? `__Host-${name}` : name)

export const cookieOptions = (): CookieOptions => ({ httpOnly: true, sameSite: 'lax', secure: overHttps(), path: '/' })

export function readCookie(req: Request, name: string): string | undefined {
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  const found = pairs.find((pair) => pair.startsWith(`${name}=`))
  return found?.slice(name.length + 1)
}

export function setCookie(res: Response, name: string, value: string, days?: number): void {
  res.cookie(cookieName(name), value, { ...cookieOptions(), ...(days && { maxAge: days * 86_400_000 }) })
}
