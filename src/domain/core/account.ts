import { loadActor, type Role } from '../../access/actor.ts'
import { now, today } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'
import { hashPassword, needsRehash, verifyPassword } from '../../platform/crypto.ts'
import { prisma, read, type Tx } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'
import type { AccountOfPerson } from './account-mail.ts'
import { peekToken } from './account-token.ts'
import { LONGEST_BYTES, type PasswordOwner, weakness } from './password.ts'
import { schoolName } from './school.ts'
import { needsSecondFactor } from './second-factor.ts'

export type SecondFactor = 'none' | 'code' | 'enrol'
export type Proof = { accountId: string; epoch: number; secondFactor: SecondFactor; roles: Role[] }

/** The account these words open, or null. An unknown, invited or disabled account costs the same time and says the same. */
export async function authenticate(email: string, password: string): Promise<Proof | null> {
  const [account] = await read<Lock>(LOCK, [normalEmail(email)])
  const usable = account !== undefined && Buffer.byteLength(password) <= LONGEST_BYTES
  const matches = await verifyPassword(usable ? account.passwordHash : null, usable ? password : '')
  const actor = usable && matches ? await loadActor(account.id) : null
  if (!account || !actor) return null
  if (account.passwordHash && needsRehash(account.passwordHash)) await rehash(account.id, password)
  const roles = actor.roles.map((assignment) => assignment.role)
  return { accountId: account.id, epoch: account.epoch, roles, secondFactor: secondFactorOf(account, roles) }
}

type Lock = { id: string; epoch: number; passwordHash: string | null; enrolled: boolean }

// One prepared statement: eight hundred people log in within ten minutes of a campaign.
const LOCK = `
  SELECT id, epoch, "passwordHash", "totpEnabledAt" IS NOT NULL AS enrolled
  FROM "Account" WHERE email = $1 AND status = 'active'`

export const normalEmail = (email: string): string => email.trim().toLowerCase()

/** Whoever holds this link, if it can still be used. Looking never uses it. */
export async function ownerOf(token: string, purpose: 'reset' | 'invitation'): Promise<AccountOfPerson | null> {
  const found = await peekToken(token, purpose)
  if (!found) return null
  return prisma().account.findFirst({
    where: { id: found.accountId, status: purpose === 'reset' ? 'active' : 'invited' },
    include: { person: true },
  })
}

/** The hash of a password that this person may use, or a refusal on the field `password`. */
export async function acceptedHash(password: string, account: AccountOfPerson): Promise<string> {
  const problem = weakness(password, await passwordOwner(account))
  if (problem) throw refuse.invalid({ password: problem }, problem)
  return hashPassword(password)
}

export async function passwordOwner(account: AccountOfPerson): Promise<PasswordOwner> {
  const name = `${account.person.firstName} ${account.person.lastName}`
  const secondFactor = account.totpEnabledAt !== null || needsSecondFactor(await rolesOf(account.personId))
  return { secondFactor, email: account.email, name, school: await schoolName() }
}

/** The epoch moves: whatever was opened with the former password closes at its next click. */
export async function setPassword(tx: Tx, accountId: string, passwordHash: string): Promise<void> {
  await tx.account.update({
    where: { id: accountId },
    data: { passwordHash, status: 'active', epoch: { increment: 1 }, version: { increment: 1 } },
  })
  await tx.accountToken.updateMany({ where: { accountId, usedAt: null }, data: { usedAt: now() } })
  await tx.session.deleteMany({ where: { accountId } })
}

export const deadLink = (): Refusal =>
  new Refusal('dead_link', 410, {
    fr: 'Ce lien n’est plus valable : il a déjà servi, il a été remplacé, ou il est trop ancien. Demandez-en un nouveau.',
    en: 'This link no longer works: it was used, replaced, or it is too old. Ask for a new one.',
  })

function secondFactorOf(account: Lock, roles: Role[]): SecondFactor {
  if (account.enrolled) return 'code'
  return needsSecondFactor(roles) ? 'enrol' : 'none'
}

/** Roles of today and of later: a password chosen now must suit the role that starts next month. */
async function rolesOf(personId: string) {
  const rows = await prisma().roleAssignment.findMany({
    where: { personId, OR: [{ endsOn: null }, { endsOn: { gte: today(config.schoolTz) } }] },
    select: { role: true },
  })
  return rows.map((row) => row.role)
}

async function rehash(accountId: string, password: string): Promise<void> {
  await prisma().account.update({ where: { id: accountId }, data: { passwordHash: await hashPassword(password) } })
}
