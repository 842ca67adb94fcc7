type Draft = { values: Record<string, unknown>; titles: Record<string, string> }

const name = (key: string): string => `preau.draft.${key}`

/** What was typed and not saved, in this tab only; files cannot be kept. */
export function readDraft(key: string): Draft | null {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(name(key)) ?? 'null')
    return isDraft(draft) && Object.keys(draft.values).length > 0 ? draft : null
  } catch {
    return null
  }
}

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && 'values' in value && 'titles' in value

export function keepDraft(key: string, values: Draft['values'], titles: Draft['titles']): void {
  const kept = Object.fromEntries(Object.entries(values).filter(([, value]) => !(value instanceof File)))
  if (Object.keys(kept).length === 0) return
  try {
    sessionStorage.setItem(name(key), JSON.stringify({ values: kept, titles }))
  } catch {
    // No room or private browsing: the page still holds what was typed
  }
}

export function dropDraft(key: string): void {
  try {
    sessionStorage.removeItem(name(key))
  } catch {
    // Nothing was kept
  }
}
