/** A letter of a hand-out as it will be read, and how many internships its pack is about. */
export type LetterState = { to: string; subject: string; text: string; internships: number }

export type PackAnswer = {
  preview: { people: number; unreachable: string[]; left: number; letters: LetterState[] }
}
