import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { deskProblems } from '../../admin/checks.ts'
import { deskTexts } from '../../admin/locales/desk.ts'
import { fr as adminFrench } from '../../admin/locales/fr.ts'
import { en } from '../../components/text/en.ts'
import { fr } from '../../components/text/fr.ts'
import '../../src/domain/index.ts'
import { schedules } from '../../jobs/schedule.ts'
import { models } from '../../src/access/model.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { allFlows } from '../../src/kit/flow.ts'

const adminjs = dirname(createRequire(import.meta.url).resolve('adminjs'))
const adminEnglish: unknown = JSON.parse(readFileSync(join(adminjs, 'lib/locale/en/translation.json'), 'utf8'))

const leaves = (value: unknown, path = ''): [string, string][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key))
    : [[path, String(value)]]

describe('French everywhere', () => {
  test('every sentence of AdminJS has its French one', () => {
    const french = new Map(leaves(adminFrench))
    const missing = leaves(adminEnglish).filter(([key]) => !french.get(key)?.trim())
    expect(missing.map(([key]) => key)).toEqual([])
  })

  test('and none was left in English', () => {
    const french = new Map(leaves(adminFrench))
    const same = leaves(adminEnglish).filter(([key, text]) => french.get(key) === text && /[a-z]{3}/.test(text))
    expect(same.map(([, text]) => text)).toEqual([])
  })

  test('the screens say the same things in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(fr))
    expect(leaves(deskTexts.en).map(([key]) => key)).toEqual(leaves(deskTexts.fr).map(([key]) => key))
    const blank = [...leaves(fr), ...leaves(en), ...leaves(deskTexts.fr)].filter(([, text]) => text.trim() === '')
    expect(blank).toEqual([])
  })

  test('every model, column and value that a person may see has a French name of its own', () => {
    expect(deskProblems()).toEqual([])
    const columns = models
      .filter((model) => !model.internal)
      .flatMap((model) =>
        model.fields.filter((field) => !field.secret).map((field) => [`${model.name}.${field.name}`, field.label.fr]),
      )
    const raw = columns.filter(
      ([path, label]) => label === path?.split('.')[1] && !/\.(id|version|createdAt|updatedAt|\w*Id)$/.test(path ?? ''),
    )
    expect(raw).toEqual([])
    const values = Object.values(catalogue.enums).flatMap((one) =>
      one.values.map((value) => [value.value, value.label.fr]),
    )
    expect(values.filter(([value, label]) => !label || label === value)).toEqual([])
  })

  test('every verb has its French name, its English one, and never shows its code', () => {
    const verbs = allFlows().flatMap((flow) => [...flow.verbs.values()])
    expect(verbs.length).toBeGreaterThan(20)
    expect(
      verbs.filter((verb) => !verb.label.fr || !verb.label.en || verb.label.fr === verb.name).map((verb) => verb.name),
    ).toEqual([])
  })

  test('every task of the clock has a name that people read', () => {
    const known = Object.keys(deskTexts.fr.schedules)
    expect(schedules.map((schedule) => schedule.name).filter((name) => !known.includes(name))).toEqual([])
  })

  test('French is typeset: no straight apostrophe in what people read', () => {
    const straight = [...leaves(fr), ...leaves(deskTexts.fr), ...leaves(adminFrench)].filter(
      ([, text]) => /\w'\w/.test(text) && !text.includes('=>'),
    )
    expect(straight).toEqual([])
  })
})
