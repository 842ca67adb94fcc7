import type { Context } from '../../access/actor.ts'
import { verifyPassword } from '../../platform/crypto.ts'
import { prisma } from '../../platform/db.ts'
import { LONGEST_BYTES } from './password.ts'
import { acceptCode } from './second-factor.ts'

/** True when these words are the password of the account, or a code of its telephone: six figures are never a password. */
export async function provesIdentity(ctx: Context, accountId: string, words: string): Promise<boolean> {
  if (Buffer.byteLength(words) > LONGEST_BYTES) return false
  if (/^\d{3} ?\d{3}$/.test(words.trim())) return acceptCode(ctx, accountId, words.trim())
  const account = await prisma().account.findUnique({ where: { id: accountId }, select: { passwordHash: true } })
  return verifyPassword(account?.passwordHash ?? null, words)
}
