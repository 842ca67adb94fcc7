import { z } from 'zod'
import { list } from '../../access/select.ts'
import { askForPaper, ownerOf } from '../../kit/export/paper.ts'
import { verbOf } from '../../kit/flow.ts'
import { within } from '../../kit/table.ts'
import { refuse } from '../../platform/errors.ts'
import { PIECES } from './papers/pieces.ts'
import { approvedDays } from './papers/presence-sheet.ts'

const verb = verbOf('Placement')

const PARTIES = ['student', 'school_tutor', 'company_tutor', 'internship_officer'] as const
const LIVED = ['ongoing', 'suspended', 'finished', 'broken', 'closed'] as const

const day = (fr: string, en: string, help?: { fr: string; en: string }) =>
  z.iso
    .date()
    .optional()
    .meta({ fr, en, kind: 'date', ...(help && { help }) })

/** Papers made on demand: they wait among one’s own files, for a week. */
export const paperVerbs = {
  printPresence: verb({
    label: { fr: 'Feuille de présence (PDF)', en: 'Attendance sheet (PDF)' },
    from: LIVED,
    to: null,
    roles: PARTIES,
    shared: true,
    input: z.object({
      from: day('Du', 'From', {
        fr: 'Vide : depuis le premier jour. Pour un mois, du premier au dernier jour du mois.',
        en: 'Empty: from the first day. For a month, from its first to its last day.',
      }),
      until: day('Au', 'Until'),
    }),
    done: {
      fr: 'La feuille se prépare : un avis vous préviendra dans un instant.',
      en: 'The sheet is being prepared: a notice will tell you in a moment.',
    },
    guard: async ({ tx, ctx, record, input }) => {
      ownerOf(ctx)
      if (input.from && input.until && input.until < input.from) throw refuse.invalid({ until: REVERSED })
      const where = approvedDays(record.id, input)
      if ((await list(ctx, 'LogbookEntry', { where, limit: 1 }, within(tx))).length === 0) throw NO_DAY
    },
    body: async ({ tx, ctx, record, input }) => {
      const asked = { id: record.id, ...input }
      const id = await askForPaper(tx, ownerOf(ctx), { paper: 'presence', model: 'Placement', asked, rows: 1 })
      return { redirect: { model: 'ExportRun', id } }
    },
  }),
  preparePack: verb({
    label: { fr: 'Pièces du stage (ZIP)', en: 'Papers of the internship (ZIP)' },
    from: ['confirmed', 'ready', ...LIVED],
    to: null,
    roles: PARTIES,
    shared: true,
    done: {
      fr: 'Le dossier se prépare : un avis vous préviendra quand il sera prêt.',
      en: 'The pack is being prepared: a notice will tell you when it is ready.',
    },
    guard: ({ ctx }) => void ownerOf(ctx),
    body: async ({ tx, ctx, record }) => {
      const asked = { ids: [record.id], pieces: [...PIECES] }
      const id = await askForPaper(tx, ownerOf(ctx), { paper: 'pack', model: 'Placement', asked, rows: 1 })
      return { redirect: { model: 'ExportRun', id } }
    },
  }),
}

const REVERSED = { fr: 'La fin précède le début.', en: 'The end comes before the start.' }
const NO_DAY = refuse.conflict('no_approved_day', {
  fr: 'Aucun jour n’est validé sur cette période : faites d’abord valider les semaines du journal, ou élargissez les dates.',
  en: 'No day is approved in this period: have the weeks of the logbook approved first, or widen the dates.',
})
