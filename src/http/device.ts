import type { Request, Response } from 'express'
import { normalEmail } from '../domain/core/account.ts'
import { now } from '../platform/clock.ts'
import { hmac, randomToken, sameText } from '../platform/crypto.ts'
import { cookieName, readCookie, setCookie } from './cookies.ts'
import type { Counted } from './throttle.ts'

/**
 * A machine from which this account was opened before has its own counter of failures: others who guess at the account
 * cannot lock its owner out. The cookie opens nothing by itself.
 */
export function deviceOf(req: Request, email: string): Counted | null {
  const [id = '', days = '', signature = ''] = (readCookie(req, cookieName('device')) ?? '').split('.')
  if (!sameText(signature, sign(id, days, email))) return null
  return today() - Number(days) <= DAYS ? { scope: 'device', subject: id } : null
}

export function rememberDevice(req: Request, res: Response, email: string): void {
  if (deviceOf(req, email)) return
  const id = randomToken(16)
  const day = String(today())
  setCookie(res, 'device', [id, day, sign(id, day, email)].join('.'), DAYS)
}

const DAYS = 90
const today = (): number => Math.floor(now().getTime() / 86_400_000)
const sign = (id: string, day: string, email: string): string => hmac('device', `${id}.${day}.${normalEmail(email)}`)
