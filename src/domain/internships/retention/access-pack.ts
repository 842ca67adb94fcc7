import type { ExportRun } from '@prisma/client'
import { z } from 'zod'
import type { Context } from '../../../access/actor.ts'
import { modelOf } from '../../../access/model.ts'
import { shownInstant } from '../../../kit/calendar.ts'
import { csvLines } from '../../../kit/export/csv.ts'
import { type Packed, safeName, zipChunks } from '../../../kit/export/zip.ts'
import { prisma } from '../../../platform/db.ts'
import { refuse } from '../../../platform/errors.ts'
import { readBytes } from '../../../platform/files.ts'
import { eventsInWords } from '../dossier/events.ts'
import { mailsAbout, namesFor } from '../dossier/people.ts'
import { filesOf, type Holding, holdingsOf, idsOf } from './holdings.ts'

/** By the worker: the data as JSON and as tables, what was done about it, mails, files. */
export async function accessPack({ now }: Context, run: ExportRun) {
  const { recordId } = z.object({ recordId: z.uuid() }).parse(run.query)
  const student = await prisma().student.findUnique({ where: { id: recordId }, include: { person: true } })
  if (!student) throw refuse.notFound()
  const who = { studentId: student.id, personId: student.personId }
  const holdings = (await holdingsOf(who)).filter(({ rows }) => rows.length > 0).map(withoutSecrets)
  const name = safeName(`donnees-${student.matricule}`)
  return {
    name: `${name}.zip`,
    mime: 'application/zip',
    chunks: zipChunks(partsOf(who, student.person.email, holdings), now),
  }
}

type Who = Parameters<typeof filesOf>[0]

async function* partsOf(who: Who, email: string | null, holdings: Holding[]): AsyncGenerator<Packed> {
  const ids = idsOf(holdings)
  const names = await namesFor(holdings)
  yield text('LISEZ-MOI.txt', README)
  yield text(
    'donnees.json',
    JSON.stringify(Object.fromEntries(holdings.map(({ model, rows }) => [model, rows])), plain, 2),
  )
  for (const { model, rows } of holdings)
    yield text(`tableaux/${safeName(modelOf(model).plural.fr)}.csv`, tableOf(model, rows))
  const events = await eventsInWords([...ids, who.personId], names)
  yield text(
    'historique.csv',
    csvLines([
      EVENTS,
      ...events.map((one) => [one.at, one.who, one.role, one.what, one.changes.join(' ; '), one.reason]),
    ]),
  )
  const mails = await mailsAbout([], email)
  yield text(
    'courriels.csv',
    csvLines([MAILS, ...mails.map((one) => [shownInstant(one.createdAt), one.recipient, one.subject, one.status])]),
  )
  for (const file of await filesOf(who, ids))
    yield { path: `documents/${file.id.slice(-6)}-${safeName(file.name)}`, bytes: () => readBytes(file) }
}

/** Password prints and keys prove who somebody is; they are nobody’s to read, not even theirs. */
const withoutSecrets = ({ model, rows }: Holding): Holding => {
  const secret = new Set(
    modelOf(model)
      .fields.filter((field) => field.secret)
      .map((field) => field.name),
  )
  const shown = rows.map((row) => ({
    ...Object.fromEntries(Object.entries(row).filter(([name]) => !secret.has(name))),
    id: row.id,
  }))
  return { model, rows: shown }
}

function tableOf(model: Holding['model'], rows: Holding['rows']): string {
  const columns = modelOf(model).fields.filter(
    (field) => !field.via && !field.secret && rows.some((row) => row[field.name] != null),
  )
  const cell = (value: unknown): string =>
    value === null || value === undefined
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value, plain).replace(/^"|"$/g, '')
        : String(value)
  return csvLines([
    columns.map((field) => field.label.fr),
    ...rows.map((row) => columns.map((field) => cell(row[field.name]))),
  ])
}

const plain = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)
const text = (path: string, words: string): Packed => ({ path, bytes: () => Buffer.from(words) })

const EVENTS = ['Date', 'Par', 'Rôle', 'Quoi', 'Ce qui a changé', 'Motif']
const MAILS = ['Date', 'Destinataire', 'Objet', 'État']
const README = `Ce fichier réunit ce que l’école garde sur vous.

donnees.json     toutes les données, lisibles par une machine
tableaux/        les mêmes, un tableau par sujet (à ouvrir avec un tableur)
historique.csv   ce qui a été fait, quand et par qui
courriels.csv    les courriels qui vous ont été envoyés
documents/       les fichiers : ceux que vous avez déposés et ceux de vos dossiers

Pour corriger une donnée ou vous opposer à son usage, écrivez à l’administration de l’école.
`
