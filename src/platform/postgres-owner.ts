import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, resolve } from 'node:path'
import { log } from './log.ts'

/** Who runs PostgreSQL: ourselves, or the `postgres` account when we are root, which PostgreSQL refuses. */
export type Owner = { ids: { uid?: number; gid?: number } }

export async function postgresOwner(): Promise<Owner> {
  if (process.platform === 'win32' || userInfo().uid !== 0) return { ids: {} }
  return { ids: account() ?? created() }
}

function account(): { uid: number; gid: number } | null {
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' })))
    return uid && gid ? { uid, gid } : null
  } catch {
    return null
  }
}

function created(): { uid: number; gid: number } {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', 'postgres'], { stdio: 'pipe' })
  } catch {
    // The sentence below says what to do.
  }
  const made = account()
  if (made) return made
  throw new Error(
    'PostgreSQL refuse de tourner en root et aucun compte « postgres » n’a pu être créé. Lancez Préau sous un autre compte, ou donnez DATABASE_URL.',
  )
}

export function giveTo({ ids }: Owner, path: string): void {
  if (ids.uid !== undefined && ids.gid !== undefined) chownSync(path, ids.uid, ids.gid)
}

/**
 * Root starts in folders that only root may cross (/root, a temporary folder): the account of PostgreSQL gets the right
 * to walk through them, not to list or read them, and the log says which.
 */
export function letThrough(owner: Owner, ...folders: string[]): void {
  if (owner.ids.uid === undefined) return
  for (const folder of new Set(folders.flatMap(wayTo))) {
    const { mode, uid, gid } = statSync(folder)
    if (mode & 0o001 || uid === owner.ids.uid || (gid === owner.ids.gid && mode & 0o010)) continue
    chmodSync(folder, (mode & 0o7777) | 0o001)
    log.info({ folder }, 'folder opened to passage for PostgreSQL, which cannot run as root')
  }
}

function wayTo(folder: string): string[] {
  const here = resolve(folder)
  const parent = dirname(here)
  return parent === here ? [here] : [...wayTo(parent), here]
}
