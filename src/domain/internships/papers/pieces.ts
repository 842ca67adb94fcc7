import type { StoredFile } from '@prisma/client'
import type { Context } from '../../../access/actor.ts'
import type { ModelName } from '../../../access/model.ts'
import { count, type Row } from '../../../access/select.ts'
import type { Where } from '../../../access/where.ts'
import type { Text } from '../../../platform/catalogue.ts'
import { prisma } from '../../../platform/db.ts'
import { every } from './every.ts'
import { approvedDays } from './presence-sheet.ts'

/** What a pack may hold of each internship, in the order of its folder. */
export const PIECES = ['agreement', 'scan', 'amendment', 'certificate', 'minutes', 'presence', 'recap'] as const
export type Piece = (typeof PIECES)[number]

export const pieceLabels: Record<Piece, Text> = {
  agreement: { fr: 'Convention', en: 'Agreement' },
  scan: { fr: 'Exemplaire signé sur papier', en: 'Copy signed on paper' },
  amendment: { fr: 'Avenants', en: 'Amendments' },
  certificate: { fr: 'Attestation', en: 'Certificate' },
  minutes: { fr: 'Procès-verbal de soutenance', en: 'Minutes of the defense' },
  presence: { fr: 'Feuille de présence', en: 'Attendance sheet' },
  recap: { fr: 'Récapitulatif et notes', en: 'Summary and grades' },
}

type Kept = { model: ModelName; column: string; where: (placementId: string) => Where; last?: true }

// Frozen documents, each in the column of the noun that keeps it
const kept: Partial<Record<Piece, Kept>> = {
  agreement: {
    ...{ model: 'AgreementVersion', column: 'fileId', last: true },
    where: (placementId) => ({
      agreement: { placementId, status: { in: ['approved', 'signing', 'signed', 'broken', 'archived'] } },
    }),
  },
  scan: {
    model: 'Signatory',
    column: 'scanFileId',
    where: (placementId) => ({ agreement: { placementId }, status: 'signed' }),
  },
  amendment: {
    model: 'Amendment',
    column: 'fileId',
    where: (placementId) => ({ agreement: { placementId }, status: 'signed' }),
  },
  certificate: { model: 'Certificate', column: 'fileId', where: (placementId) => ({ placementId }) },
  minutes: { model: 'Defense', column: 'minutesFileId', where: (placementId) => ({ placementId }) },
}

/** A frozen document of an internship, that this person may open. */
export type KeptPiece = { piece: Piece; model: ModelName; id: string; column: string; file: StoredFile }

export async function keptPieces(ctx: Context, placementId: string, wanted: readonly Piece[]): Promise<KeptPiece[]> {
  const found: Omit<KeptPiece, 'file'>[] = []
  const fileIds = new Map<string, string>()
  for (const piece of wanted) {
    const source = kept[piece]
    if (!source) continue
    const { model, column, where, last } = source
    const query = { where: { AND: [where(placementId), { [column]: { not: null } }] }, sort: OLDEST }
    const rows = await every(ctx, model, query, column)
    for (const row of last ? rows.slice(-1) : onceEach(rows, column)) {
      fileIds.set(row.id, String(row.values[column]))
      found.push({ piece, model, id: row.id, column })
    }
  }
  const files = await prisma().storedFile.findMany({ where: { id: { in: [...fileIds.values()] } } })
  const byId = new Map(files.map((file) => [file.id, file]))
  return found.flatMap((one) => {
    const file = byId.get(fileIds.get(one.id) ?? '')
    return file ? [{ ...one, file }] : []
  })
}

/** One scan proves several signatures: it is put in once. */
const onceEach = (rows: Row[], column: string): Row[] => [
  ...new Map(rows.map((row) => [row.values[column], row])).values(),
]

/** Whether there is anything to print on a sheet that is made on the spot. */
export const hasPresence = async (ctx: Context, placementId: string): Promise<boolean> =>
  (await count(ctx, 'LogbookEntry', { where: approvedDays(placementId, {}) })) > 0

const OLDEST = { field: 'id', direction: 'asc' } as const
