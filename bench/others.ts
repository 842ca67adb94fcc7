import { setTimeout as pause } from 'node:timers/promises'
import type { Visitor } from './visitor.ts'

const LIST = '/admin/api/resources/Candidature/actions/list?perPage=25&page='

/** Somebody who turns the pages of a list, five a second, until told to stop: the median of their waits, in ms. */
export function turningPages(one: Visitor): () => Promise<number> {
  const times: number[] = []
  let stopped = false
  const turning = (async () => {
    for (let page = 1; !stopped; page = (page % 100) + 1) {
      const begun = performance.now()
      const { status, body } = await one.get(LIST + page)
      if (status >= 300) throw new Error(`HTTP ${status}: ${String(body).slice(0, 300)}`)
      times.push(performance.now() - begun)
      await pause(200)
    }
  })()
  return async () => {
    stopped = true
    await turning
    return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
  }
}
