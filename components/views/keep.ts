import { post } from '../api.ts'

const waiting = new Map<string, ReturnType<typeof setTimeout>>()

/** Told once the hand has stopped: ten clicks on arrows are one choice. A choice that does not arrive is only lost elsewhere. */
export function keepColumns(model: string, columns: string[]): void {
  clearTimeout(waiting.get(model))
  const send = () => {
    waiting.delete(model)
    post('/pages/views', { model, columns: columns.join(',') }).catch(() => undefined)
  }
  waiting.set(model, setTimeout(send, 500))
}
