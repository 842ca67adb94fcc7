import type { Role } from '@prisma/client'
import { openDemoAccount } from '../src/domain/core/demo-account.ts'
import { later, now } from '../src/platform/clock.ts'
import { closeDatabase, openDatabase, prisma } from '../src/platform/db.ts'
import { FIRST, fillDesk, personId } from './desk-volume.ts'
import { startApp } from './processes.ts'
import { logIn, type Visitor } from './visitor.ts'

type Line = { role: Role; what: string; p50: number; p95: number }

/** What a first page asks for, one thing after the other. */
const questions: { what: string; path: string; roles?: Role[] }[] = [
  { what: 'chiffres à traiter', path: '/admin/api/dashboard' },
  { what: 'graphiques', path: '/admin/api/pages/charts' },
  { what: 'activité, à l’accueil', path: '/admin/api/pages/activity?few=1' },
  { what: 'activité, page', path: '/admin/api/pages/activity' },
  { what: 'à traiter ce matin', path: '/admin/api/pages/morning', roles: ['admin', 'internship_officer'] },
  { what: 'indicateurs, une année', path: '/admin/api/pages/indicators', roles: ['admin', 'internship_officer'] },
  {
    what: 'indicateurs, par promotion',
    path: '/admin/api/pages/indicators?by=cohort',
    roles: ['admin', 'internship_officer'],
  },
]

const ROLES: Role[] = ['admin', 'internship_officer', 'school_tutor', 'company_tutor', 'student']
const password = 'banc-de-mesure-2026'
const seed = 'JBSWY3DPEHPK3PXP'

/** The first page of each role, one person at a time: what they wait for, not what a crowd does to each other. */
export async function measureDesk(url: string, dataDir: string): Promise<Line[]> {
  await fillDesk(url)
  await openDatabase(url)
  for (const role of ROLES) await openAccount(role)
  await closeDatabase()
  const app = await startApp({ DATABASE_URL: url, DATA_DIR: dataDir, ROLE: 'web' })
  try {
    const lines: Line[] = []
    for (const role of ROLES) {
      const someone = await logIn(app.base, emailOf(role), password, seed)
      for (const { what, path, roles } of questions)
        if (!roles || roles.includes(role)) lines.push({ role, what, ...(await asked(someone, path)) })
    }
    return lines
  } finally {
    await app.stop()
  }
}

const TIMES = 20

/** Each time as if nobody had asked before: a write of theirs drops what the process remembered. */
async function asked(someone: Visitor, path: string): Promise<Pick<Line, 'p50' | 'p95'>> {
  const times: number[] = []
  for (let turn = 0; turn < TIMES; turn++) {
    await someone.post('/admin/api/pages/notifications', { step: 'all' })
    const start = performance.now()
    const { status, body } = await someone.get(path)
    if (status >= 300) throw new Error(`HTTP ${status}: ${String(body).slice(0, 300)}`)
    times.push(performance.now() - start)
  }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(TIMES - 1, Math.floor(TIMES * share))] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}

const emailOf = (role: Role): string => `${role}@volume.example`

async function openAccount(role: Role): Promise<void> {
  const startsOn = later(now(), { days: -2 })
  const known = Object.entries(FIRST).find(([name]) => name === role)?.[1]
  const data = { lastName: role, firstName: 'Banc', email: `${role}@personne.example` }
  const id = known ? personId(known) : (await prisma().person.create({ data })).id
  await prisma().roleAssignment.create({ data: { personId: id, role, startsOn } })
  const plain = role === 'student' || role === 'company_tutor'
  await openDemoAccount(id, { email: emailOf(role), password, ...(plain ? {} : { seed }) })
}
