import type { AnyField } from '../../access/model.ts'
import type { Text } from '../../platform/catalogue.ts'
import type { ReadCell } from './cell.ts'

/** `12,5` · `50 000` · `1.234,50` · `4,50 €/h` (amount and unit apart) · `1 500 FCFA`. Words are refused, never guessed. */
export function readNumber(cell: string | number | boolean, field: AnyField): ReadCell {
  if (typeof cell === 'number') return whole(cell, String(cell), field)
  const match = AMOUNT.exec(String(cell).trim())
  const digits = match?.[1]?.replace(/[\s'’]/g, '')
  const unit = match?.[2]?.trim() ?? ''
  if (!digits || (unit !== '' && !isUnit(unit, field))) return { problem: notNumber(field) }
  const plain = withPoint(digits)
  if (plain === null) return { problem: notNumber(field) }
  return unit === '' ? whole(Number(plain), plain, field) : { ...whole(Number(plain), plain, field), unit }
}

const AMOUNT = /^([+-]?\s?\d[\d\s.,'’]*)\s*(\D*)$/u

/** A price may carry its currency and its period; a headcount of « 20 m » is a mistake. */
const isUnit = (unit: string, field: AnyField): boolean =>
  field.money || field.type === 'Decimal' ? UNIT.test(unit) : false
const UNIT =
  /^(?:€|eur(?:os?)?|f\s?cfa|xof|xaf|\$|usd|h|heures?|%|f)?\.?\s*(?:(?:\/|par|l[’']|de l[’'])\s*\p{L}+\.?)?$/iu

/** The last mark is the decimal one, unless it repeats: French writes 1 234,50 or 1.234,50, never 12,500 for twelve thousand. */
function withPoint(digits: string): string | null {
  const marks = digits.replace(/[^.,]/g, '')
  if (marks === '') return digits
  const last = marks.at(-1) ?? ''
  const repeated = marks.split(last).length > 2
  if (repeated && new Set(marks).size > 1) return null
  const plain = repeated
    ? digits.replaceAll(last, '')
    : digits.replace(last === ',' ? /\./g : /,/g, '').replace(',', '.')
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? plain : null
}

function whole(number: number, text: string, field: AnyField): ReadCell {
  const needsWhole = field.type === 'Int' || field.type === 'BigInt'
  if (!Number.isFinite(number) || (needsWhole && !Number.isInteger(number))) return { problem: notNumber(field) }
  return { input: needsWhole ? String(number) : text }
}

function notNumber(field: AnyField): Text {
  const isWhole = field.type === 'Int' || field.type === 'BigInt'
  return isWhole
    ? {
        fr: 'Ce n’est pas un nombre entier. Écrivez seulement des chiffres, par exemple 20.',
        en: 'This is no whole number. Write digits only, for example 20.',
      }
    : {
        fr: 'Ce n’est pas un nombre. Écrivez par exemple 12,5 ou 50 000.',
        en: 'This is no number. Write for example 12.5 or 50000.',
      }
}
