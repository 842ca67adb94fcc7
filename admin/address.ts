import type { ModelName } from '../src/access/model.ts'

type Filters = Record<string, string>

/** Filters as the address of a list carries them. */
export const prefixed = (filters: Filters): Filters =>
  Object.fromEntries(Object.entries(filters).map(([key, value]) => [`filters.${key}`, value]))

/** The list of these, for people to open. */
export const hrefOf = (model: ModelName, filters: Filters, more: Filters = {}): string =>
  `/admin/resources/${model}?${new URLSearchParams({ ...prefixed(filters), ...more })}`
