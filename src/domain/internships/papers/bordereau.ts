import type { Context } from '../../../access/actor.ts'
import { shownInstant } from '../../../kit/calendar.ts'
import { transaction } from '../../../platform/db.ts'
import { renderPdf } from '../../../platform/pdf.ts'
import { render } from '../../../platform/render.ts'
import { schoolName } from '../paper.ts'

/** A folder of a pack; sizes and digests of what is printed on the spot are known once it is printed. */
export type Folder = {
  path: string
  student: string
  matricule: string
  company: string
  startsOn: string | null
  endsOn: string | null
  files: { piece: string; name: string; size: number; sha256: string }[]
  missing: string[]
}

/** What is enclosed, file by file, and what is missing: signed by whoever hands the pack over. */
export async function bordereau(ctx: Context, folders: Folder[]): Promise<Buffer> {
  const words = {
    school: { name: await transaction(schoolName) },
    who: ctx.actor.kind === 'person' ? ctx.actor.name : '—',
    at: shownInstant(ctx.now),
    total: { folders: folders.length, files: folders.reduce((sum, one) => sum + one.files.length, 0) },
    folders: folders.map(({ files, ...folder }) => ({
      ...folder,
      files: files.map(({ size, sha256, ...file }) => ({
        ...file,
        size: sayKilobytes(size),
        digest: sha256.slice(0, 16),
      })),
    })),
  }
  return renderPdf(render('documents/bordereau', words, 'fr'), { footer: 'Bordereau de transmission' })
}

const sayKilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1024)).toLocaleString('fr-FR')} ko`
