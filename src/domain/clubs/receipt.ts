import { randomInt } from 'node:crypto'

/** Digits and capitals without I, L, O nor U: read aloud, nobody mistakes one for another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export const crockford = (length: number): string =>
  Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

/** What a participant keeps: the proof that the house received their attendance. */
export const newReceipt = (): string => `${crockford(4)}-${crockford(4)}`
