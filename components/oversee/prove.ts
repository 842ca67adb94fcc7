/** Asks whoever is at the desk to prove who they are; false when they would rather not. */
type Ask = () => Promise<boolean>

let ask: Ask | null = null
let asking: Promise<boolean> | null = null

/** The dialog of the frame says here how it opens. */
export function proofIsAskedBy(next: Ask | null): void {
  ask = next
}

/** Two requests refused together are one question. */
export function prove(): Promise<boolean> {
  asking ??= (ask?.() ?? Promise.resolve(false)).finally(() => {
    asking = null
  })
  return asking
}
