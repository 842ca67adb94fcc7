import type { Request, Response } from 'express'
import type { Knocker } from '../domain/clubs/attendance-limits.ts'
import { hmac, randomToken, sameText } from '../platform/crypto.ts'
import { cookieName, readCookie, setCookie } from './cookies.ts'

/** A browser keeps a random name that we sign: nobody makes up a thousand of them to be a thousand phones. */
export function phoneOf(req: Request, res: Response): string {
  const known = signed(readCookie(req, cookieName('did')))
  if (known) return known
  const made = randomToken(16)
  const value = `${made}.${markOf(made)}`
  setCookie(res, 'did', value, 180)
  return value
}

/** Without its cookie a phone is told by the form it was given, and its wrong codes are counted by address. */
export function knockerOf(req: Request): Knocker {
  const cookie = signed(readCookie(req, cookieName('did')))
  const field = signed(typeof req.fields?.did === 'string' ? req.fields.did : undefined)
  return { did: cookie, phone: cookie ?? field, ip: req.ip ?? '', agent: (req.get('user-agent') ?? '').slice(0, 200) }
}

function signed(value: string | undefined): string | null {
  const [made = '', mark = ''] = (value ?? '').split('.')
  return made && mark && sameText(markOf(made), mark) ? `${made}.${mark}` : null
}

const markOf = (made: string): string => hmac('attendance-phone', made).slice(0, 16)
