import { mkdirSync } from 'node:fs'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Response } from 'express'
import { later, now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { log } from '../platform/log.ts'

/** A private folder for the files of one request; gone once the answer is sent or the caller has left. */
export async function temporaryFolder(res: Response): Promise<string> {
  const folder = await mkdtemp(join(uploads(), 'request-'))
  res.once('close', () => discard(folder))
  // The caller may have left while the folder was being made.
  if (res.closed) discard(folder)
  return folder
}

/** What a crash left behind; folders of the last hour may belong to another process. */
export async function sweepUploads(): Promise<void> {
  const limit = later(now(), { hours: -1 })
  for (const name of await readdir(uploads())) {
    const folder = join(uploads(), name)
    const found = await stat(folder).catch(() => null)
    if (found && found.mtime < limit) discard(folder)
  }
}

function uploads(): string {
  const folder = join(config.dataDir, 'tmp', 'uploads')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

function discard(folder: string): void {
  rm(folder, { recursive: true, force: true }).catch((error: Error) =>
    log.warn({ error: error.message }, 'temporary upload not removed'),
  )
}
