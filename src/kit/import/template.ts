import type { Context } from '../../access/actor.ts'
import type { AnyModel } from '../../access/model.ts'
import { localeOf } from '../../access/select.ts'
import { catalogue } from '../../generated/catalogue.ts'
import type { Text } from '../../platform/catalogue.ts'
import { CSV_START, csvLines } from '../export/csv.ts'
import { importableModel } from './open.ts'
import { writableTargets } from './plan.ts'
import type { Target } from './targets.ts'

/** An empty file with the right headers and one line that shows how each cell is written. */
export function importTemplate(ctx: Context, name: string): { name: string; bytes: Buffer } {
  const model = importableModel(ctx, name)
  const locale = localeOf(ctx.actor)
  const columns = templateColumns(ctx, model)
  const bytes = Buffer.from(
    CSV_START + csvLines([columns.map((one) => one.label[locale]), columns.map((one) => example(one, locale))]),
  )
  return { name: `modele-${model.name.toLowerCase()}.csv`, bytes }
}

/** A record named by several columns has these, and not the one that would name it whole. */
export function templateColumns(ctx: Context, model: AnyModel): Target[] {
  const targets = writableTargets(ctx, model)
  const split = new Set(
    targets.filter((target) => target.path !== target.fills.name).map((target) => target.fills.name),
  )
  return targets.filter((target) => target.path !== target.fills.name || !split.has(target.path))
}

const EXAMPLES: Record<string, Text> = {
  email: { fr: 'prenom.nom@ecole.fr', en: 'first.last@school.org' },
  phone: { fr: '0612345678', en: '0612345678' },
  url: { fr: 'https://exemple.fr', en: 'https://example.org' },
  Int: { fr: '20', en: '20' },
  Decimal: { fr: '12,5', en: '12.5' },
  DateTime: { fr: '22/01/2002', en: '22/01/2002' },
  Boolean: { fr: 'oui', en: 'yes' },
}

export function example({ cell }: Target, locale: keyof Text): string {
  if (cell.enum) return catalogue.enums[cell.enum]?.values[0]?.label[locale] ?? ''
  return EXAMPLES[cell.kind ?? cell.type]?.[locale] ?? (cell.required ? cell.label[locale] : '')
}
