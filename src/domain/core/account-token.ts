import type { TokenPurpose } from '@prisma/client'
import { later, now } from '../../platform/clock.ts'
import { randomToken, sha256 } from '../../platform/crypto.ts'
import { prisma, type Tx } from '../../platform/db.ts'

/** 256 random bits, kept as a digest: a copy of the database opens no account. An earlier link stops working. */
export async function issueToken(tx: Tx, accountId: string, purpose: TokenPurpose): Promise<string> {
  const token = randomToken(32)
  await tx.accountToken.updateMany({ where: { accountId, usedAt: null }, data: { usedAt: now() } })
  await tx.accountToken.create({
    data: {
      accountId,
      purpose,
      tokenHash: sha256(token),
      createdAt: now(),
      expiresAt: later(now(), lifetime[purpose]),
    },
  })
  return token
}

const lifetime: Record<TokenPurpose, { days?: number; minutes?: number }> = {
  invitation: { days: 7 },
  reset: { minutes: 30 },
}

/** Looks at a link without using it: mail scanners open links too. */
export const peekToken = (token: string, purpose: TokenPurpose) =>
  prisma().accountToken.findFirst({
    where: { tokenHash: sha256(token), purpose, usedAt: null, expiresAt: { gt: now() } },
    select: { accountId: true },
  })

/** Uses the link: true once, for one caller, however many press the button together. */
export async function consumeToken(tx: Tx, token: string, purpose: TokenPurpose): Promise<boolean> {
  const { count } = await tx.accountToken.updateMany({
    where: { tokenHash: sha256(token), purpose, usedAt: null, expiresAt: { gt: now() } },
    data: { usedAt: now() },
  })
  return count === 1
}
