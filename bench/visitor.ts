import { Agent, request } from 'node:http'
import { Secret, TOTP } from 'otpauth'

export type Answer = { status: number; body: Buffer; headers: Record<string, string | string[] | undefined> }
export type Visitor = {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, fields: Record<string, string>): Promise<Answer>
  /** A form that carries a file */
  upload(path: string, fields: Record<string, string>, file: { name: string; bytes: Buffer }): Promise<Answer>
}

/** Somebody with a browser: keeps cookies, sends back the token that the desk asks for. */
export function visitor(base: string): Visitor {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const cookies = new Map<string, string>()
  const send = async (method: string, path: string, headers: Record<string, string>, body?: string | Buffer) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await call(agent, new URL(path, base), method, { ...headers, ...(cookie && { cookie }) }, body)
    keep(cookies, answer.headers['set-cookie'])
    return answer
  }
  // The desk asks for it on reads too: its own scripts send it back from the cookie
  const token = (): Record<string, string> => {
    const value = cookies.get('XSRF-TOKEN')
    return value ? { 'x-xsrf-token': decodeURIComponent(value) } : {}
  }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  return {
    get: (path, headers = {}) => send('GET', path, { ...token(), ...headers }),
    post: (path, fields) => send('POST', path, { ...form, ...token() }, new URLSearchParams(fields).toString()),
    upload: async (path, fields, { name, bytes }) => {
      const body = new FormData()
      for (const [key, value] of Object.entries(fields)) body.append(key, value)
      body.append('file', new File([new Uint8Array(bytes)], name))
      const packed = new Response(body)
      const headers = { ...token(), 'content-type': packed.headers.get('content-type') ?? '' }
      return send('POST', path, headers, Buffer.from(await packed.arrayBuffer()))
    },
  }
}

/** Password, then the code of the telephone when it is asked. */
export async function logIn(base: string, email: string, password: string, seed: string): Promise<Visitor> {
  const one = visitor(base)
  const form = async (path: string) =>
    /name="_csrf" value="([^"]+)"/.exec(String((await one.get(path)).body))?.[1] ?? ''
  const answer = await one.post('/login', { email, password, _csrf: await form('/login') })
  if (answer.headers.location === '/login/otp')
    await one.post('/login/otp', { code: codeOf(seed), _csrf: await form('/login/otp') })
  const desk = await one.get('/admin')
  if (desk.status !== 200) throw new Error(`${email} is not in: ${desk.status} ${String(answer.body).slice(0, 300)}`)
  return one
}

const codeOf = (seed: string): string => new TOTP({ secret: Secret.fromBase32(seed) }).generate()

function keep(cookies: Map<string, string>, lines: string | string[] | undefined): void {
  for (const line of [lines ?? []].flat()) {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s)
    if (value) cookies.set(name, value)
    else cookies.delete(name)
  }
}

function call(
  agent: Agent,
  url: URL,
  method: string,
  headers: Record<string, string>,
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((done, failed) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sent = request(url, { agent, method, headers: { ...headers, ...length } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, body: Buffer.concat(parts), headers: response.headers }),
      )
      response.on('error', failed)
    })
    sent.on('error', failed)
    sent.end(body)
  })
}
