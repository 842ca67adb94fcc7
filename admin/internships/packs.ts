import { randomInt } from 'node:crypto'
import { z } from 'zod'
import type { LetterState, PackAnswer } from '../../components/internships/pack-state.ts'
import { type Context, hasRole, loadActor } from '../../src/access/actor.ts'
import { mayEver } from '../../src/access/rights.ts'
import { count, list, localeOf, MAX_PAGE, permitted, type Query } from '../../src/access/select.ts'
import { lettered } from '../../src/domain/internships/papers/all.ts'
import { audiences, type Handed, handedTo } from '../../src/domain/internships/papers/hand-out.ts'
import { MOST_IN_A_PACK } from '../../src/domain/internships/papers/pack.ts'
import { PIECES } from '../../src/domain/internships/papers/pieces.ts'
import { allowPaper } from '../../src/kit/export/export.ts'
import { KEPT_DAYS } from '../../src/kit/export/later.ts'
import { askForPaper, ownerOf } from '../../src/kit/export/paper.ts'
import { transaction } from '../../src/platform/db.ts'
import { refuse } from '../../src/platform/errors.ts'
import { renderMail } from '../../src/platform/render.ts'
import { exportQuery } from '../export/ticket.ts'
import { declareAction } from '../verbs.ts'

const sent = z.object({
  pieces: z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(z.enum(PIECES)).min(1)),
  to: z.enum(['me', ...audiences]).default('me'),
  /** Looks before it writes to anybody */
  preview: z.string().optional(),
})

/** The papers of many internships at once: one ZIP for oneself, or to each of those concerned their own, by mail. */
export function packAction(): void {
  declareAction(
    {
      name: 'papers',
      routes: ['resource'],
      methods: ['POST'],
      right: (actor, model) =>
        mayEver(actor, model, 'preparePack') && hasRole(actor, 'admin', 'internship_officer', 'school_tutor'),
      screen: {
        label: { fr: 'Dossiers (ZIP)', en: 'Files (ZIP)' },
        ...{ component: 'PackPanel', icon: 'Archive', picks: true },
      },
      handle: async ({ fields }, ctx) => {
        const asked = sent.safeParse(fields)
        if (!asked.success) throw refuse.invalid({ pieces: NO_PIECE }, NO_PIECE)
        const { to, preview, pieces } = asked.data
        const query = chosen(ctx, fields)
        const ids = await idsOf(ctx, query)
        if (to === 'me') return forMe(ctx, query, ids, pieces)
        if (!hasRole(ctx.actor, 'admin', 'internship_officer')) throw refuse.notFound()
        const handed = await handedTo(to, ids)
        return preview ? previewed(ctx, handed) : send(ctx, query, handed, pieces)
      },
    },
    ['Placement'],
  )
}

function chosen(ctx: Context, fields: Record<string, unknown>): Query {
  const ids = String(fields.recordIds ?? '')
  return exportQuery(ctx, {
    ...{ model: 'Placement', format: 'pdf', columns: [], search: String(fields.search ?? '').slice(0, 4_000) },
    ...(ids && { ids: ids.split(',').slice(0, 200) }),
  })
}

/** Internships of the list that have papers, on which this person may ask for them. */
async function idsOf(ctx: Context, query: Query): Promise<string[]> {
  const where = {
    AND: [query.where ?? {}, { status: { notIn: ['proposed', 'prevalidated', 'cancelled', 'not_done'] } }],
  }
  if ((await count(ctx, 'Placement', { ...query, where })) > MOST_IN_A_PACK) throw TOO_MANY
  const ids: string[] = []
  for (let offset = 0; offset < MOST_IN_A_PACK; offset += MAX_PAGE)
    ids.push(...(await list(ctx, 'Placement', { ...query, where, limit: MAX_PAGE, offset })).map((row) => row.id))
  const open = await permitted(ctx, 'Placement', 'preparePack', ids)
  return ids.filter((id) => open.has(id))
}

async function forMe(ctx: Context, query: Query, ids: string[], pieces: string[]) {
  await allowPaper(ctx, 'Placement', query, ids.length)
  const wanted = { paper: 'pack', model: 'Placement', asked: { ids, pieces }, rows: ids.length } as const
  const run = await transaction((tx) => askForPaper(tx, ownerOf(ctx), wanted))
  const message = PREPARING[localeOf(ctx.actor)]
  return { run, redirectUrl: `/admin/pages/exports?id=${run}`, notice: { type: 'info', message } }
}

const PREVIEWED = 3

/** Who is written to, who cannot be, and three letters drawn at random, as they will be read. */
async function previewed(ctx: Context, { people, unreachable }: Handed): Promise<PackAnswer> {
  const left = [...people]
  const letters: LetterState[] = []
  while (left.length > 0 && letters.length < PREVIEWED) {
    const [one] = left.splice(randomInt(left.length), 1)
    const actor = one && (await loadActor(one.accountId))
    if (!one || !actor) continue
    const about = await lettered({ ...ctx, actor }, one.ids)
    const data = { ...about, href: '/admin/pages/exports', days: KEPT_DAYS }
    const { subject, text } = renderMail('placement.sendPack', data, actor.locale)
    letters.push({ to: `${one.name} <${one.email}>`, subject, text, internships: one.ids.length })
  }
  return {
    preview: { people: people.length, unreachable: unreachable.slice(0, 20), left: unreachable.length, letters },
  }
}

async function send(ctx: Context, query: Query, { people }: Handed, pieces: string[]) {
  await allowPaper(ctx, 'Placement', query, people.length)
  const { personId } = ownerOf(ctx)
  await transaction(
    async (tx) => {
      for (const { ids, accountId, personId: to } of people) {
        const asked = { ids, pieces, sent: personId }
        await askForPaper(
          tx,
          { accountId, personId: to },
          { paper: 'pack', model: 'Placement', asked, rows: ids.length },
        )
      }
    },
    { long: true },
  )
  const message = SENT[localeOf(ctx.actor)](people.length)
  return { redirectUrl: '/admin/resources/Placement', notice: { type: 'success', message } }
}

const PREPARING = {
  fr: 'Les dossiers se préparent. Vous pouvez continuer : un avis vous préviendra quand le fichier sera prêt.',
  en: 'The files are being prepared. You may carry on: a notice will tell you when they are ready.',
}
const SENT = {
  fr: (n: number) =>
    `${n} ${n > 1 ? 'personnes recevront' : 'personne recevra'} son dossier par courriel, dès qu’il est prêt.`,
  en: (n: number) => `${n} ${n > 1 ? 'people' : 'person'} will get their file by mail as soon as it is ready.`,
}
const NO_PIECE = { fr: 'Choisissez au moins une pièce.', en: 'Choose at least one paper.' }
const TOO_MANY = refuse.conflict('pack_too_large', {
  fr: `Un dossier contient ${MOST_IN_A_PACK} stages au plus : resserrez le filtre, par promotion ou par campagne.`,
  en: `A pack holds ${MOST_IN_A_PACK} internships at most: narrow the filter, by cohort or by campaign.`,
})
