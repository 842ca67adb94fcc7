import type { Role } from '@prisma/client'
import { Secret, TOTP } from 'otpauth'
import type { Context } from '../../access/actor.ts'
import { now } from '../../platform/clock.ts'
import { hmac, open, seal } from '../../platform/crypto.ts'
import { prisma, type Tx, transaction } from '../../platform/db.ts'
import { noteAccount } from './account-event.ts'
import { tellOwner } from './account-mail.ts'

/** Whoever sees more than their own file, touches money or grants rights shows a second proof (SECURITY 4.3). */
const secondFactorRoles = new Set<Role>([
  'admin',
  'internship_officer',
  'school_tutor',
  'club_lead',
  'club_treasurer',
  'club_member',
  'union_executive',
])

export const needsSecondFactor = (roles: Role[]): boolean => roles.some((role) => secondFactorRoles.has(role))

/** A new seed of 160 bits, in the alphabet that telephones read. */
export const newSeed = (): string => new Secret({ size: 20 }).base32

/** What the QR code says to the telephone. */
export const enrolmentUri = (seed: string, email: string, school: string): string =>
  generator(seed, email, school).toString()

/** Keeps the seed once a code proves that the telephone has it. Ten recovery codes, to be shown once; null: wrong code. */
export async function enrolSecondFactor(ctx: Context, accountId: string, seed: string, code: string) {
  const step = stepOf(seed, code)
  if (step === null) return null
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  await transaction(async (tx) => {
    await keepSeed(tx, accountId, seed, step)
    await replaceRecoveryCodes(tx, accountId, codes)
    await noteAccount(tx, ctx, accountId, 'enrolSecondFactor')
    await tellOwner(tx, await owner(tx, accountId), 'account.enrolSecondFactor', `${step}`)
  })
  return codes
}

/** A code of the telephone, or a recovery code: true once each. */
export async function acceptCode(ctx: Context, accountId: string, code: string): Promise<boolean> {
  const typed = code.replace(/[\s-]/g, '').toUpperCase()
  if (/^\d{6}$/.test(typed)) return acceptTelephoneCode(accountId, typed)
  if (/^[A-Z2-7]{16}$/.test(typed)) return acceptRecoveryCode(ctx, accountId, typed)
  return false
}

async function acceptTelephoneCode(accountId: string, code: string): Promise<boolean> {
  const account = await prisma().account.findUnique({ where: { id: accountId }, select: { totpSecret: true } })
  if (!account?.totpSecret) return false
  const step = stepOf(open(account.totpSecret, seedPlace(accountId)), code)
  if (step === null) return false
  // The condition is in the write: of two people who type the same code together, one is refused.
  const { count } = await prisma().account.updateMany({
    where: { id: accountId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  })
  return count === 1
}

async function acceptRecoveryCode(ctx: Context, accountId: string, code: string): Promise<boolean> {
  return transaction(async (tx) => {
    const hash = recoveryHash(accountId, code)
    const { count } = await tx.recoveryCode.updateMany({
      where: { accountId, hash, usedAt: null },
      data: { usedAt: now() },
    })
    if (count === 0) return false
    const left = await tx.recoveryCode.count({ where: { accountId, usedAt: null } })
    await noteAccount(tx, ctx, accountId, 'useRecoveryCode')
    await tellOwner(tx, await owner(tx, accountId), 'account.useRecoveryCode', hash, { left })
    return true
  })
}

/** Used by enrolment, and by the demo cast, whose seed is public. */
export async function keepSeed(tx: Tx, accountId: string, seed: string, lastStep: bigint | null): Promise<void> {
  await tx.account.update({
    where: { id: accountId },
    data: { totpSecret: seal(seed, seedPlace(accountId)), totpLastStep: lastStep, totpEnabledAt: now() },
  })
}

async function replaceRecoveryCodes(tx: Tx, accountId: string, codes: string[]): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { accountId } })
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ accountId, hash: recoveryHash(accountId, code) })) })
}

const owner = (tx: Tx, id: string) => tx.account.findUniqueOrThrow({ where: { id }, include: { person: true } })

/** The 30-second step this code belongs to, one step of drift allowed each way; null when the code is wrong. */
function stepOf(seed: string, code: string): bigint | null {
  const instant = now().getTime()
  const delta = generator(seed).validate({ token: code.replace(/\s/g, ''), timestamp: instant, window: 1 })
  return delta === null ? null : BigInt(Math.floor(instant / 1000 / STEP_SECONDS) + delta)
}

function generator(seed: string, label = '', issuer = ''): TOTP {
  return new TOTP({
    secret: Secret.fromBase32(seed),
    label,
    issuer,
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
  })
}

const STEP_SECONDS = 30
const RECOVERY_CODES = 10
const seedPlace = (accountId: string): string => `Account.totpSecret:${accountId}`
const recoveryHash = (accountId: string, code: string): string => hmac('recovery-code', `${accountId}:${code}`)

/** 80 bits, as 16 letters and figures that nobody confuses. */
const newRecoveryCode = (): string => new Secret({ size: 10 }).base32

/** Whoever leaves a post that asked for it starts afresh: no seed, no recovery code, every session over. */
export async function resetSecondFactor(tx: Tx, ctx: Context, accountId: string): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { accountId } })
  await tx.account.update({
    where: { id: accountId },
    data: { totpSecret: null, totpLastStep: null, totpEnabledAt: null, epoch: { increment: 1 } },
  })
  await noteAccount(tx, ctx, accountId, 'resetSecondFactor')
}
