import { z } from 'zod'
import type { Context } from '../../../access/actor.ts'
import { permitted } from '../../../access/select.ts'
import { schoolDay } from '../../../kit/calendar.ts'
import type { Asked, Held, Made } from '../../../kit/export/paper.ts'
import { type Packed, safeName, zipChunks } from '../../../kit/export/zip.ts'
import { sha256 } from '../../../platform/crypto.ts'
import { prisma } from '../../../platform/db.ts'
import { refuse } from '../../../platform/errors.ts'
import { readBytes } from '../../../platform/files.ts'
import { bordereau, type Folder } from './bordereau.ts'
import { identityOf } from './identity.ts'
import { hasPresence, keptPieces, PIECES, type Piece, pieceLabels } from './pieces.ts'
import { type Printed, presenceSheet } from './presence-sheet.ts'
import { recap } from './recap.ts'

/** A ZIP is read by people: beyond this nobody finds anything in it, and it does not leave by a slow line. */
export const MOST_IN_A_PACK = 500

const wanted = z.object({ ids: z.array(z.uuid()).min(1).max(MOST_IN_A_PACK), pieces: z.array(z.enum(PIECES)).min(1) })

/**
 * The papers of these internships, a folder each, with the list of what is enclosed and of what is missing. Made with
 * the rights of whoever takes it: what they may not read on the screen is not in it.
 */
export async function packOf(ctx: Context, asked: Asked): Promise<Made> {
  const { ids, pieces } = wanted.parse({ ids: asked.ids, pieces: asked.pieces })
  const mine = await alphabetical([...(await permitted(ctx, 'Placement', 'preparePack', ids))])
  if (mine.length === 0) throw refuse.notFound()
  const held: Held[] = mine.map((id) => ({ model: 'Placement', id, column: 'studentId' }))
  const chunks = zipChunks(filesOf(ctx, mine, pieces, held), ctx.now)
  const only = mine.length === 1 ? (await identityOf(ctx, mine[0] ?? '')).matricule : null
  const name = only ? `dossier-${only}.zip` : `dossiers-de-stage-${schoolDay(ctx.now)}.zip`
  return { name, mime: 'application/zip', chunks, held }
}

async function alphabetical(ids: string[]): Promise<string[]> {
  const named = { student: { person: { lastName: 'asc' } } } as const
  const found = await prisma().placement.findMany({
    where: { id: { in: ids } },
    orderBy: [named, { id: 'asc' }],
    select: { id: true },
  })
  return found.map(({ id }) => id)
}

/** The list comes last: by then the size of what was printed on the spot is known. */
async function* filesOf(ctx: Context, ids: string[], pieces: readonly Piece[], held: Held[]): AsyncGenerator<Packed> {
  const folders: Folder[] = []
  for (const id of ids) {
    const { folder, files } = await folderOf(ctx, id, pieces, held)
    folders.push(folder)
    yield* files
  }
  yield { path: 'bordereau.pdf', bytes: () => bordereau(ctx, folders) }
}

async function folderOf(ctx: Context, id: string, pieces: readonly Piece[], held: Held[]) {
  const { student, matricule, company, dates } = await identityOf(ctx, id)
  const path = safeName(
    `${student.lastName.toLocaleUpperCase('fr')} ${student.firstName} - ${matricule} - ${company.name}`,
  )
  const about = { path, student: student.name, matricule, company: company.name, ...dates }
  const folder: Folder = { ...about, files: [], missing: [] }
  const files: Packed[] = []
  const taken = new Set<string>()
  const add = (piece: Piece, name: string, read: () => Promise<{ bytes: Buffer; held?: Held[] }>) => {
    const line = { piece: pieceLabels[piece].fr, name: unique(safeName(name), taken), size: 0, sha256: '' }
    folder.files.push(line)
    const bytes = async () => {
      const found = await read()
      held.push(...(found.held ?? []))
      Object.assign(line, { size: found.bytes.length, sha256: sha256(found.bytes) })
      return found.bytes
    }
    files.push({ path: `${path}/${line.name}`, bytes })
  }
  for (const { piece, file, model, id: holder, column } of await keptPieces(ctx, id, pieces))
    add(piece, file.name, async () => ({ bytes: await readBytes(file), held: [{ model, id: holder, column }] }))
  const printed: [Piece, string, () => Promise<Printed>][] = [
    ['presence', `feuille-de-presence-${matricule}.pdf`, () => presenceSheet(ctx, id)],
    ['recap', `recapitulatif-${matricule}.pdf`, () => recap(ctx, id)],
  ]
  for (const [piece, name, print] of printed)
    if (pieces.includes(piece) && (piece !== 'presence' || (await hasPresence(ctx, id)))) add(piece, name, print)
  const there = new Set(folder.files.map((file) => file.piece))
  const usual = pieces.filter((piece) => USUAL.has(piece)).map((piece) => pieceLabels[piece].fr)
  folder.missing = usual.filter((name) => !there.has(name))
  return { folder, files }
}

/** What every internship has in the end; an amendment or a scan need not exist. */
const USUAL = new Set<Piece>(['agreement', 'certificate', 'minutes', 'presence'])

function unique(name: string, taken: Set<string>): string {
  const [, stem = name, extension = ''] = /^(.*?)(\.[^.]*)?$/.exec(name) ?? []
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${stem} (${n})${extension}`
  taken.add(free)
  return free
}
