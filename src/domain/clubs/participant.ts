import { z } from 'zod'
import type { Me } from '../../access/rights.ts'
import type { Where } from '../../access/where.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { refuse } from '../../platform/errors.ts'
import { isName, nameKey, tidy } from './name-key.ts'
import { mergeInto, undoMerge } from './participant-merge.ts'
import { isAbove, runBy } from './posts.ts'

const verb = verbOf('Participant')
const roles = ['club_lead', 'club_member', 'union_executive'] as const

/** Those who came to a club that this person runs. */
const came = (me: Me): Where => ({ attendances: { some: { activity: { clubId: { in: runBy(me) } } } } })

/** One person written twice becomes one, by somebody who looked; and may become two again. */
export const participantFlow = defineFlow('Participant', {
  correct: verb({
    label: { fr: 'Corriger l’identité', en: 'Correct the identity' },
    ...{ roles, from: ['active'], to: null, needsReason: true, rows: (me: Me) => (isAbove(me) ? {} : came(me)) },
    input: z.object({
      lastName: z.string().trim().min(1).max(80).meta({ fr: 'Nom', en: 'Last name' }),
      firstName: z.string().trim().min(1).max(80).meta({ fr: 'Prénom(s)', en: 'First name(s)' }),
      programme: z.string().trim().min(1).max(60).meta({ fr: 'Filière', en: 'Programme' }),
      level: z.string().trim().min(1).max(40).meta({ fr: 'Niveau', en: 'Level' }),
      matricule: z.string().trim().max(30).optional().meta({ fr: 'Matricule', en: 'Student number' }),
    }),
    done: { fr: 'Identité corrigée.', en: 'Identity corrected.' },
    guard: async ({ tx, record, input }) => {
      if (!isName(input.lastName) || !isName(input.firstName)) throw refuse.invalid({ lastName: LETTERS })
      const { programme, level } = input
      const key = nameKey(input.lastName, input.firstName)
      const other = await tx.participant.findFirst({
        where: { nameKey: key, programme, level, namesake: record.namesake, id: { not: record.id } },
      })
      if (other) throw KNOWN
    },
    body: async ({ input }) => ({
      data: {
        ...{ lastName: tidy(input.lastName), firstName: tidy(input.firstName), level: input.level },
        ...{ programme: input.programme, matricule: input.matricule ?? null },
        nameKey: nameKey(input.lastName, input.firstName),
      },
    }),
  }),
  merge: verb({
    label: { fr: 'Fusionner dans une autre fiche', en: 'Merge into another record' },
    ...{ roles, from: ['active'], to: 'merged', needsReason: true, tone: 'danger' },
    rows: (me: Me) => (isAbove(me) ? {} : came(me)),
    input: z.object({
      keptId: z.uuid().meta({ fr: 'Fiche conservée', en: 'Record kept', kind: 'reference', model: 'Participant' }),
    }),
    confirm: {
      fr: 'Ses présences passeront à la fiche conservée, et cette écriture du nom y mènera. Cela peut se défaire. Fusionner ?',
      en: 'Its attendances go to the record kept, and this spelling will lead there. It can be undone. Merge?',
    },
    done: {
      fr: 'Fusion faite : elle peut être défaite depuis la fiche conservée.',
      en: 'Merged: it can be undone from the record kept.',
    },
    body: async ({ tx, ctx, record, input }) => {
      const note = await mergeInto({ tx, ctx }, record, input.keptId)
      return { data: { mergedIntoId: input.keptId }, note, redirect: { model: 'Participant', id: input.keptId } }
    },
  }),
  comeBack: verb({
    label: { fr: 'Redevenir une fiche', en: 'Become a record again' },
    ...{ from: ['merged'], to: 'active', roles: [], system: true },
    body: async () => ({ data: { mergedIntoId: null } }),
  }),
})

const merge = verbOf('ParticipantMerge')

export const participantMergeFlow = defineFlow('ParticipantMerge', {
  undo: merge({
    label: { fr: 'Défaire la fusion', en: 'Undo the merge' },
    ...{ roles, from: 'any', to: null, needsReason: true },
    rows: (me: Me) => (isAbove(me) ? {} : { kept: came(me) }),
    done: {
      fr: 'Fusion défaite : chacun a retrouvé ses présences.',
      en: 'Merge undone: each has their attendances back.',
    },
    guard: ({ record }) => {
      if (record.undoneAt) throw UNDONE
    },
    body: async ({ tx, ctx, record }) => {
      await undoMerge({ tx, ctx }, record)
      return { data: { undoneAt: ctx.now } }
    },
  }),
})

const LETTERS = { fr: 'Écrivez le nom et le prénom avec des lettres.', en: 'Write both names with letters.' }
const KNOWN = refuse.conflict('known_participant', {
  fr: 'Une autre fiche porte déjà ce nom, cette filière et ce niveau : fusionnez les deux.',
  en: 'Another record already has this name, programme and level: merge the two.',
})
const UNDONE = refuse.conflict('merge_undone', {
  fr: 'Cette fusion a déjà été défaite.',
  en: 'This merge was undone already.',
})
