/** Asks whoever is at the desk to prove who they are; false when they would rather not. */
type Ask = () => Promise<boolean>

export type Proof = { ask: Ask | null; asking: Promise<boolean> | null }

// One for the page: a part of components/lazy holds this file a second time, and asks through the same dialog
const proof: Proof = window.PREAU.proof ?? { ask: null, asking: null }
window.PREAU.proof = proof

/** The dialog of the frame says here how it opens. */
export function proofIsAskedBy(next: Ask | null): void {
  proof.ask = next
}

/** Two requests refused together are one question. */
export function prove(): Promise<boolean> {
  proof.asking ??= (proof.ask?.() ?? Promise.resolve(false)).finally(() => {
    proof.asking = null
  })
  return proof.asking
}
