import { runAs, system } from '../src/access/actor.ts'
import { sealEvents } from '../src/platform/event-chain.ts'
import { sendPending } from '../src/platform/mail.ts'
import type { Schedule } from '../src/platform/schedule.ts'
import { mailAnchor } from './core/anchor.ts'
import { purge } from './core/purge.ts'

// Everything that happens by itself, and when, at the time of the school.
const clock: Schedule[] = [
  { name: 'event.seal', every: { seconds: 30 }, run: sealEvents },
  { name: 'mail.retry', every: { seconds: 300 }, run: sendPending },
  { name: 'purge', at: '04:15', run: purge },
  { name: 'anchor.mail', at: '06:00', run: mailAnchor },
]

/** Each runs under its own name: what it changes says so in the history. */
export const schedules: Schedule[] = clock.map((schedule) => ({
  ...schedule,
  run: (occasion) => runAs(system(schedule.name), () => schedule.run(occasion)),
}))
