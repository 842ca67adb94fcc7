import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { config } from './config.ts'

/** Where bytes live. The disk today; an object store needs these three and nothing else. */
export type FileStore = {
  /** Bytes at hand, or as they are made */
  write(key: string, bytes: Buffer | AsyncIterable<Buffer>): Promise<void>
  read(key: string): Readable
  remove(key: string): Promise<void>
}

/** Under `dataDir/files`, outside any web root, readable by this account only. */
export const diskStore: FileStore = {
  write: async (key, bytes) => {
    const path = pathOf(key)
    await mkdir(folderOf(key), { recursive: true, mode: 0o700 })
    const draft = await open(`${path}.part`, 'w', 0o600)
    try {
      await draft.writeFile(bytes)
      await draft.sync()
    } finally {
      await draft.close()
    }
    await rename(`${path}.part`, path)
  },
  read: (key) => createReadStream(pathOf(key)),
  remove: (key) => rm(pathOf(key), { force: true }),
}

const folderOf = (key: string): string => join(config.dataDir, 'files', key.slice(0, 2))

function pathOf(key: string): string {
  if (!/^[0-9a-f]{32}$/.test(key)) throw new Error('Not a storage key')
  return join(folderOf(key), key)
}
