import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { deskTexts } from '../../admin/locales/desk.ts'
import { ENGLISH_GROUPS } from '../../admin/locales/field-groups.ts'
import { type AnyField, models } from '../../src/access/model.ts'
import '../../src/domain/index.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { allFlows } from '../../src/kit/flow.ts'

const COMPONENTS = join(import.meta.dirname, '../../components')

type Words = Record<string, unknown>
type Both = { file: string; fr: Words; en: Words }

/** Every file that holds English words: `text.ts` has both languages, `text-en.ts` has `text-fr.ts` beside it. */
const files = readdirSync(COMPONENTS, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && /^(export )?const en\b/m.test(readFileSync(join(COMPONENTS, name), 'utf8')),
)

async function bothLanguages(): Promise<Both[]> {
  return await Promise.all(
    files.map(async (file) => {
      const english = (await import(join(COMPONENTS, file))) as Partial<Both>
      const beside = (await import(join(COMPONENTS, file.replace(/\ben\.ts$/, 'fr.ts')))) as Partial<Both>
      if (!english.en || !beside.fr)
        throw new Error(`components/${file}: export both fr and en, so that they are compared`)
      return { file, fr: beside.fr, en: english.en }
    }),
  )
}

/** A sentence that is worked out is tried with a number and with a word. */
const said = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function')
    return [1, 'x'].flatMap((given) => tried(value as (...given: unknown[]) => unknown, given))
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(said) : []
}

function tried(say: (...given: unknown[]) => unknown, given: unknown): string[] {
  try {
    return said(say(given, given, given))
  } catch {
    return []
  }
}

const keys = (words: Words, path = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? keys(value as Words, `${path}${key}.`)
      : [`${path}${key}`],
  )

/** The accents and the signs of French; its name for itself and the name of the product are no slip. */
const isFrench = (text: string): boolean =>
  /[éèêëàâùûîïôçœÉÈÀÇ«»]/.test(text.replaceAll('Français', '').replaceAll('Préau', ''))

describe('English everywhere', () => {
  test('the same things are said in both, and nothing is left blank', async () => {
    expect(files.length).toBeGreaterThan(14)
    for (const { file, fr, en } of await bothLanguages()) {
      expect([file, keys(en).sort()]).toEqual([file, keys(fr).sort()])
      expect([file, said(en).filter((text) => text.trim() === '')]).toEqual([file, []])
    }
  })

  test('no French word or sign is in an English sentence', async () => {
    const slips = (await bothLanguages()).flatMap(({ file, en }) =>
      said(en)
        .filter(isFrench)
        .map((text) => [file, text]),
    )
    expect(slips).toEqual([])
    expect(said(deskTexts.en).filter(isFrench)).toEqual([])
  })

  test('nor in the English name of a model, a column, a value or a verb', () => {
    const ofField = (field: AnyField) => [field.label.en]
    const labels = [
      ...models
        .filter((model) => !model.internal)
        .flatMap((model) => [model.plural.en, ...model.fields.flatMap(ofField)]),
      ...Object.values(catalogue.enums).flatMap((one) => one.values.map((value) => value.label.en)),
      ...allFlows().flatMap((flow) => [...flow.verbs.values()].map((verb) => verb.label.en)),
    ]
    expect(labels.length).toBeGreaterThan(200)
    expect(labels.filter(isFrench)).toEqual([])
  })

  test('every heading of a record has its English one', () => {
    const groups = new Set(models.flatMap((model) => model.fields.flatMap((field) => field.group ?? [])))
    expect(groups.size).toBeGreaterThan(5)
    expect([...groups].filter((group) => !ENGLISH_GROUPS[group])).toEqual([])
    expect(Object.values(ENGLISH_GROUPS).filter(isFrench)).toEqual([])
  })
})
