import type { Context } from '../../access/actor.ts'
import { config } from '../../platform/config.ts'
import { sha256 } from '../../platform/crypto.ts'
import { type Tx, transaction } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'
import { acceptedHash, deadLink, normalEmail, ownerOf, setPassword } from './account.ts'
import { noteAccount } from './account-event.ts'
import { type AccountOfPerson, tellOwner } from './account-mail.ts'
import { consumeToken, issueToken } from './account-token.ts'
import { schoolName } from './school.ts'

/** Opens an account for this person, or sends the invitation again: the former link stops working. Returns the account’s id. */
export async function inviteAccount(ctx: Context, personId: string, within?: Tx): Promise<string> {
  return within ? invite(within, ctx, personId) : transaction((tx) => invite(tx, ctx, personId))
}

async function invite(tx: Tx, ctx: Context, personId: string): Promise<string> {
  const owner = await accountFor(tx, personId)
  if (owner.status === 'active') throw alreadyActive()
  if (owner.status === 'disabled') throw disabled()
  const token = await issueToken(tx, owner.id, 'invitation')
  await noteAccount(tx, ctx, owner.id, 'invite', { after: { status: 'invited' } })
  const url = `${config.publicUrl}/invitation/${token}`
  await tellOwner(tx, owner, 'account.invite', sha256(token), { url, school: await schoolName() })
  return owner.id
}

async function accountFor(tx: Tx, personId: string): Promise<AccountOfPerson> {
  const person = await tx.person.findUnique({ where: { id: personId } })
  if (!person) throw refuse.notFound()
  if (!person.email) throw noAddress()
  const email = normalEmail(person.email)
  return tx.account.upsert({ where: { personId }, create: { personId, email }, update: {}, include: { person: true } })
}

/** The invited person chooses a password: the link is used, the account is open. */
export async function acceptInvitation(ctx: Context, token: string, password: string): Promise<AccountOfPerson> {
  const owner = await ownerOf(token, 'invitation')
  if (!owner) throw deadLink()
  const hash = await acceptedHash(password, owner)
  return transaction(async (tx) => {
    if (!(await consumeToken(tx, token, 'invitation'))) throw deadLink()
    await setPassword(tx, owner.id, hash)
    const change = { before: { status: 'invited' }, after: { status: 'active' } }
    await noteAccount(tx, ctx, owner.id, 'acceptInvitation', change)
    return owner
  })
}

const noAddress = () =>
  new Refusal('no_address', 422, {
    fr: 'Cette personne n’a pas d’adresse e-mail. Ajoutez-la sur sa fiche, puis invitez-la de nouveau.',
    en: 'This person has no e-mail address. Add one to their record, then invite them again.',
  })

const alreadyActive = () =>
  refuse.conflict('already_active', {
    fr: 'Cette personne a déjà un compte ouvert. Si elle a perdu son mot de passe, elle peut cliquer sur « Mot de passe oublié ».',
    en: 'This person already has an open account. If they lost their password, they can use “Forgot password”.',
  })

const disabled = () =>
  refuse.conflict('disabled', {
    fr: 'Ce compte est désactivé. Réactivez-le avant d’inviter cette personne.',
    en: 'This account is disabled. Enable it before inviting this person.',
  })
