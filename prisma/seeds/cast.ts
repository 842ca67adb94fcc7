import type { Role } from '@prisma/client'
import { openDemoAccount } from '../../src/domain/core/demo-account.ts'
import { needsSecondFactor } from '../../src/domain/core/second-factor.ts'
import { later, now, today } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { create, type Stage } from './stage.ts'

/** The logins printed by the first start and by the README: public knowledge, refused in production. */
export const demoPassword = 'horizon-demo-2026'
export const demoSeed = 'JBSWY3DPEHPK3PXP'

export type CastMember = { email: string; role: Role; lastName: string; firstName: string; gender: 'female' | 'male' }

const member = (login: string, role: Role, firstName: string, lastName: string, gender: CastMember['gender']) => ({
  email: `${login}@horizon.demo`,
  role,
  lastName,
  firstName,
  gender,
})

export const cast = {
  admin: member('admin', 'admin', 'Clarisse', 'Ouattara', 'female'),
  officer: member('stages', 'internship_officer', 'Bénédicte', 'Morel', 'female'),
  tutorCisse: member('tuteur', 'school_tutor', 'Souleymane', 'Cissé', 'male'),
  tutorGarnier: member('tutrice', 'school_tutor', 'Hélène', 'Garnier', 'female'),
  alpha: member('alpha', 'company_tutor', 'Ibrahima', 'Fall', 'male'),
  beta: member('beta', 'company_tutor', 'Sophie', 'Lemaire', 'female'),
  student: member('etudiant', 'student', 'Moussa', 'Diakité', 'male'),
  studentWithPlacement: member('etudiante', 'student', 'Aïssatou', 'Bamba', 'female'),
  clubInfo: member('club.info', 'club_lead', 'Yannick', 'Koffi', 'male'),
  clubEnglish: member('club.anglais', 'club_lead', 'Grace', 'Mensah', 'female'),
  treasurer: member('caisse.info', 'club_treasurer', 'Fatou', 'Sylla', 'female'),
  clubMember: member('membre.info', 'club_member', 'Rémi', 'Lefort', 'male'),
  union: member('amicale', 'union_executive', 'Nadège', 'Houndjo', 'female'),
} satisfies Record<string, CastMember>

const { admin, officer, tutorCisse, tutorGarnier, clubInfo, clubEnglish, treasurer, clubMember, union } = cast

/** Those who are neither a student nor a company’s contact: people first, the rest of the cast comes with its records. */
const staff = [officer, tutorCisse, tutorGarnier, clubInfo, clubEnglish, treasurer, clubMember, union]

export type People = Map<CastMember, string>

/** The first administrator, then the staff, whom the administrator appoints. */
export async function openHouse(stage: Stage): Promise<People> {
  const people: People = new Map([[admin, await firstAdministrator()]])
  const ctx = await stage.as(admin.email)
  for (const one of staff) {
    const { email, lastName, firstName, gender } = one
    const personId = await create(ctx, 'Person', { email, lastName, firstName, gender })
    people.set(one, personId)
    await appoint(stage, one, personId)
  }
  return people
}

/** Gives a person their role, then the account that the README tells everyone about. */
export async function appoint(stage: Stage, { email, role }: CastMember, personId: string): Promise<void> {
  const ctx = await stage.as(admin.email)
  await create(ctx, 'RoleAssignment', { personId, role, startsOn: firstDay() })
  await openDemoAccount(personId, {
    email,
    password: demoPassword,
    ...(needsSecondFactor([role]) && { seed: demoSeed }),
  })
}

// Nobody may appoint anyone before somebody is there: this person, and only this one, is written without a command
async function firstAdministrator(): Promise<string> {
  const { email, role, lastName, firstName, gender } = admin
  const { id } = await transaction((tx) => tx.person.create({ data: { email, lastName, firstName, gender } }))
  await prisma().roleAssignment.create({ data: { personId: id, role, startsOn: firstDay() } })
  await openDemoAccount(id, { email, password: demoPassword, seed: demoSeed })
  return id
}

// Long before the story: a role that starts after its first act would not have been allowed to play it
const firstDay = (): Date => later(today(config.schoolTz, now()), { days: -30 })
