import { openDemoAccount } from '../src/domain/core/demo-account.ts'
import { later, now } from '../src/platform/clock.ts'
import { closeDatabase, openDatabase, prisma } from '../src/platform/db.ts'
import type { Login } from './lists.ts'

const password = 'banc-de-mesure-2026'
const seed = 'JBSWY3DPEHPK3PXP'

/** So many officers who see every department, each with a real account: a login is a login. */
export async function openPeople(url: string, count: number): Promise<Login[]> {
  await openDatabase(url)
  const logins: Login[] = []
  for (let n = 1; n <= count; n++) {
    const email = `officer${n}@volume.example`
    const { id } = await prisma().person.create({ data: { lastName: `Officier ${n}`, firstName: 'Banc', email } })
    const startsOn = later(now(), { days: -2 })
    await prisma().roleAssignment.create({ data: { personId: id, role: 'internship_officer', startsOn } })
    await openDemoAccount(id, { email, password, seed })
    logins.push({ email, password, seed })
  }
  await closeDatabase()
  return logins
}
