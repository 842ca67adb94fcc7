import { pino } from 'pino'
import { config } from './config.ts'

/**
 * JSON lines, one per fact, for a machine to read. Ids only: a name, an address, a mark or a cookie has no place here,
 * and the paths below are the belt for what a library hands us whole.
 */
export const log = pino({
  level: config.logLevel,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: ['email', 'password', 'token', 'cookie', 'authorization', '*.email', '*.password', '*.token', '*.cookie'],
    censor: '[…]',
  },
})
