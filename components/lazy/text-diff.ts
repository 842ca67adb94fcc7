import { diffWords } from 'diff'

type Part = { text: string; kind: 'same' | 'gone' | 'new' }

/** What a text lost and gained, word by word; a long stretch that did not change is cut in its middle. */
export const partsOf = (before: string, after: string): Part[] =>
  diffWords(before, after).map(({ value, added, removed }) => {
    const kind = added ? 'new' : removed ? 'gone' : 'same'
    return { kind, text: kind === 'same' ? shortened(value) : value }
  })

const shortened = (text: string): string => (text.length > 240 ? `${text.slice(0, 100)} […] ${text.slice(-100)}` : text)
