/** Where a window hears what is new (live.ts). */
export const LIVE_PATH = '/live'
