import type { Draft } from './state.ts'

/** What may be chosen for a defense, as it stands. */
export const draftOf = ({ id, version, startsAt, minutes, roomId, jury }: Draft): Draft => ({
  ...{ id, version, startsAt, minutes, roomId, jury },
})
