import { packLater } from '../../kit/export/zip.ts'
import { verbOf } from '../../kit/flow.ts'
import { insistOnProof } from '../../kit/step-up.ts'

/** Somebody asks what the school keeps about them: the administration makes the pack, and the history says that it did. */
export const accessVerb = verbOf('Student')({
  label: { fr: 'Remettre ses données (droit d’accès)', en: 'Hand over their data (right of access)' },
  from: ['enrolled', 'on_leave', 'left', 'graduated'],
  to: null,
  roles: [],
  needsReason: true,
  confirm: {
    fr: 'Un fichier ZIP sera préparé avec tout ce que l’école garde sur cette personne. Il restera sept jours dans vos exports. Préparer ?',
    en: 'A ZIP file is made with everything the school keeps about this person. It stays in your exports for seven days. Make it?',
  },
  done: {
    fr: 'Le fichier se prépare : vous serez prévenu, il sera dans vos exports.',
    en: 'The file is being made: you will be told, it will be in your exports.',
  },
  guard: ({ ctx }) => insistOnProof(ctx),
  body: async ({ tx, ctx, record }) => ({
    note: {
      exportRunId: await packLater(tx, ctx, {
        model: 'Student',
        recordId: record.id,
        verb: 'access',
        job: 'retention.access',
      }),
    },
  }),
})
