import { config } from '../../platform/config.ts'
import { hashPassword } from '../../platform/crypto.ts'
import { transaction } from '../../platform/db.ts'
import { normalEmail } from './account.ts'
import { keepSeed } from './second-factor.ts'

type DemoAccount = { email: string; password: string; seed?: string }

/** Opens an account whose password and seed are public knowledge: the demo cast, and tests. Never in production. */
export async function openDemoAccount(personId: string, demo: DemoAccount): Promise<string> {
  if (config.production) throw new Error('The demo cast has no place in production')
  const passwordHash = await hashPassword(demo.password)
  return transaction(async (tx) => {
    const email = normalEmail(demo.email)
    const data = { email, passwordHash, status: 'active' as const }
    const { id } = await tx.account.upsert({ where: { personId }, create: { personId, ...data }, update: data })
    if (demo.seed) await keepSeed(tx, id, demo.seed, null)
    return id
  })
}
