import { randomUUID } from 'node:crypto'
import type { Context, PersonActor, Role } from '../../../src/access/actor.ts'
import '../../../src/domain/index.ts'
import type { ModelName } from '../../../src/access/model.ts'
import { balanceOf } from '../../../src/domain/clubs/cash-balance.ts'
import { perform } from '../../../src/kit/command.ts'
import { within } from '../../../src/kit/table.ts'
import { dateOfDay, now } from '../../../src/platform/clock.ts'
import { prisma, transaction } from '../../../src/platform/db.ts'
import { Refusal } from '../../../src/platform/errors.ts'
import { storeFile } from '../../../src/platform/files.ts'
import { samplePdf, upload } from '../../support/samples.ts'

export type Hand = { personId: string; actor: PersonActor; ctx: () => Context }
export type Values = Record<string, unknown>

let serial = 0

/** A club with its box, its lead, its treasurer, and two people of the Amicale. */
export async function clubWithBox() {
  serial += 1
  const club = await prisma().club.create({ data: { name: `Club ${serial}`, slug: `club-${serial}` } })
  const box = await prisma().cashBox.create({ data: { clubId: club.id } })
  return {
    ...{ club, box },
    lead: await hand('club_lead', 'Awa', club.id, 'lead'),
    treasurer: await hand('club_treasurer', 'Salif', club.id, 'treasurer'),
    union: await hand('union_executive', 'Mariam'),
    otherUnion: await hand('union_executive', 'Issa'),
  }
}

export type BoxWorld = Awaited<ReturnType<typeof clubWithBox>>

export async function hand(role: Role, firstName: string, clubId?: string, post?: 'lead' | 'treasurer' | 'secretary') {
  serial += 1
  const about = { firstName, lastName: `Test ${serial}`, email: `h${serial}@test.example` }
  const person = await prisma().person.create({ data: about })
  const startsOn = dateOfDay('2024-01-01')
  if (clubId && post)
    await prisma().clubMember.create({ data: { ...names(about), clubId, post, personId: person.id, startsOn } })
  const actor: PersonActor = {
    ...{ kind: 'person', accountId: randomUUID(), personId: person.id, name: `${firstName} ${about.lastName}` },
    ...{ email: about.email, locale: 'fr', roles: [{ role, departmentId: null }], studentId: null, contactIds: [] },
    clubs: clubId && post ? [{ clubId, post }] : [],
  }
  const ctx = (): Context => ({ actor, now: now(), requestId: randomUUID(), ip: null, readOnly: false })
  return { personId: person.id, actor, ctx }
}

const names = ({ firstName, lastName }: { firstName: string; lastName: string }) => ({ firstName, lastName })

export const act = (who: Hand, model: ModelName, verb: string, id: string, input: Values = {}, reason?: string) =>
  perform(who.ctx(), model, verb, id, input, reason ? { reason } : {})

/** What a verb of the box writes; the answer is the entry it leads to. */
export async function enter(
  who: Hand,
  { box }: BoxWorld,
  verb: string,
  amount: number,
  more: Values = {},
): Promise<string> {
  const category = verb === 'open' ? {} : { category: 'other' }
  const done = await act(who, 'CashBox', verb, box.id, { amount, motive: `Motif ${verb}`, ...category, ...more })
  return done.redirect?.id ?? ''
}

/** Written by one, approved by the other. */
export async function settle(world: BoxWorld, verb: string, amount: number, more: Values = {}): Promise<string> {
  const id = await enter(world.treasurer, world, verb, amount, more)
  await act(amount > 50_000 ? world.union : world.lead, 'LedgerEntry', 'approve', id)
  return id
}

export const balance = ({ box }: BoxWorld): Promise<number> => transaction((tx) => balanceOf(within(tx), box))

export async function receipt(who: Hand, bytes: Buffer = samplePdf()): Promise<string> {
  const options = { accept: ['image', 'pdf'], sealed: true, uploadedById: who.personId } as const
  return (await transaction((tx) => storeFile(tx, upload('facture 18000 affiches.pdf', bytes), options))).id
}

export async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof Refusal) return error.code
  if (error) throw error
  return 'done'
}
