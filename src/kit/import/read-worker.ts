import { parentPort, workerData } from 'node:worker_threads'
import type { Text } from '../../platform/catalogue.ts'
import { Refusal } from '../../platform/errors.ts'
import { read, type Sheet } from './read.ts'
import type { Reading } from './report.ts'

/** What the thread answers: a refusal loses its class on the way, its words travel. */
export type Outcome = { sheet: Sheet } | { code: string; status: number; sentence: Text }

const { bytes, fileName, options } = workerData as { bytes: Uint8Array; fileName: string; options: Reading }

async function outcome(): Promise<Outcome> {
  try {
    return { sheet: await read(Buffer.from(bytes), fileName, options) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { code: error.code, status: error.status, sentence: error.sentence }
  }
}

parentPort?.postMessage(await outcome())
