import { readFileSync } from 'node:fs'
import type { Text } from '../../platform/catalogue.ts'

/** Whose password it is: what a guesser would try first, and whether a second factor stands behind it. */
export type PasswordOwner = { secondFactor: boolean; email: string; name: string; school: string }

/**
 * Null when the password may be used, else the sentence that says what to change.
 * Length and a list of what everybody types; no rule on capitals or signs, they only make people write it down (SECURITY 4.2).
 */
export function weakness(password: string, owner: PasswordOwner): Text | null {
  const least = owner.secondFactor ? SHORTEST_WITH_SECOND_FACTOR : SHORTEST
  if (Buffer.byteLength(password) > LONGEST_BYTES) return tooLong
  if ([...password].length < least) return tooShort(least)
  if (isGuessable(password, wordsOf(owner))) return tooCommon
  return null
}

export const shortestFor = (secondFactor: boolean): number => (secondFactor ? SHORTEST_WITH_SECOND_FACTOR : SHORTEST)

/** Longer input is refused, never cut: hashing is what we pay for each attempt. */
export const LONGEST_BYTES = 1024
const SHORTEST = 15
const SHORTEST_WITH_SECOND_FACTOR = 12

/**
 * A password made only of things everybody tries — at most three common words, with figures, years and keyboard rows
 * between them — is found in seconds whatever its length.
 */
function isGuessable(password: string, context: Set<string>): boolean {
  const cost = (piece: string) => costOf(piece, context)
  return [plain(password), plain(unmasked(password))].some((text) => pieces(text, cost) <= COMMON_PIECES)
}

const COMMON_PIECES = 3

/** The cheapest way to cut the text into known pieces; Infinity when a part of it is nobody's habit. */
function pieces(text: string, cost: (piece: string) => number): number {
  const best = [0]
  for (let end = 1; end <= text.length; end += 1) {
    const options = range(Math.max(0, end - 32), end).map((start) => (best[start] ?? 0) + cost(text.slice(start, end)))
    best.push(Math.min(...options))
  }
  return best[text.length] ?? 0
}

function costOf(piece: string, context: Set<string>): number {
  if (/^\d{1,4}$/.test(piece)) return 0.5
  if (/^\d+$/.test(piece) && piece.length <= 8) return 1
  if (isRun(piece)) return 1
  if (context.has(piece)) return 0.5
  return common().has(piece) ? 1 : Number.POSITIVE_INFINITY
}

/** aaaa, abcdef, 987654, azerty…: one gesture on the keyboard. */
function isRun(piece: string): boolean {
  if (piece.length < 3) return false
  if (/^(.)\1+$/.test(piece)) return true
  return ROWS.some((row) => row.includes(piece) || [...row].reverse().join('').includes(piece))
}

const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  'qwertyuiop',
  'asdfghjkl',
]

/** Lower case, no accent, no sign: « Mot-de-Passe ! » and « motdepasse » are one habit. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/** « M0t de p@sse » is the same habit again. */
const unmasked = (text: string): string =>
  text
    .replace(/@/g, 'a')
    .replace(/\$/g, 's')
    .replace(/(?<=[a-z])0(?=[a-z])/gi, 'o')
    .replace(/(?<=[a-z])1(?=[a-z])/gi, 'i')
    .replace(/(?<=[a-z])3(?=[a-z])/gi, 'e')

const wordsOf = (owner: PasswordOwner): Set<string> =>
  new Set(
    [owner.email, owner.name, owner.school]
      .flatMap((text) => text.split(/[\s@._-]+/))
      .map(plain)
      .filter(isWord),
  )

const isWord = (word: string): boolean => word.length > 1

let list: Set<string> | undefined
function common(): Set<string> {
  list ??= new Set(
    readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8')
      .split(/\s+/)
      .filter(isWord),
  )
  return list
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index)

const tooShort = (least: number): Text => ({
  fr: `Ce mot de passe est trop court : il en faut au moins ${least} caractères. Quatre ou cinq mots au hasard font l’affaire.`,
  en: `This password is too short: at least ${least} characters are needed. Four or five random words will do.`,
})

const tooLong: Text = {
  fr: 'Ce mot de passe est trop long. Choisissez-en un de moins de 1 000 caractères.',
  en: 'This password is too long. Choose one under 1,000 characters.',
}

const tooCommon: Text = {
  fr: 'Ce mot de passe se devine : il est fait de mots que tout le monde essaie, ou de votre nom. Choisissez quatre ou cinq mots au hasard.',
  en: 'This password can be guessed: it is made of words everybody tries, or of your name. Choose four or five random words.',
}
