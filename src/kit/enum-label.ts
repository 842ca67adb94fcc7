import { catalogue } from '../generated/catalogue.ts'
import type { Text } from '../platform/catalogue.ts'

/** How people call a value of an enum, from the schema. */
export const stateLabelOf = (name: string, value: string): Text =>
  catalogue.enums[name]?.values.find((one) => one.value === value)?.label ?? { fr: value, en: value }
