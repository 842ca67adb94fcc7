import type { Context } from '../../access/actor.ts'
import { config } from '../../platform/config.ts'
import { sha256 } from '../../platform/crypto.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { acceptedHash, deadLink, normalEmail, ownerOf, setPassword } from './account.ts'
import { noteAccount } from './account-event.ts'
import { type AccountOfPerson, tellOwner } from './account-mail.ts'
import { consumeToken, issueToken } from './account-token.ts'
import { inviteAccount } from './invitation.ts'

/** Sends a link to whoever may use one, and says nothing to anybody. Someone still invited gets a fresh invitation. */
export async function requestReset(ctx: Context, email: string): Promise<void> {
  const owner = await prisma().account.findUnique({ where: { email: normalEmail(email) }, include: { person: true } })
  if (!owner || owner.status === 'disabled') return
  if (owner.status === 'invited') return void (await inviteAccount(ctx, owner.personId))
  await transaction(async (tx) => {
    const token = await issueToken(tx, owner.id, 'reset')
    await noteAccount(tx, ctx, owner.id, 'requestReset')
    const url = `${config.publicUrl}/reset/${token}`
    await tellOwner(tx, owner, 'account.requestReset', sha256(token), { url })
  })
}

/** A new password for the holder of the link. Every open session ends; the second factor stays asked. */
export async function resetPassword(ctx: Context, token: string, password: string): Promise<AccountOfPerson> {
  const owner = await ownerOf(token, 'reset')
  if (!owner) throw deadLink()
  const hash = await acceptedHash(password, owner)
  return transaction(async (tx) => {
    if (!(await consumeToken(tx, token, 'reset'))) throw deadLink()
    await setPassword(tx, owner.id, hash)
    await noteAccount(tx, ctx, owner.id, 'changePassword')
    await tellOwner(tx, owner, 'account.changePassword', sha256(token), { url: `${config.publicUrl}/forgot` })
    return owner
  })
}
