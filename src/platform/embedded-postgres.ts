import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { binaries, binariesFolder } from './postgres-binaries.ts'
import { giveTo, letThrough, type Owner, postgresOwner } from './postgres-owner.ts'

export type Embedded = {
  url: string
  /** Nothing was kept in this folder yet: fill the database at `url`, then `keep()` it. */
  fresh: boolean
  /** Makes a fresh database the one of the next starts, in one step; returns its address. */
  keep(): Promise<string>
  stop(): Promise<void>
}

type Options = {
  /** For test databases: nothing survives a power cut, everything is faster. */
  throwaway?: boolean
}

type Server = { port: number; child: ChildProcess | null; secret: string; home: string; owner: Owner }

/**
 * PostgreSQL from npm, under `dataDir/postgres`. The server outlives a `kill -9` of Node: the next start adopts it.
 * One instance per folder: the holder keeps a lock inside the database itself, which no crash can leave behind.
 */
export async function startEmbedded(dataDir: string, options: Options = {}): Promise<Embedded> {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const owner = await postgresOwner()
  letThrough(owner, dataDir, await binariesFolder())
  const home = join(dataDir, 'postgres')
  const secret = secretOf(dataDir)
  if (!existsSync(join(home, 'PG_VERSION'))) await initialise(dataDir, home, secret, owner)
  const server = (await running(home, secret, owner)) ?? (await launch(dataDir, home, secret, owner, options))
  const holder = await hold(server, dataDir)
  return { ...(await openOrCreate(server, holder)), stop: () => stop(server, holder) }
}

function secretOf(dataDir: string): string {
  const file = join(dataDir, 'postgres.secret')
  try {
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    // Already there, or another first start was quicker: one secret for all.
    if (!existsSync(file)) throw error
  }
  return readFileSync(file, 'utf8').trim()
}

/** In a folder of its own, renamed when complete: a start cut in the middle leaves no half database. */
async function initialise(dataDir: string, home: string, secret: string, owner: Owner): Promise<void> {
  const { initdb } = await binaries()
  const draft = mkdtempSync(join(dataDir, 'postgres-init-'))
  const password = join(draft, 'password')
  const cluster = join(draft, 'cluster')
  writeFileSync(password, secret, { mode: 0o600 })
  giveTo(owner, draft)
  giveTo(owner, password)
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=fr']
  const auth = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${password}`]
  await run(initdb, [`--pgdata=${cluster}`, '--no-sync', ...auth, ...locale], owner)
  try {
    renameSync(cluster, home)
  } catch (error) {
    // Another first start won the race: its cluster stays.
    if (!existsSync(join(home, 'PG_VERSION'))) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** The server that a killed Node left behind, if it still answers. */
async function running(home: string, secret: string, owner: Owner): Promise<Server | null> {
  const lines = existsSync(join(home, 'postmaster.pid'))
    ? readFileSync(join(home, 'postmaster.pid'), 'utf8').split('\n')
    : []
  const port = Number(lines[3])
  if (!port) return null
  const server = { port, child: null, secret, home, owner }
  return (await answers(server)) ? server : null
}

/** Tries for a while: the processes of a server that was just killed hold its memory for an instant, or another start is ahead. */
async function launch(
  dataDir: string,
  home: string,
  secret: string,
  owner: Owner,
  { throwaway = false }: Options,
): Promise<Server> {
  for (let tries = 0; tries < 20; tries++) {
    const server = { port: await freePort(), child: null, secret, home, owner }
    const child = await spawnServer(server, dataDir, throwaway)
    if (await ready({ ...server, child })) return { ...server, child }
    const other = await running(home, secret, owner)
    if (other) return other
    await pause(500)
  }
  throw new Error(`PostgreSQL n’a pas démarré. La raison est à la fin de ${join(dataDir, 'postgres.log')}.`)
}

async function spawnServer({ port, home, owner }: Server, dataDir: string, throwaway: boolean): Promise<ChildProcess> {
  const { postgres } = await binaries()
  const journal = openSync(join(dataDir, 'postgres.log'), 'a', 0o600)
  // A session of its own: Ctrl-C is for us, the server stops once the last request is answered.
  const child = spawn(postgres, ['-D', home, '-p', String(port), ...flags(throwaway)], {
    ...owner.ids,
    detached: true,
    stdio: ['ignore', 'ignore', journal],
    env: ENVIRONMENT,
  })
  closeSync(journal)
  child.unref()
  return child
}

function flags(throwaway: boolean): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'timezone=UTC',
    'jit=off',
  ]
  const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off']
  return [...settings, ...(throwaway ? careless : [])].flatMap((setting) => ['-c', setting])
}

/** Waits through a recovery after a crash, which may be long; gives up as soon as the process has. */
async function ready(server: Server): Promise<boolean> {
  for (let tries = 0; tries < 2_000; tries++) {
    if (await answers(server)) return true
    if (server.child?.exitCode !== null || server.child.signalCode !== null) return false
    await pause(40)
  }
  return false
}

async function answers(server: Server): Promise<boolean> {
  const client = connection(server)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

function connection(server: Server, database = 'postgres'): pg.Client {
  const client = new pg.Client({ connectionString: urlOf(server, database), connectionTimeoutMillis: 2_000 })
  // The holder's connection ends with the server: nothing more to do about it.
  client.on('error', () => undefined)
  return client
}

const urlOf = ({ port, secret }: Server, database: string) =>
  `postgresql://postgres:${secret}@127.0.0.1:${port}/${database}`

const INSTANCE = 7_270_736_902

async function hold(server: Server, dataDir: string): Promise<pg.Client> {
  const client = connection(server)
  await client.connect()
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [INSTANCE])
  if (rows[0]?.held) return client
  await client.end()
  throw new Error(
    `Une autre instance de Préau utilise déjà le dossier ${dataDir}. Arrêtez-la, ou donnez un autre dossier avec DATA_DIR.`,
  )
}

async function openOrCreate(server: Server, holder: pg.Client): Promise<Omit<Embedded, 'stop'>> {
  const { rowCount } = await holder.query("select 1 from pg_database where datname = 'preau'")
  const url = urlOf(server, 'preau')
  if (rowCount) return { url, fresh: false, keep: async () => url }
  // What an interrupted first start left is of no value: begin again.
  await holder.query('drop database if exists preau_fresh with (force)')
  await holder.query('create database preau_fresh')
  // Until it is kept there is nothing to lose: the first start does not wait for the disk at each command of the story.
  await holder.query('alter database preau_fresh set synchronous_commit = off')
  const keep = async () => {
    await holder.query('alter database preau_fresh reset synchronous_commit')
    await holder.query('checkpoint')
    await holder.query('alter database preau_fresh rename to preau')
    return url
  }
  return { url: urlOf(server, 'preau_fresh'), fresh: true, keep }
}

async function stop(server: Server, holder: pg.Client): Promise<void> {
  await holder.end().catch(() => undefined)
  const { pg_ctl } = await binaries()
  await run(pg_ctl, ['stop', '-D', server.home, '-m', 'fast', '-w', '-t', '15'], server.owner).catch(() => undefined)
}

function run(file: string, args: string[], owner: Owner): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(file, args, {
      ...owner.ids,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: ENVIRONMENT,
    })
    let complaint = ''
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString()
    })
    child.on('error', failed)
    child.on('close', (code) => (code === 0 ? done() : failed(new Error(`${file} : ${complaint.trim()}`))))
  })
}

// Nothing of ours reaches the server: neither our secrets nor the language of its messages.
const ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' }

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.on('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? done(address.port) : failed(new Error('no free port')),
      )
    })
  })
}
