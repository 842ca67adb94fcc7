import { Worker } from 'node:worker_threads'
import { Refusal } from '../../platform/errors.ts'
import { type Packed, pack } from './pack.ts'
import { read } from './read.ts'
import type { Outcome } from './read-worker.ts'
import { unreadable } from './refusals.ts'
import type { Reading } from './report.ts'

/** Fifty thousand rows take two seconds to read: beside everybody’s requests, not in front of them. */
const SMALL = 512 * 1024
const LONGEST_MS = 60_000
const MEMORY_MB = 256

/** What `read` says, packed; a large file is read in a thread of its own, whose memory and time are bounded. */
export async function readAside(bytes: Buffer, fileName: string, options: Reading = {}): Promise<Packed> {
  if (bytes.length < SMALL) return pack(await read(bytes, fileName, options))
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
    workerData: { bytes: new Uint8Array(bytes), fileName, options },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 16 },
  })
  const timer = setTimeout(() => void worker.terminate(), LONGEST_MS)
  return new Promise<Packed>((resolve, reject) => {
    worker.once('message', (outcome: Outcome) =>
      'sheet' in outcome ? resolve(outcome.sheet) : reject(refusalOf(outcome)),
    )
    // Out of memory or out of time: a file made to hurt, said as such
    worker.once('error', () => reject(unreadable.bomb()))
    worker.once('exit', () => reject(unreadable.bomb()))
  }).finally(() => {
    clearTimeout(timer)
    void worker.terminate()
  })
}

const refusalOf = ({ code, status, sentence }: Exclude<Outcome, { sheet: Packed }>) =>
  new Refusal(code, status, sentence)
