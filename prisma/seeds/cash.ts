import { list } from '../../src/access/select.ts'
import { watchRegisters } from '../../src/domain/clubs/cash-night.ts'
import { transaction } from '../../src/platform/db.ts'
import { storeBytes } from '../../src/platform/files.ts'
import { cast } from './cast.ts'
import type { PlayedClub } from './clubs.ts'
import { smallPdf } from './paper.ts'
import { act, create, type Stage } from './stage.ts'

type Movement = {
  day: number
  verb: 'receive' | 'spend'
  amount: number
  motive: string
  category: string
  payee?: string
  /** No receipt was kept */
  bare?: true
}

/** The register of the Club Informatique: 45 000 at the start, 66 500 at the end, one entry written wrong and reversed. */
const before: Movement[] = [
  { day: -38, verb: 'receive', amount: 30_000, motive: 'Subvention de l’Amicale', category: 'grant', payee: 'Amicale' },
  { day: -31, verb: 'spend', amount: 12_500, motive: 'Location du projecteur', category: 'rental', bare: true },
  { day: -24, verb: 'spend', amount: 7_500, motive: 'Eau et boissons de l’atelier', category: 'catering' },
]
const wrong: Movement = { day: -20, verb: 'spend', amount: 18_000, motive: 'Affiches', category: 'printing' }
const right: Movement = { ...wrong, day: -19, amount: 13_000, motive: 'Affiches du concours', payee: 'Repro du campus' }
const tickets: Movement = {
  day: -12,
  verb: 'receive',
  amount: 24_500,
  motive: '49 tickets à 500 F',
  category: 'tickets',
}

/** Two registers lived by those who keep them, one entry still waiting for its second signature. */
export async function playCash(stage: Stage, clubs: PlayedClub[]): Promise<void> {
  const boxes = await boxesOf(stage)
  const [computing, english] = ['informatique', 'anglais'].map((slug) => {
    return boxes.get(clubs.find((club) => club.slug === slug)?.id ?? '') ?? ''
  })
  if (computing) await playComputing(stage, computing, clubs.find(({ slug }) => slug === 'informatique')?.id ?? '')
  if (english) await playEnglish(stage, english)
  stage.moveTo(-1)
  await watchRegisters()
}

async function boxesOf(stage: Stage): Promise<Map<string, string>> {
  const rows = await list(await stage.as(cast.admin.email), 'CashBox', { limit: 50 })
  return new Map(rows.map(({ id, values }) => [String(values.clubId), id]))
}

async function playComputing(stage: Stage, box: string, clubId: string): Promise<void> {
  const play = (movement: Movement) => settled(stage, box, clubId, movement)
  stage.moveTo(-40)
  const opening = { amount: 45_000, motive: 'Solde remis par l’ancien bureau' }
  const first = await act(await stage.as(cast.treasurer.email), 'CashBox', 'open', box, opening)
  await approve(stage, first.redirect?.id)
  for (const movement of before) await play(movement)
  const mistaken = await play(wrong)
  stage.moveTo(-19)
  const why = { motive: 'Montant mal recopié : 13 000 F sur la facture' }
  const undone = await act(await stage.as(cast.treasurer.email), 'LedgerEntry', 'reverse', mistaken, why)
  await approve(stage, undone.redirect?.id)
  await play(right)
  await play(tickets)
  stage.moveTo(-5)
  const counted = { counted: 66_000, witness: 'Prisca Zongo', motive: 'Rendu de monnaie aux tickets' }
  const gap = await act(await stage.as(cast.treasurer.email), 'CashBox', 'count', box, counted)
  await approve(stage, gap.redirect?.id)
  stage.moveTo(-2)
  await written(stage, box, clubId, {
    ...right,
    day: -2,
    amount: 9_500,
    motive: 'Câbles et rallonges',
    category: 'equipment',
    payee: 'Électro Plus',
  })
}

async function playEnglish(stage: Stage, box: string): Promise<void> {
  stage.moveTo(-35)
  const lead = () => stage.as(cast.clubEnglish.email)
  const open = await act(await lead(), 'CashBox', 'open', box, { amount: 15_000, motive: 'Solde d’ouverture' })
  const dues = { amount: 8_000, motive: 'Cotisations du trimestre', category: 'dues' }
  const received = await act(await lead(), 'CashBox', 'receive', box, dues)
  for (const done of [open, received]) await approve(stage, done.redirect?.id, cast.union.email)
}

/** Written by the treasurer with its receipt, approved by the lead the same day. */
async function settled(stage: Stage, box: string, clubId: string, movement: Movement): Promise<string> {
  const id = await written(stage, box, clubId, movement)
  await approve(stage, id)
  return id
}

async function written(stage: Stage, box: string, clubId: string, movement: Movement): Promise<string> {
  const { day, verb, bare, ...entry } = movement
  stage.moveTo(day)
  const ctx = await stage.as(cast.treasurer.email)
  const proven = verb === 'spend' && !bare
  const fileId = proven
    ? await receiptOf(ctx.actor.kind === 'person' ? ctx.actor.personId : '', entry.motive)
    : undefined
  const activityId = verb === 'spend' ? await activityOf(stage, clubId) : undefined
  const sent = { ...entry, ...(fileId && { fileId }), ...(activityId && { activityId }) }
  return (await act(ctx, 'CashBox', verb, box, sent)).redirect?.id ?? ''
}

const receiptOf = (uploadedById: string, motive: string): Promise<string> =>
  transaction(async (tx) => {
    const about = { name: 'piece.pdf', mime: 'application/pdf', uploadedById, sealed: true }
    return (await storeBytes(tx, smallPdf(['Facture', motive]), about)).id
  })

/** What is spent is spent for something: the first activity of the club, when it has one; it is given a budget then. */
async function activityOf(stage: Stage, clubId: string): Promise<string | undefined> {
  const ctx = await stage.as(cast.treasurer.email)
  const sort = { field: 'theme', direction: 'asc' } as const
  const [first] = await list(ctx, 'Activity', { where: { clubId, status: { not: 'cancelled' } }, sort, limit: 1 })
  if (!first) return undefined
  const [planned] = await list(ctx, 'ActivityBudget', { where: { activityId: first.id }, limit: 1 })
  if (!planned) await create(ctx, 'ActivityBudget', { clubId, activityId: first.id, amount: 40_000 })
  return first.id
}

const approve = async (stage: Stage, id = '', who = cast.clubInfo.email) =>
  act(await stage.as(who), 'LedgerEntry', 'approve', id)
