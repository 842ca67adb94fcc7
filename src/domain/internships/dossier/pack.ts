import type { ExportRun } from '@prisma/client'
import { z } from 'zod'
import type { Context } from '../../../access/actor.ts'
import { find } from '../../../access/select.ts'
import { shownInstant } from '../../../kit/calendar.ts'
import { type Packed, packLater, safeName, zipChunks } from '../../../kit/export/zip.ts'
import { verbOf } from '../../../kit/flow.ts'
import { prisma } from '../../../platform/db.ts'
import { refuse } from '../../../platform/errors.ts'
import { readBytes } from '../../../platform/files.ts'
import { renderPdf } from '../../../platform/pdf.ts'
import { render } from '../../../platform/render.ts'
import { eventsInWords } from './events.ts'
import { type Part, partsOf } from './parts.ts'
import { mailsAbout, namesFor } from './people.ts'

/** Asked for by whoever must answer in a dispute: the history says who did, and why. */
export const packVerb = verbOf('Placement')({
  label: { fr: 'Dossier complet (litige)', en: 'Complete file (dispute)' },
  from: 'any',
  to: null,
  roles: ['internship_officer'],
  needsReason: true,
  done: {
    fr: 'Le dossier se prépare : vous serez prévenu, il sera dans vos exports.',
    en: 'The file is being made: you will be told, it will be in your exports.',
  },
  body: async ({ tx, ctx, record }) => ({
    note: {
      exportRunId: await packLater(tx, ctx, {
        model: 'Placement',
        recordId: record.id,
        verb: 'pack',
        job: 'placement.pack',
      }),
    },
  }),
})

/**
 * The whole file of an internship for a dispute: every event in words, every document with its fingerprint, every mail with
 * the proof that it left, as one PDF to read and the documents themselves beside it.
 */
export async function dossierPack(ctx: Context, run: ExportRun) {
  const { recordId } = z.object({ recordId: z.uuid() }).parse(run.query)
  // With the rights that whoever asked has now
  const placement = await find(ctx, 'Placement', recordId)
  if (!placement) throw refuse.notFound()
  const parts = await partsOf(recordId)
  const name = safeName(`dossier-${placement.title}`)
  return {
    name: `${name}.zip`,
    mime: 'application/zip',
    chunks: zipChunks(packed(ctx, placement.title, parts), ctx.now),
  }
}

async function* packed(ctx: Context, title: string, parts: Part[]): AsyncGenerator<Packed> {
  const ids = parts.flatMap(({ rows }) => rows.map(({ id }) => id))
  const [names, files, mails] = await Promise.all([namesFor(parts), filesIn(ids), mailsAbout(ids, null)])
  const events = await eventsInWords(ids, names)
  const documents = files.map((file) => ({
    ...{ name: file.name, sha256: file.sha256, at: shownInstant(file.createdAt), path: pathOf(file) },
    erased: file.erasedAt ? shownInstant(file.erasedAt) : null,
  }))
  const who = ctx.actor.kind === 'person' ? ctx.actor.name : 'Préau'
  const html = render(
    'lists/dossier',
    {
      ...{ title, who, at: shownInstant(ctx.now), documents },
      events: events.map((one) => ({ ...one, by: one.role ? `${one.who} (${one.role})` : one.who })),
      mails: mails.map((one) => ({
        ...{
          at: shownInstant(one.createdAt),
          recipient: one.recipient,
          subject: one.subject,
          messageId: one.messageId,
        },
        sent: one.sentAt
          ? `parti le ${shownInstant(one.sentAt)}`
          : one.status === 'failed'
            ? `en échec : ${one.lastError ?? ''}`
            : 'en attente',
      })),
    },
    'fr',
  )
  yield { path: 'dossier.pdf', bytes: () => renderPdf(html, { footer: `Dossier — ${title}` }) }
  for (const file of files) if (!file.erasedAt) yield { path: pathOf(file), bytes: () => readBytes(file) }
  yield {
    path: 'empreintes-sha256.txt',
    bytes: () => Buffer.from(documents.map((one) => `${one.sha256}  ${one.path}\n`).join('')),
  }
}

const filesIn = (ids: string[]) =>
  prisma().storedFile.findMany({ where: { ownerId: { in: ids } }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })

const pathOf = ({ id, name }: { id: string; name: string }): string => `documents/${id.slice(-6)}-${safeName(name)}`
