import type { Context } from '../../access/actor.ts'
import { record } from '../../kit/event.ts'
import { transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

/** The language in which Préau speaks to somebody, on every screen and in every mail: their own choice, for their own account. */
export async function chooseLanguage(ctx: Context, locale: 'fr' | 'en'): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'person') throw refuse.notFound()
  if (actor.locale === locale) return
  await transaction(async (tx) => {
    await tx.account.update({ where: { id: actor.accountId }, data: { locale, version: { increment: 1 } } })
    await record(tx, ctx, {
      noun: 'Account',
      recordId: actor.accountId,
      verb: 'chooseLanguage',
      role: actor.roles[0]?.role ?? 'owner',
      before: { locale: actor.locale },
      after: { locale },
    })
  })
}
