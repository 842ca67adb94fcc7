/**
 * One key for every way of writing a name: accents, capitals, apostrophes, hyphens and the order of the words do not
 * count. « OUÉDRAOGO Aïcha » and « Aicha Ouedraogo » are one; two people of that name are told apart by their programme,
 * their level, then by what they declare.
 */
export const nameKey = (...names: string[]): string =>
  names
    .join(' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’'`ʼ‘´]/g, '')
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .replace(/[-‐‑–]/g, ' ')
    .toUpperCase()
    .split(/[^A-Z]+/)
    .filter(Boolean)
    .sort()
    .join(' ')

/** Letters of a name, its hyphens and apostrophes: neither figures, nor a drawing, nor an alphabet that nobody here reads. */
export const isName = (text: string): boolean =>
  /^[\p{Script=Latin}\p{M}’'`ʼ‘´\-‐‑–. ]{1,80}$/u.test(text) && nameKey(text) !== ''

/** A name as a register prints it: no blank twice. */
export const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()
