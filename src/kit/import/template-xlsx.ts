import writeWorkbook, { type SheetData } from 'write-excel-file/node'
import type { Context } from '../../access/actor.ts'
import { modelOf } from '../../access/model.ts'
import { list, localeOf } from '../../access/select.ts'
import { catalogue } from '../../generated/catalogue.ts'
import type { Text } from '../../platform/catalogue.ts'
import { dateOfDay } from '../../platform/clock.ts'
import { importableModel } from './open.ts'
import type { Target } from './targets.ts'
import { example, templateColumns } from './template.ts'

type Locale = keyof Text

/** The same as a workbook: cells of the right type on the first sheet, and on the second what each column accepts. */
export async function importWorkbook(ctx: Context, name: string): Promise<{ name: string; bytes: Buffer }> {
  const model = importableModel(ctx, name)
  const locale = localeOf(ctx.actor)
  const columns = templateColumns(ctx, model)
  const widths = columns.map(({ label }) => ({ width: Math.max(14, label[locale].length + 2) }))
  const accepted: SheetData = [WORDS.titles.map((title) => bold(title[locale]))]
  for (const target of columns) accepted.push(await acceptedBy(ctx, target, locale))
  const bytes = await writeWorkbook([
    {
      sheet: model.plural[locale].slice(0, LONGEST_NAME),
      data: [columns.map(({ label }) => bold(label[locale])), columns.map((target) => typed(target, locale))],
      columns: widths,
      stickyRowsCount: 1,
    },
    {
      sheet: WORDS.accepted[locale],
      data: accepted,
      columns: [{ width: 32 }, { width: 14 }, { width: 44 }, { width: 80 }],
      stickyRowsCount: 1,
    },
  ]).toBuffer()
  return { name: `modele-${model.name.toLowerCase()}.xlsx`, bytes }
}

/** Excel’s own limit */
const LONGEST_NAME = 31
const bold = (value: string) => ({ value, fontWeight: 'bold' as const })

/** A day that Excel sorts, a number that it adds; a phone stays a text, or it loses its zero. */
function typed(target: Target, locale: Locale) {
  const { cell } = target
  const shown = example(target, locale)
  if (cell.type === 'DateTime') return { value: dateOfDay('2002-01-22'), type: Date, format: 'dd/mm/yyyy' }
  if (NUMBERS.has(cell.type) && shown !== '') return { value: Number(shown.replace(',', '.')), type: Number }
  return shown === '' ? null : { value: shown, type: String }
}

const NUMBERS = new Set<string>(['Int', 'BigInt', 'Float', 'Decimal'])

async function acceptedBy(ctx: Context, target: Target, locale: Locale): Promise<SheetData[number]> {
  const { cell, label, fills } = target
  const required = target.required || (target.path !== fills.name && fills.required && !fills.hasDefault)
  const values = await valuesOf(ctx, target, locale)
  const format = cell.reference
    ? WORDS.reference[locale](modelOf(cell.reference.model).label[locale])
    : (FORMATS[cell.enum ? 'Enum' : (cell.kind ?? cell.type)] ?? FORMATS[cell.type] ?? FORMATS.String)?.[locale]
  return [label[locale], WORDS[required ? 'yes' : 'no'][locale], format ?? '', { value: values, wrap: true }]
}

/** Past this number the list is on its own screen. */
const MOST = 50

async function valuesOf(ctx: Context, { cell }: Target, locale: Locale): Promise<string> {
  if (cell.enum) return (catalogue.enums[cell.enum]?.values ?? []).map(({ label }) => label[locale]).join(', ')
  if (!cell.reference) return ''
  const rows = await list(ctx, cell.reference.model, { limit: MOST + 1 })
  const names = rows.slice(0, MOST).map((row) => row.title)
  return names.join(', ') + (rows.length > MOST ? '…' : '')
}

const FORMATS: Record<string, Text> = {
  String: { fr: 'Texte', en: 'Text' },
  Enum: { fr: 'Un des choix ci-contre', en: 'One of the choices beside' },
  DateTime: { fr: 'Date : JJ/MM/AAAA', en: 'Date: DD/MM/YYYY' },
  Int: { fr: 'Nombre entier', en: 'Whole number' },
  BigInt: { fr: 'Nombre entier', en: 'Whole number' },
  Decimal: { fr: 'Nombre, par exemple 12,5', en: 'Number, for example 12.5' },
  Float: { fr: 'Nombre, par exemple 12,5', en: 'Number, for example 12.5' },
  Boolean: { fr: 'oui ou non', en: 'yes or no' },
  email: { fr: 'Adresse e-mail', en: 'E-mail address' },
  phone: { fr: 'Téléphone, + devant l’indicatif du pays', en: 'Phone, + before the country code' },
  url: { fr: 'Adresse web', en: 'Web address' },
}

const WORDS = {
  accepted: { fr: 'Valeurs acceptées', en: 'Accepted values' },
  titles: [
    { fr: 'Colonne', en: 'Column' },
    { fr: 'Obligatoire', en: 'Required' },
    { fr: 'Comment l’écrire', en: 'How to write it' },
    { fr: 'Valeurs acceptées', en: 'Accepted values' },
  ],
  yes: { fr: 'oui', en: 'yes' },
  no: { fr: 'non', en: 'no' },
  reference: {
    fr: (model: string) => `Nom d’une fiche qui existe : ${model}`,
    en: (model: string) => `Name of an existing record: ${model}`,
  },
}
