import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { IANAZone } from 'luxon'
import { z } from 'zod'

/** A setting that stops the boot: the message names it and says what to write. */
export class ConfigError extends Error {
  readonly setting: string

  constructor(setting: string, why: string) {
    super(`${setting} : ${why}`)
    this.name = 'ConfigError'
    this.setting = setting
  }
}

const optional = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .optional()

const address = z.url().transform((url) => url.replace(/\/+$/, ''))

const settings = z.object({
  NODE_ENV: optional,
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: optional,
  PUBLIC_URL: z.union([z.literal(''), address]).optional(),
  MASTER_KEY: optional,
  /** The key before this one, while what it sealed is sealed anew */
  MASTER_KEY_PREVIOUS: optional,
  SMTP_URL: optional,
  MAIL_FROM: z.string().default('Préau <ne-pas-repondre@preau.invalid>'),
  CHROMIUM_PATH: optional,
  SCHOOL_TZ: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), 'fuseau horaire inconnu (exemple : Africa/Dakar)')
    .default('Africa/Dakar'),
  ROLE: z.enum(['web', 'worker', 'all']).default('all'),
  /** Proxies in front of us, counted exactly: one too many and anybody forges an address. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

type Settings = z.infer<typeof settings>
export type Config = ReturnType<typeof readConfig>

export function readConfig(env: Record<string, string | undefined>) {
  const parsed = settings.safeParse(env)
  if (!parsed.success) throw firstProblem(parsed.error)
  const given = parsed.data
  const production = given.NODE_ENV === 'production'
  if (production) refuseUnsafe(given)
  const dataDir = resolve(given.DATA_DIR)
  return {
    port: given.PORT,
    host: given.HOST,
    dataDir,
    databaseUrl: given.DATABASE_URL,
    publicUrl: given.PUBLIC_URL || `http://localhost:${given.PORT}`,
    smtpUrl: given.SMTP_URL,
    mailFrom: given.MAIL_FROM,
    chromiumPath: given.CHROMIUM_PATH,
    schoolTz: given.SCHOOL_TZ,
    role: given.ROLE,
    trustProxy: given.TRUST_PROXY,
    logLevel: given.LOG_LEVEL,
    production,
    masterKey: given.MASTER_KEY ? decodeKey(given.MASTER_KEY) : keyOnDisk(dataDir),
    previousMasterKey: given.MASTER_KEY_PREVIOUS ? decodeKey(given.MASTER_KEY_PREVIOUS) : null,
  }
}

/** What makes a demo pleasant makes a school unsafe: in production each of these stops the boot. */
function refuseUnsafe(given: Settings) {
  if (!given.MASTER_KEY) throw new ConfigError('MASTER_KEY', 'obligatoire en production (openssl rand -base64 32).')
  if (!given.DATABASE_URL) {
    throw new ConfigError('DATABASE_URL', 'obligatoire en production : la base intégrée porte les comptes de la démo.')
  }
  if (!given.PUBLIC_URL)
    throw new ConfigError('PUBLIC_URL', 'obligatoire en production : les liens des mails en partent.')
  if (!given.PUBLIC_URL.startsWith('https://')) {
    throw new ConfigError('PUBLIC_URL', 'doit commencer par https:// en production.')
  }
}

function decodeKey(text: string) {
  const key = Buffer.from(text, 'base64')
  if (key.length !== 32) throw new ConfigError('MASTER_KEY', '32 octets en base64 attendus (openssl rand -base64 32).')
  if (key.every((byte) => byte === key[0]))
    throw new ConfigError('MASTER_KEY', 'cette clé se devine : tirez-en une autre.')
  return key
}

function keyOnDisk(dataDir: string) {
  const file = join(dataDir, 'master.key')
  if (!existsSync(file)) createKey(dataDir, file)
  return decodeKey(readFileSync(file, 'utf8').trim())
}

function createKey(dataDir: string, file: string) {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    // Two processes may start on the same folder: the first key stays.
    if (!existsSync(file)) throw error
  }
}

function firstProblem(error: z.ZodError) {
  const problem = error.issues[0]
  return new ConfigError(String(problem?.path[0] ?? 'configuration'), problem?.message ?? 'illisible')
}

export const config: Config = readConfig(process.env)
