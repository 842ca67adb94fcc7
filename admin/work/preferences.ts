import type { PreferencesAnswer } from '../../components/work/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { localeOf } from '../../src/access/select.ts'
import { choosePace, OFFICIAL_KINDS, paceOf } from '../../src/domain/core/preference.ts'
import { deskText } from '../locales/desk.ts'
import { declarePage } from '../verbs.ts'

/** How often this person wants mail; reached from the account menu and from the foot of every mail. */
export function preferencesPage(): void {
  declarePage({
    name: 'preferences',
    methods: ['GET', 'POST'],
    right: (actor) => actor.kind === 'person',
    handle: async ({ method, fields }, ctx) => {
      if (method === 'GET') return preferences(ctx)
      await choosePace(ctx, String(fields.pace ?? ''))
      return { notice: { type: 'success', message: deskText(localeOf(ctx.actor)).notices.updated } }
    },
  })
}

async function preferences(ctx: Context): Promise<PreferencesAnswer> {
  const { actor } = ctx
  const locale = localeOf(actor)
  return {
    pace: await paceOf(ctx),
    email: actor.kind === 'person' ? actor.email : '',
    official: OFFICIAL_KINDS.map((kind) => kind[locale]),
  }
}
