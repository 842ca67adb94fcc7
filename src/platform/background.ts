import { readdirSync, readFileSync } from 'node:fs'
import { setPriority } from 'node:os'

/**
 * Lets this process and those it has started give way: what people wait for comes before what is printed for them. What
 * they start from now on inherits it. Where a system does not allow it, everything stays as it was.
 */
export function giveWay(pid: number): void {
  for (const one of [pid, ...descendants(pid)])
    try {
      setPriority(one, BEHIND)
    } catch {
      // It has ended meanwhile, or the system says no
    }
}

// A third of the share of what people wait for: on a busy machine it is late, never starved
const BEHIND = 5

function descendants(pid: number): number[] {
  try {
    const own = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    )
    return own.flatMap((child) => [child, ...descendants(child)])
  } catch {
    return []
  }
}
