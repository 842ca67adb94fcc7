import type { Context } from '../access/actor.ts'
import { Refusal } from '../platform/errors.ts'

const FRESH_MS = 10 * 60_000

/** The desk asks for the password or the code, then sends the same request again (SECURITY 4.4). */
export function insistOnProof(ctx: Context): void {
  if (ctx.actor.kind === 'system' || ctx.replayed) return
  const age = ctx.now.getTime() - (ctx.provedAt?.getTime() ?? Number.NEGATIVE_INFINITY)
  if (age > FRESH_MS) throw PROVE
}

const PROVE = new Refusal('step_up', 403, {
  fr: 'Cette opération est grave : redonnez votre mot de passe, ou le code de votre téléphone. Rien n’a encore été changé.',
  en: 'This is a grave operation: give your password again, or the code on your phone. Nothing was changed yet.',
})
