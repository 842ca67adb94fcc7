import { chooseLanguage } from '../src/domain/core/language.ts'
import { declarePage } from './verbs.ts'

/** The language switch of the top bar: it has no screen of its own, so it is in no menu. */
export function languagePage(): void {
  declarePage({
    name: 'language',
    methods: ['POST'],
    right: (actor) => actor.kind === 'person',
    handle: async ({ fields }, ctx) => {
      await chooseLanguage(ctx, fields.locale === 'en' ? 'en' : 'fr')
      return { notice: null }
    },
  })
}
