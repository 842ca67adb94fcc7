import { defineCheck } from '../../kit/check.ts'
import type { Text } from '../../platform/catalogue.ts'
import { isSetting, type SettingKey, settings } from '../../platform/settings.ts'

// A key that no code reads would only look like a setting
defineCheck('Setting', ({ after }): Record<string, Text> => {
  if (!after) return {}
  const key = String(after.key)
  if (!isSetting(key)) return { key: UNKNOWN }
  return settings[key].check.safeParse(after.value).success ? {} : { value: settings[key].refusal }
})

// A key once chosen stays: renaming one would silently unset it
defineCheck(
  'Setting',
  ({ before, after }): Record<string, Text> => (before && after && before.key !== after.key ? { key: RENAMED } : {}),
)

/** Each step of chasing a company comes after the one before, whichever of them is changed. */
const STEPS: SettingKey[] = ['chase.firstReminder', 'chase.secondReminder', 'chase.alert']

defineCheck('Setting', async ({ tx, before, after }): Promise<Record<string, Text>> => {
  const changed = String((after ?? before)?.key)
  if (!STEPS.some((key) => key === changed)) return {}
  const chosen = new Map(
    (await tx.setting.findMany({ where: { key: { in: STEPS } } })).map((row) => [row.key, row.value]),
  )
  chosen.set(changed, after ? String(after.value) : '')
  const steps = STEPS.map((key) => Number(chosen.get(key) || settings[key].fallback))
  return steps.every((step, i) => i === 0 || (steps[i - 1] ?? 0) < step) ? {} : { value: DISORDER }
})

const UNKNOWN: Text = {
  fr: 'Ce réglage n’existe pas : rien ne le lirait. Choisissez-en un sur la page Réglages.',
  en: 'This setting does not exist: nothing would read it. Choose one on the Settings page.',
}
const RENAMED: Text = {
  fr: 'La clé d’un réglage ne change pas : modifiez sa valeur.',
  en: 'The key of a setting does not change: edit its value.',
}
const DISORDER: Text = {
  fr: 'Les étapes doivent se suivre : premier rappel, second rappel, puis alerte.',
  en: 'The steps must follow each other: first reminder, second reminder, then alert.',
}
