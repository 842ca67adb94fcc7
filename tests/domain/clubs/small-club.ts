import { randomUUID } from 'node:crypto'
import type { ClubPost, Role } from '../../../src/access/actor.ts'
import { now } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { asRole, day, person } from '../internships/world.ts'

let serial = 0
const next = () => (serial += 1)

/** A club and its bureau, each with a login; whoever is above; and hands to fill it. */
export async function smallClub() {
  const club = await prisma().club.create({ data: { name: `Club ${next()}`, slug: `club-${serial}` } })
  const seat = async (post: ClubPost, role: Role, startsOn = day('2025-10-01')) => {
    const who = await person(post)
    const member = await prisma().clubMember.create({
      data: { clubId: club.id, lastName: who.lastName, firstName: who.firstName, post, startsOn, personId: who.id },
    })
    return { memberId: member.id, personId: who.id, ...asRole(role, who, { clubs: [{ clubId: club.id, post }] }) }
  }
  return {
    club,
    lead: await seat('lead', 'club_lead'),
    secretary: await seat('secretary', 'club_member'),
    treasurer: await seat('treasurer', 'club_treasurer'),
    member: await seat('member', 'club_member'),
    union: asRole('union_executive', await person('Amicale')),
    seat,
    activity: (data: Record<string, unknown> = {}) =>
      prisma().activity.create({
        data: { clubId: club.id, theme: `Activité ${next()}`, place: 'Amphi A', ...data },
      }),
    /** These people came to this activity, and it counts. */
    came: async (activityId: string, people: string[], more: Record<string, unknown> = {}) => {
      await prisma().attendance.createMany({
        data: people.map((participantId) => ({
          ...{ activityId, participantId, receipt: `R${next()}`, idemKey: randomUUID() },
          ...{ validatedAt: now(), receivedAt: now(), ...more },
        })),
      })
    },
  }
}

export async function participant(lastName: string, firstName = 'Awa', data: Record<string, unknown> = {}) {
  const names = { lastName, firstName, nameKey: `${lastName} ${firstName} ${next()}` }
  return prisma().participant.create({ data: { ...names, programme: 'Statistique', level: 'L2', ...data } })
}
