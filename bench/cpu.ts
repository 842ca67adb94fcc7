import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Processor time spent so far by a process and by the PostgreSQL it talks to, in ms. Null where the system does not tell. */
export function processorTime(pid: number | undefined, dataDir: string): number | null {
  try {
    const postmaster = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
    const all = processes()
    const server = all.filter((one) => one.pid === postmaster)
    const alive = all.filter((one) => one.pid === pid || one.parent === postmaster)
    // A backend that ended is on its parent's account
    return [...alive.map((one) => one.own), ...server.map((one) => one.ended)].reduce((a, b) => a + b, 0) * TICK_MS
  } catch {
    return null
  }
}

// What Linux counts in, on every machine that anybody still runs
const TICK_MS = 10

function processes(): { pid: number; parent: number; own: number; ended: number }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
        const [own, ended] = [Number(fields[11]) + Number(fields[12]), Number(fields[13]) + Number(fields[14])]
        return [{ pid: Number(name), parent: Number(fields[1]), own, ended }]
      } catch {
        return []
      }
    })
}
