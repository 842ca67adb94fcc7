import { databaseUrl } from '../../src/platform/db.ts'
import { type Door, Visitor } from '../http/visitor.ts'
import { asOwner } from '../support/database.ts'
import { PASSWORD, type Principal } from './world.ts'

export type Reply = { status: number; text: string; type: string }

/** One person at the door of the real application; counts what it asks. */
export class Caller {
  static asked = 0
  readonly visitor: Visitor

  constructor(visitor: Visitor) {
    this.visitor = visitor
  }

  static async of(door: Door, who: Principal | null): Promise<Caller> {
    const visitor = new Visitor(door)
    if (who) await visitor.logIn({ email: who.email, password: PASSWORD, ...(who.seed ? { seed: who.seed } : {}) })
    return new Caller(visitor)
  }

  async get(path: string): Promise<Reply> {
    return this.ask(path, {})
  }

  /** A form, as the desk sends it. */
  async post(path: string, fields: Record<string, string> = {}): Promise<Reply> {
    return this.ask(path, { method: 'POST', body: new URLSearchParams(fields) })
  }

  async ask(path: string, init: RequestInit): Promise<Reply> {
    Caller.asked += 1
    const answer = await this.visitor.api(path, init)
    return { status: answer.status, text: answer.text, type: answer.headers.get('content-type') ?? '' }
  }
}

/** A few at a time: a browser does no more, and the pool has ten connections. */
export async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>, width = 8): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i] as T)
  }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}

let tables: string[] | undefined

/** Every table but those of the door itself, each as one hash: what changed has another. */
export async function fingerprints(): Promise<Map<string, string>> {
  const url = databaseUrl()
  tables ??= (
    await asOwner<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND n.nspname IN ('public', 'pgboss') AND c.relname NOT IN ('session', 'Throttle', 'version')`,
      [],
      url,
    )
  ).map((row) => row.name)
  const parts = tables.map(
    (name) =>
      `SELECT '${name}' AS name, coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS hash FROM ${name} t`,
  )
  const rows = await asOwner<{ name: string; hash: string }>(parts.join(' UNION ALL '), [], url)
  return new Map(rows.map((row) => [row.name, row.hash]))
}

export const changedTables = (before: Map<string, string>, after: Map<string, string>): string[] =>
  [...after].filter(([name, hash]) => before.get(name) !== hash).map(([name]) => name.replaceAll('"', ''))
