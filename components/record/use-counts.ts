import { recordPath } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import type { CountsAnswer } from './see-state.ts'
import { useFetched } from './use-fetched.ts'

/** What each tab holds, by its name: asked once, after the record is on screen. */
export function useCounts(model: string, id: string, turn: number): Record<string, string> {
  const { state } = useDesk()
  const { answer } = useFetched<CountsAnswer>(recordPath(model, id, 'counts'), turn)
  if (!answer) return {}
  const say = (count: number) => count.toLocaleString(state.locale) + (count >= answer.most ? '+' : '')
  return Object.fromEntries(Object.entries(answer.counts).map(([tab, count]) => [tab, say(count)]))
}
