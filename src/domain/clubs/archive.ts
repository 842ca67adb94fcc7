import { system } from '../../access/actor.ts'
import { shownDay } from '../../kit/calendar.ts'
import { record } from '../../kit/event.ts'
import { now } from '../../platform/clock.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { storeBytes } from '../../platform/files.ts'
import { renderPdf } from '../../platform/pdf.ts'
import { render } from '../../platform/render.ts'
import { schoolName } from '../core/school.ts'
import { sheetsOf } from './assiduity.ts'
import { figuresOf, within } from './figures.ts'
import { periodAsked } from './period.ts'
import { laurelsOf } from './winners.ts'

/** What a bureau leaves: its year on paper, printed by a worker once; safe to run twice. */
export async function printArchive(id: string): Promise<void> {
  const archive = await prisma().clubArchive.findUnique({ where: { id }, include: { club: true } })
  if (!archive || archive.fileId) return
  const words = await archiveWords(archive.clubId, archive.club.name, archive.createdAt)
  const html = render('documents/club-archive', words, 'fr')
  const bytes = await renderPdf(html, { footer: `Archive de mandat — ${words.club} — ${words.year}` })
  await transaction(async (tx) => {
    const owner = { model: 'ClubArchive', id }
    const name = `archive-${archive.club.slug}-${archive.year}.pdf`
    const file = await storeBytes(tx, bytes, { name, mime: 'application/pdf', owner })
    const { count } = await tx.clubArchive.updateMany({ where: { id, fileId: null }, data: { fileId: file.id } })
    if (count === 0) throw new Error('This archive is already printed')
    const after = { fileId: file.id, sha256: file.sha256 }
    await record(tx, system('Archive imprimée'), {
      ...{ noun: 'ClubArchive', recordId: id, verb: 'freeze', role: 'system', after },
    })
  })
}

export async function archiveWords(clubId: string, club: string, at: Date) {
  const period = await periodAsked(undefined, at)
  const { clubs, facts } = await figuresOf([clubId], period, at)
  const [figures] = clubs
  const members = await prisma().clubMember.findMany({
    where: { clubId },
    orderBy: [{ post: 'asc' }, { lastName: 'asc' }],
  })
  const sheets = await sheetsOf(
    members.map(({ id }) => id),
    period.year.from,
    period.year.to,
  )
  const laurels = await laurelsOf([clubId], period.span.from, period.span.to)
  return {
    ...{ school: await schoolName(), club, year: period.year.name, at: now() },
    rate: percent(figures?.execution.rate ?? null),
    done: figures?.execution.done ?? 0,
    counted: (figures?.execution.planned ?? 0) - (figures?.execution.excused ?? 0),
    outside: figures?.execution.outside ?? 0,
    mean: figures?.attended.mean?.toFixed(1).replace('.', ',') ?? '—',
    people: figures?.people ?? 0,
    members: members.map(({ id, firstName, lastName, post, startsOn, endsOn }) => ({
      ...{ name: `${firstName} ${lastName}`, post: NAMES[post], rate: percent(sheets.get(id)?.rate ?? null) },
      term: `${shownDay(startsOn)} – ${endsOn ? shownDay(endsOn) : '…'}`,
    })),
    held: facts.held.filter(within(period.span)).map(({ day, theme, place, isTaken, present }) => ({
      ...{ day: shownDay(day), theme, place, present: isTaken ? String(present) : 'non relevée' },
    })),
    winners: laurels.map(({ competition, rank, name }) => ({ competition, rank, name })),
  }
}

const percent = (value: number | null): string => (value === null ? '—' : `${value.toFixed(1).replace('.', ',')} %`)

const NAMES = {
  lead: 'Responsable',
  deputy: 'Adjoint',
  secretary: 'Secrétaire',
  treasurer: 'Trésorier',
  communication: 'Communication',
  member: 'Membre exécutif',
} as const
