import type { Text } from '../../platform/catalogue.ts'
import type { ReadCell } from './cell.ts'
import type { Cell } from './read.ts'

/** How many digits the local numbers of this column have, their leading zero included. */
export type PhoneHabit = { digits: number }

/** France writes 06 12 34 56 78: what a column without any leading zero is compared with. */
const FRENCH: PhoneHabit = { digits: 10 }
const COUNTRY_CODES = [
  '32',
  '33',
  '41',
  '212',
  '213',
  '216',
  '221',
  '222',
  '223',
  '224',
  '225',
  '226',
  '227',
  '228',
  '229',
  '235',
  '236',
  '237',
  '241',
  '242',
  '243',
  '261',
]

/**
 * Excel takes a phone for a number and drops its leading zero. The other numbers of the column tell how long a local
 * number is: 076326239 among them says that 76038272 lost one. Eight digits alone prove nothing (Ouagadougou has no zero).
 */
export function phoneHabit(cells: Iterable<Cell>): PhoneHabit {
  const byLength = new Map<number, number>()
  for (const cell of cells) {
    const digits = digitsOf(String(cell ?? ''))
    if (/^0[1-9]/.test(digits)) byLength.set(digits.length, (byLength.get(digits.length) ?? 0) + 1)
  }
  const [most] = [...byLength].sort((a, b) => b[1] - a[1])
  return most ? { digits: most[0] } : FRENCH
}

export function readPhone(cell: string | number | boolean, habit: PhoneHabit = FRENCH): ReadCell {
  const text = String(cell).replace(/\(0\)/, '')
  const digits = digitsOf(text)
  if (!/^[+\d\s().\-/]+$/.test(text) || digits.length < 6 || digits.length > 15) return { problem: NOT_A_PHONE }
  if (/^\s*\+/.test(text)) return { input: `+${digits}` }
  if (digits.startsWith('00')) return { input: `+${digits.slice(2)}` }
  if (digits.startsWith('0')) return { input: digits }
  if (digits.length === habit.digits - 1) return { input: `0${digits}`, note: zeroNote(digits) }
  const foreign = digits.length >= 10 && COUNTRY_CODES.some((code) => digits.startsWith(code))
  return foreign ? { input: `+${digits}`, note: plusNote(digits) } : { input: digits }
}

const digitsOf = (text: string): string => text.replace(/\D/g, '')

const zeroNote = (digits: string): Text => ({
  fr: `Zéro perdu par Excel rétabli : 0${digits}.`,
  en: `Leading zero lost by Excel restored: 0${digits}.`,
})
const plusNote = (digits: string): Text => ({
  fr: `Indicatif du pays rétabli : +${digits}.`,
  en: `Country code restored: +${digits}.`,
})
const NOT_A_PHONE: Text = {
  fr: 'Ce n’est pas un numéro de téléphone. Écrivez seulement des chiffres, avec + devant l’indicatif du pays.',
  en: 'This is no phone number. Write digits only, with + before the country code.',
}
