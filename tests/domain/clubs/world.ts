import { randomUUID } from 'node:crypto'
import type { ClubPost, Prisma } from '@prisma/client'
import { type Context, type Role, system } from '../../../src/access/actor.ts'
import '../../../src/domain/index.ts'
import { shownNow } from '../../../src/domain/clubs/attendance-code.ts'
import type { Knocker } from '../../../src/domain/clubs/attendance-limits.ts'
import { type Form, present } from '../../../src/domain/clubs/attendance-presence.ts'
import { validate } from '../../../src/domain/clubs/attendance-validate.ts'
import { perform } from '../../../src/kit/command.ts'
import { now } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { type Actress, asRole, person } from '../internships/world.ts'

/** A club with its bureau, each of whom logs in, and somebody of another club. */
export type Club = Awaited<ReturnType<typeof smallClub>>

let serial = 0

export async function smallClub() {
  serial += 1
  const [club, other] = await Promise.all([newClub(`Club ${serial}`), newClub(`Autre club ${serial}`)])
  return {
    club,
    other,
    admin: asRole('admin', await person('Admin')),
    union: asRole('union_executive', await person('Amicale')),
    lead: await seated('club_lead', club.id, 'lead'),
    secretary: await seated('club_member', club.id, 'secretary'),
    treasurer: await seated('club_treasurer', club.id, 'treasurer'),
    member: await seated('club_member', club.id, 'member'),
    otherLead: await seated('club_lead', other.id, 'lead'),
  }
}

const newClub = (name: string) =>
  prisma().club.create({ data: { name, slug: name.toLowerCase().replaceAll(' ', '-') } })

async function seated(role: Role, clubId: string, post: ClubPost): Promise<Actress> {
  return asRole(role, await person(post), { clubs: [{ clubId, post }] })
}

export const planned = (clubId: string, more: Partial<Prisma.ActivityUncheckedCreateInput> = {}) =>
  prisma().activity.create({
    data: { clubId, theme: 'Atelier Python', place: 'Salle Ada', startsAt: now(), kind: 'workshop', ...more },
  })

/** An activity whose attendance has just been opened, with what the screen shows. */
export async function running(world: Club, more: Partial<Prisma.ActivityUncheckedCreateInput> = {}) {
  const { id } = await planned(world.club.id, more)
  await does(world.lead, 'start', id)
  const activity = await prisma().activity.findUniqueOrThrow({ where: { id } })
  return { ...activity, slug: activity.slug ?? '', ...(await onScreen(id)) }
}

/** What the projector shows now. */
export async function onScreen(activityId: string): Promise<{ code: string; room: string }> {
  const code = await prisma().attendanceCode.findFirstOrThrow({
    where: { activityId },
    orderBy: { generation: 'desc' },
  })
  const { mode } = await prisma().activity.findUniqueOrThrow({ where: { id: activityId } })
  return shownNow(code, mode, now())
}

export const does = (who: Actress, verb: string, id: string, input: Record<string, unknown> = {}, reason?: string) =>
  perform(who.ctx(), 'Activity', verb, id, input, reason ? { reason } : {})

/** A phone of its own, behind the address of the school. */
export const phone = (more: Partial<Knocker> = {}): Knocker => {
  const did = randomUUID()
  return { did, phone: did, ip: '196.28.1.1', agent: 'phone', ...more }
}

export const knock = (slug: string, typed: string, who = phone(), more: { room?: string; work?: string } = {}) =>
  validate({ slug, typed, who, ...more }, now())

export const form = (more: Partial<Form> = {}): Form => ({
  ...{ lastName: 'OUÉDRAOGO', firstName: 'Aïcha', programme: 'Statistique', level: 'L2' },
  ...{ showsName: false, acceptsPhotos: false, shared: false },
  ...more,
})

export const enters = (grant: string, said: Form, who = phone(), idem: string = randomUUID()) =>
  present(door(), grant, idem, said, who)

export const door = (): Context => ({ ...system('Émargement'), now: now() })

/** A code, a form, a receipt. */
export async function attends(slug: string, typed: string, said: Form, who = phone()) {
  const { grant } = await knock(slug, typed, who)
  return enters(grant, said, who)
}

/** How something was refused, for a test to look at. */
export async function refusalOf(
  work: Promise<unknown>,
): Promise<{ code: string; status: number; detail: Record<string, unknown>; fr: string }> {
  const error = await work.then(
    () => null,
    (reason: unknown) =>
      reason as { code: string; status: number; detail: Record<string, unknown>; sentence: { fr: string } },
  )
  if (!error?.sentence) throw error ?? new Error('nothing was refused')
  return { code: error.code, status: error.status, detail: error.detail, fr: error.sentence.fr }
}
