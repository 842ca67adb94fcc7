import { prove } from './oversee/prove.ts'
import type { Notice, RecordJson } from './state.ts'

export type Answer = {
  notice?: Notice
  record?: RecordJson
  redirectUrl?: string
  code?: string
  detail?: Record<string, unknown>
}

/** A refusal of the server, with its sentences. */
export class Refused extends Error {
  readonly status: number
  readonly answer: Answer

  constructor(status: number, answer: Answer) {
    super(answer.notice?.message ?? String(status))
    this.status = status
    this.answer = answer
  }
}

const BASE = '/admin/api'

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  call<T>(path, { headers: headers(), ...(signal ? { signal } : {}) })

/** Sends a form as the browser would: files travel as files. Undefined is not sent, null is sent empty. */
export function post<T>(path: string, values: Record<string, unknown>): Promise<T> {
  const body = new FormData()
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    body.append(name, value instanceof File ? value : value === null ? '' : String(value))
  }
  return call<T>(path, { method: 'POST', body, headers: headers() })
}

export const recordPath = (model: string, id: string, action: string): string =>
  `/resources/${model}/records/${id}/${action}`
export const resourcePath = (model: string, action: string): string => `/resources/${model}/actions/${action}`
export const bulkPath = (model: string, action: string): string => `/resources/${model}/bulk/${action}`

const headers = (): Record<string, string> => ({ Accept: 'application/json', 'X-XSRF-TOKEN': csrfToken() })

/** The second lock against forged forms: only our own pages can read this cookie. */
export function csrfToken(): string {
  const found = /(?:^|;\s*)XSRF-TOKEN=([^;]*)/.exec(document.cookie)
  return found ? decodeURIComponent(found[1] ?? '') : ''
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(BASE + path, { credentials: 'same-origin', ...init })
  if (response.status === 401) return toLogin()
  if (isSomebodyElse(response)) return toHome()
  const answer: unknown = await response.json().catch(() => ({}))
  const refused = answer as Answer
  if (refused.code === 'step_up' && (await prove())) return call<T>(path, init)
  if (!response.ok) throw new Refused(response.status, refused)
  return answer as T
}

/** Looking through somebody else’s eyes began or ended since this page was drawn: what it shows is another person’s. */
function isSomebodyElse(response: Response): boolean {
  const viewed = response.headers.get('X-Viewing')
  return viewed !== null && viewed !== (window.PREAU.me.viewing?.id ?? '')
}

function toHome(): Promise<never> {
  window.location.assign('/admin')
  return new Promise(() => undefined)
}

/** The session is over: what was typed waits in this tab, and the login page leads back here. */
function toLogin(): Promise<never> {
  const here = window.location.pathname + window.location.search
  window.location.assign(`/login?next=${encodeURIComponent(here)}`)
  return new Promise(() => undefined)
}
