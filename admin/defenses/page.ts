import type { DefensesAnswer, Draft, LineState, Marks } from '../../components/defenses/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { list, localeOf, MAX_PAGE, type Row } from '../../src/access/select.ts'
import type { Facts, Seat } from '../../src/domain/internships/planning/board.ts'
import { marksOf } from '../../src/domain/internships/planning/clashes.ts'
import { proposed } from '../../src/domain/internships/planning/propose.ts'
import { factsFor, type Juror, type Line, linesOf, possibleJurors } from '../../src/domain/internships/planning/read.ts'
import { saveBoard } from '../../src/domain/internships/planning/save.ts'
import { refuse } from '../../src/platform/errors.ts'
import { prefixed } from '../address.ts'
import { mayJudge } from '../indicators/page.ts'
import { declarePage } from '../verbs.ts'
import { choiceOf } from '../work/words.ts'
import { draftsIn } from './drafts.ts'
import { type Planning, planningFor, slotStates } from './settings.ts'

/**
 * The defenses of a campaign on one table: GET shows it, POST judges it (`check`), fills what is free (`propose`) or keeps
 * it (`save`). Only `save` writes, each line by its own verb.
 */
export function defensesPage(): void {
  declarePage({
    name: 'defenses',
    menu: { label: { fr: 'Planning des soutenances', en: 'Defense planner' }, icon: 'Grid', group: 'internships' },
    methods: ['GET', 'POST'],
    right: mayJudge,
    handle: async ({ method, query, fields }, ctx) => {
      if (method === 'GET') return shown(ctx, query)
      const asked = Object.fromEntries(new URLSearchParams(String(fields.settings ?? '')))
      const board = await boardOf(ctx, asked)
      const wishes = draftsIn(fields.drafts, board.lines)
      const step = STEPS[String(fields.step ?? '')]
      if (!step) throw refuse.notFound()
      return step(ctx, board, wishes)
    },
  })
}

type Board = Planning & { lines: Line[]; jurors: Juror[]; facts: Facts }

async function boardOf(ctx: Context, query: Record<string, string>): Promise<Board> {
  const campaigns = await list(ctx, 'Campaign', { where: OPEN, limit: MAX_PAGE })
  const rooms = await list(ctx, 'Room', { sort: { field: 'name', direction: 'asc' }, limit: MAX_PAGE })
  const planning = await planningFor(ctx, query, campaigns, rooms)
  const lines = planning.campaign ? await linesOf(ctx, planning.campaign.id) : []
  const jurors = await possibleJurors(ctx, lines)
  return { ...planning, lines, jurors, facts: await factsFor(ctx, lines, jurors, namesOf(rooms)) }
}

const OPEN = { status: { in: ['ongoing', 'evaluating'] } }
const namesOf = (rows: Row[]) => new Map(rows.map(({ id, title }) => [id, title]))

async function shown(ctx: Context, query: Record<string, string>): Promise<DefensesAnswer> {
  const board = await boardOf(ctx, query)
  const locale = localeOf(ctx.actor)
  const { campaign, campaigns, settings, rooms, lines, jurors } = board
  const filters = { status: 'planned', ...(campaign && { 'placement.campaignId': campaign.id }) }
  return {
    campaigns: campaigns.map(({ id, title }) => ({ id, name: title })),
    campaign: campaign?.id ?? '',
    settings,
    rooms: rooms.map(({ id, title }) => ({ id, name: title })),
    jurors: jurors.map(({ id, name, rank }) => ({
      id,
      name,
      rank: rank ? choiceOf('AcademicRank', rank, locale).label : '',
    })),
    slots: slotStates(board, locale),
    lines: lines.map((line) => lineState(line, settings.minutes, locale)),
    planned: {
      n: lines.filter(({ status }) => status === 'planned').length,
      search: String(new URLSearchParams(prefixed(filters))),
    },
    most: MAX_PAGE,
    marks: said(ctx, lines, board.facts),
  }
}

function lineState(line: Line, minutes: number, locale: 'fr' | 'en'): LineState {
  const { id, student, company, isResit, fixed } = line
  return {
    ...draftOf(line, minutes),
    ...{ student, company, isResit, fixed, tutor: line.tutor ?? '', tutorId: line.tutorId ?? '' },
    href: `/admin/resources/Defense/records/${id}/show`,
    status: choiceOf('DefenseStatus', line.status, locale),
  }
}

const draftOf = (line: Seat & { version: number }, minutes: number): Draft => ({
  ...{ id: line.id, version: line.version, minutes: line.startsAt ? line.minutes : minutes },
  ...{ startsAt: line.startsAt?.toISOString() ?? '', roomId: line.roomId ?? '' },
  jury: [0, 1, 2].map((i) => line.jury[i] ?? ''),
})

const said = (ctx: Context, seats: readonly Seat[], facts: Facts): Marks => {
  const locale = localeOf(ctx.actor)
  return Object.fromEntries(
    [...marksOf(seats, facts)].map(([id, { errors, warnings }]) => [
      id,
      { errors: errors.map((one) => one[locale]), warnings: warnings.map((one) => one[locale]) },
    ]),
  )
}

type Step = (ctx: Context, board: Board, wishes: Line[]) => Promise<Record<string, unknown>>

const STEPS: Record<string, Step> = {
  check: async (ctx, { facts }, wishes) => ({ marks: said(ctx, wishes, facts) }),
  propose: async (ctx, board, wishes) => {
    const { settings, slots, facts, jurors } = board
    const means = {
      ...{ slots, minutes: settings.minutes, roomIds: settings.rooms, size: settings.size },
      jurorIds: settings.jurors.length > 0 ? settings.jurors : jurors.map(({ id }) => id),
    }
    const seats = proposed(wishes, means, facts)
    const filled = seats.filter((seat, i) => seat.startsAt && !wishes[i]?.startsAt).length
    const left = seats.filter((seat) => !seat.startsAt).length
    const drafts = seats.map((seat, i) => draftOf({ ...seat, version: wishes[i]?.version ?? 0 }, settings.minutes))
    const locale = localeOf(ctx.actor)
    const message = filled + left === 0 ? NOTHING[locale] : PROPOSED[locale](filled, left)
    return { marks: said(ctx, seats, facts), drafts, notice: { type: left > 0 ? 'info' : 'success', message } }
  },
  save: async (ctx, { lines }, wishes) => {
    const locale = localeOf(ctx.actor)
    const { saved, refused } = await saveBoard(ctx, lines, wishes)
    const student = (id: string) => lines.find((line) => line.id === id)?.student ?? ''
    return {
      saved: saved.length,
      refused: refused.map(({ id, sentence }) => ({ id, student: student(id), message: sentence[locale] })),
      notice: { type: refused.length > 0 ? 'error' : 'success', message: SAVED[locale](saved.length, refused.length) },
    }
  },
}

const fr = (n: number, one: string) => `${n} ${one}${n > 1 ? 's' : ''}`
const en = (n: number) => `${n} defense${n === 1 ? '' : 's'}`

const NOTHING = {
  fr: 'Rien à placer : chaque soutenance a déjà son créneau.',
  en: 'Nothing to place: each defense has its slot already.',
}
const PROPOSED = {
  fr: (filled: number, left: number) =>
    left === 0
      ? `${fr(filled, 'soutenance')} à placer ainsi. Relisez, puis enregistrez\u00a0: rien n’est encore gardé.`
      : `${fr(filled, 'soutenance')} à placer ainsi, ${left} sans créneau libre\u00a0: ajoutez un jour, une salle ou des jurés.`,
  en: (filled: number, left: number) =>
    left === 0
      ? `${en(filled)} to place this way. Read them, then save: nothing is kept yet.`
      : `${en(filled)} to place this way, ${left} without a free slot: add a day, a room or jurors.`,
}
const SAVED = {
  fr: (saved: number, refused: number) =>
    refused === 0
      ? `Planning enregistré\u00a0: ${fr(saved, 'soutenance')}. Confirmez pour convoquer.`
      : `${fr(saved, 'ligne')} au planning, ${refused} en refus\u00a0: la raison est écrite sur chacune.`,
  en: (saved: number, refused: number) =>
    refused === 0
      ? `Schedule saved: ${en(saved)}. Confirm to invite.`
      : `${saved} saved, ${refused} refused: each says why.`,
}
