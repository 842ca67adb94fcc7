import type { Attendance, AttendanceSource, SignalKind } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { shownInstant } from '../../kit/calendar.ts'
import { record } from '../../kit/event.ts'
import { newId, sha256 } from '../../platform/crypto.ts'
import { Prisma, type Tx, transaction } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'
import { addressHash, deviceHash, type Knocker } from './attendance-limits.ts'
import { type Found, personOf, type Said } from './attendance-person.ts'
import { POINTS, signalsOf, sumOf, TO_REVIEW } from './attendance-signals.ts'
import { newReceipt } from './receipt.ts'

export type Form = Said & {
  rating?: number | undefined
  suggestion?: string | undefined
  showsName: boolean
  acceptsPhotos: boolean
  /** This phone serves several people, and says so */
  shared: boolean
  submittedAt?: Date | undefined
}

export type Received = {
  receipt: string
  receivedAt: Date
  status: Attendance['status']
  activityId: string
  isAgain: boolean
}

/** One statement takes the grant: of two hundred tries on twenty grants, twenty pass. What follows fails, it is given back. */
export async function present(
  ctx: Context,
  grant: string,
  idemKey: string,
  form: Form,
  who: Knocker,
): Promise<Received> {
  return transaction(async (tx) => {
    const taken = await takeGrant(tx, grant, idemKey, ctx.now)
    if (!taken) return unopened(tx, grant, idemKey)
    return enter(tx, ctx, taken, idemKey, form, who)
  })
}

type Taken = {
  activityId: string
  source: AttendanceSource
  didHash: string | null
  validatedAt: Date
  onTime: boolean
}

async function takeGrant(tx: Tx, grant: string, idemKey: string, now: Date): Promise<Taken | undefined> {
  const rows = await tx.$queryRaw<Taken[]>`
    UPDATE "AttendanceGrant" SET "usedAt" = ${now}, "idemKey" = ${idemKey}::uuid
    WHERE hash = ${sha256(grant)} AND "usedAt" IS NULL AND "hardUntil" > ${now}
    RETURNING "activityId", source, "didHash", "validatedAt", ("expiresAt" > ${now}) AS "onTime"`
  return rows[0]
}

/** Used already by this very send: its receipt again. By another: refused. Never given: refused, and written down. */
async function unopened(tx: Tx, grant: string, idemKey: string): Promise<Received> {
  const known = await tx.attendanceGrant.findUnique({ where: { hash: sha256(grant) } })
  if (known?.usedAt && known.idemKey === idemKey) {
    const first = await tx.attendance.findUnique({
      where: { activityId_idemKey: { activityId: known.activityId, idemKey } },
    })
    if (first) return receivedFrom(first, true)
  }
  if (!known) throw NO_GRANT
  if (known.usedAt) throw GRANT_USED
  const { status } = await tx.activity.findUniqueOrThrow({ where: { id: known.activityId } })
  throw status === 'cancelled' ? ACTIVITY_CANCELLED : TOO_LATE
}

async function enter(tx: Tx, ctx: Context, grant: Taken, idemKey: string, form: Form, who: Knocker): Promise<Received> {
  const { activityId } = grant
  const didHash = grant.didHash ?? (who.phone ? deviceHash(who.phone) : null)
  const shared = await isShared(tx, activityId, didHash, form.shared)
  const found = await personOf(tx, form, ctx.now)
  await refuseTwice(tx, activityId, found)
  const kinds = await reasonsToLook(tx, ctx, grant, form, found, shared, who)
  const row = await insert(tx, ctx, grant, {
    ...{ idemKey, participantId: found.participant.id, didHash, kinds },
    ...{ form, ipHash: addressHash(who.ip, ctx.now) },
  })
  await consent(tx, ctx, found.participant.id, form)
  await record(tx, ctx, { noun: 'Attendance', recordId: row.id, verb: 'create', role: 'system', after: told(row) })
  return receivedFrom(row, false)
}

const told = ({ activityId, participantId, status, source, points, onTime }: Attendance) => ({
  ...{ activityId, participantId, status, source, points, onTime },
})

/** One phone, three people at most, and from the second on it says that it is lent. Two sends at once wait for each other. */
async function isShared(tx: Tx, activityId: string, didHash: string | null, declared: boolean): Promise<boolean> {
  if (!didHash) return false
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${activityId} ${didHash}`}, 0))`
  const before = await tx.attendance.count({ where: { activityId, didHash } })
  if (before >= MOST_PER_PHONE) throw PHONE_FULL
  if (before > 0 && !declared) throw SAY_SHARED
  return before > 0
}

const MOST_PER_PHONE = 3

async function refuseTwice(tx: Tx, activityId: string, { participant }: Found): Promise<void> {
  const before = await tx.attendance.findUnique({
    where: { activityId_participantId: { activityId, participantId: participant.id } },
  })
  if (before) throw already(before)
}

async function reasonsToLook(
  tx: Tx,
  ctx: Context,
  grant: Taken,
  form: Form,
  found: Found,
  shared: boolean,
  { ip }: Knocker,
): Promise<SignalKind[]> {
  const { activityId, validatedAt } = grant
  const { endsAt } = await tx.activity.findUniqueOrThrow({ where: { id: activityId }, select: { endsAt: true } })
  const ipHash = addressHash(ip, ctx.now)
  const suggestion = form.suggestion ?? null
  const seen = await signalsOf(tx, { activityId, endsAt, validatedAt, suggestion, ipHash, now: ctx.now })
  const declared: [SignalKind, boolean][] = [
    ['shared_phone', shared],
    ['namesake', Boolean(form.namesake)],
    ['matricule', found.mismatch],
    ['late', !grant.onTime],
  ]
  return [...declared.filter(([, holds]) => holds).map(([kind]) => kind), ...seen]
}

type Coming = {
  idemKey: string
  participantId: string
  didHash: string | null
  ipHash: string
  kinds: SignalKind[]
  form: Form
}

async function insert(tx: Tx, ctx: Context, grant: Taken, coming: Coming): Promise<Attendance> {
  const { form, kinds, ...keys } = coming
  const points = sumOf(kinds)
  const submittedAt = form.submittedAt ?? null
  const data = {
    ...{ ...keys, id: newId(), activityId: grant.activityId, source: grant.source, points },
    ...{ validatedAt: grant.validatedAt, submittedAt, receivedAt: ctx.now, onTime: grant.onTime },
    isOffline: submittedAt !== null && ctx.now.getTime() - submittedAt.getTime() > OFFLINE_MS,
    status: grant.onTime && points < TO_REVIEW ? ('confirmed' as const) : ('to_confirm' as const),
    ...{ rating: form.rating ?? null, suggestion: form.suggestion ?? null, receipt: newReceipt() },
    ...{ typedName: `${form.lastName} ${form.firstName}`, createdAt: ctx.now, updatedAt: ctx.now },
  }
  // Whoever won the race a millisecond earlier is the one presence of this person
  const { count } = await tx.attendance.createMany({ data: [data], skipDuplicates: true })
  if (count === 0) throw already(await standing(tx, data.activityId, data.participantId))
  const signals = kinds.map((kind) => ({ attendanceId: data.id, kind, points: POINTS[kind], createdAt: ctx.now }))
  if (signals.length > 0) await tx.attendanceSignal.createMany({ data: signals })
  return tx.attendance.findUniqueOrThrow({ where: { id: data.id } })
}

const OFFLINE_MS = 120_000

async function standing(tx: Tx, activityId: string, participantId: string): Promise<Attendance> {
  const found = await tx.attendance.findUnique({ where: { activityId_participantId: { activityId, participantId } } })
  if (!found) throw new Prisma.PrismaClientUnknownRequestError('attendance lost in a race', { clientVersion: '' })
  return found
}

/** A box that is ticked is an agreement of that day; one left empty takes nothing back. */
async function consent(tx: Tx, ctx: Context, id: string, { showsName, acceptsPhotos }: Form): Promise<void> {
  if (!showsName && !acceptsPhotos) return
  const given = { ...(showsName && { showsName }), ...(acceptsPhotos && { acceptsPhotos }) }
  await tx.participant.update({ where: { id }, data: { ...given, consentedAt: ctx.now } })
}

const receivedFrom = ({ receipt, receivedAt, status, activityId }: Attendance, isAgain: boolean): Received => ({
  ...{ receipt, receivedAt, status, activityId, isAgain },
})

const timeOf = (at: Date): string => shownInstant(at).slice(-5)

const already = ({ receivedAt, receipt }: Attendance): Refusal =>
  refuse.conflict(
    'already',
    {
      fr: `Vous êtes déjà enregistré(e) à ${timeOf(receivedAt)}. Ce n’est pas vous ? Déclarez-vous homonyme.`,
      en: `You are already registered, at ${timeOf(receivedAt)}. Not you? Say that you share this name.`,
    },
    { at: receivedAt.toISOString(), receiptEnd: receipt.slice(-4) },
  )

export const NO_GRANT = new Refusal('no_grant', 403, {
  fr: 'Ce formulaire n’a pas été ouvert par un code : rien n’a été enregistré. Tapez d’abord le code de l’écran.',
  en: 'No code opened this form: nothing was saved. Type the code on the screen first.',
})
const GRANT_USED = refuse.conflict('grant_used', {
  fr: 'Ce formulaire a déjà servi. Pour inscrire une autre personne, tapez de nouveau le code.',
  en: 'This form has served already. To add somebody else, type the code again.',
})
const ACTIVITY_CANCELLED = new Refusal('activity_cancelled', 410, {
  fr: 'L’activité a été annulée : votre présence n’est pas enregistrée.',
  en: 'The activity was cancelled: your attendance is not saved.',
})
const TOO_LATE = new Refusal('too_late', 410, {
  fr: 'Plus de 24 heures ont passé depuis votre code : la présence ne peut plus être reçue. Copiez votre texte et montrez-le à l’organisateur.',
  en: 'More than 24 hours have passed since your code: it can no longer be received. Copy your text and show it to the organiser.',
})
const PHONE_FULL = new Refusal('phone_full', 409, {
  fr: 'Ce téléphone a déjà servi à trois personnes : passez par l’organisateur, qui vous inscrira sur sa liste.',
  en: 'This phone has already served three people: see the organiser, who will add you to the list.',
})
const SAY_SHARED = new Refusal('say_shared', 422, {
  fr: 'Ce téléphone a déjà servi : cochez « téléphone partagé » pour inscrire une autre personne.',
  en: 'This phone has already served: tick “shared phone” to add somebody else.',
})
