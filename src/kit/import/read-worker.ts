import { parentPort, workerData } from 'node:worker_threads'
import type { Text } from '../../platform/catalogue.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Packed, pack } from './pack.ts'
import { read } from './read.ts'
import type { Reading } from './report.ts'

/** What the thread answers: a refusal loses its class on the way, its words travel. */
export type Outcome = { sheet: Packed } | { code: string; status: number; sentence: Text }

const { bytes, fileName, options } = workerData as { bytes: Uint8Array; fileName: string; options: Reading }

async function outcome(): Promise<Outcome> {
  try {
    return { sheet: pack(await read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), fileName, options)) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { code: error.code, status: error.status, sentence: error.sentence }
  }
}

const answer = await outcome()
parentPort?.postMessage(answer, 'sheet' in answer ? answer.sheet.slices.map((slice) => slice.buffer) : [])
