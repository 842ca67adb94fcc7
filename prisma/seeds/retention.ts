import { listDue } from '../../src/domain/internships/retention/due.ts'
import { cast } from './cast.ts'
import type { References } from './references.ts'
import { act, create, type Stage } from './stage.ts'

/** Two who left long ago: the night finds that their time is over, and an administrator decides. */
export async function playRetention(stage: Stage, { programmes }: References, year: number): Promise<void> {
  stage.moveTo(-1)
  const admin = await stage.as(cast.admin.email)
  const [cohortId] = programmes.flatMap(({ cohorts }) => cohorts.get(year) ?? [])
  for (const [lastName, firstName, matricule] of FORMER) {
    const id = await create(admin, 'Student', { lastName, firstName, matricule, cohortId })
    await act(admin, 'Student', 'graduate', id)
  }
  await listDue()
}

const FORMER = [
  ['Sarr', 'Ndèye', 'ST080117'],
  ['Kouassi', 'Jean-Marc', 'ST080142'],
] as const
