import type { StoredFile } from '@prisma/client'
import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { Context, PersonActor } from '../access/actor.ts'
import { type ModelName, models } from '../access/model.ts'
import { find } from '../access/select.ts'
import { now } from '../platform/clock.ts'
import { prisma } from '../platform/db.ts'
import { Refusal, refuse } from '../platform/errors.ts'
import { readBytes } from '../platform/files.ts'
import { log } from '../platform/log.ts'
import { requirePerson } from './desk-door.ts'

/** Hands over a file to whoever may read the column that refers to it. Forbidden and missing are one answer. */
export function downloadRouter(): Router {
  const router = Router()
  router.get('/files/:id', requirePerson, download)
  return router
}

const download: RequestHandler<{ id: string }> = async (req, res) => {
  const file = await openedFile(req, res)
  if (!file) throw refuse.notFound()
  if (file.erasedAt) throw ERASED
  // Checked against the digest of the day it came: byte for byte that file, or none.
  const bytes = await readBytes(file).catch(() => {
    throw damaged(file)
  })
  res.attachment(file.name)
  res.set({
    'Content-Type': file.mime,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  })
  res.send(bytes)
}

async function openedFile(req: Request<{ id: string }>, res: Response): Promise<StoredFile | null> {
  const { actor } = res.locals
  if (!actor || !UUID.test(req.params.id)) return null
  const file = await prisma().storedFile.findUnique({ where: { id: req.params.id } })
  if (!file) return null
  const context = { actor, now: now(), requestId: res.locals.requestId, ip: req.ip ?? null, readOnly: true }
  return (await mayRead(context, actor, file)) ? file : null
}

async function mayRead(ctx: Context, actor: PersonActor, file: StoredFile): Promise<boolean> {
  // Not attached to anything yet: only for the one who sent it.
  if (!file.ownerModel || !file.ownerId) return file.uploadedById === actor.personId
  const owner = models.find((model) => model.name === file.ownerModel)
  if (!owner) return false
  const record = await find(ctx, owner.name, file.ownerId)
  // The row holds readable columns only: a column that refers to this file is one they may read.
  return fileColumns(owner.name).some((column) => record?.values[column] === file.id)
}

const fileColumns = (name: ModelName): string[] =>
  models
    .filter((model) => model.name === name)
    .flatMap((model) => model.fields.filter((field) => field.reference?.model === 'StoredFile' || field.file))
    .map((field) => field.name)

const ERASED = new Refusal('erased_file', 410, {
  fr: 'Ce document a été effacé au terme de sa durée de conservation. Son empreinte reste au dossier.',
  en: 'This document was erased at the end of its retention. Its fingerprint stays on file.',
})

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function damaged(file: StoredFile): Refusal {
  log.error({ fileId: file.id }, 'stored file missing or altered')
  return new Refusal('damaged_file', 500, {
    fr: 'Ce fichier est abîmé et ne peut pas être remis. Prévenez l’administration : il faut le restaurer de la sauvegarde.',
    en: 'This file is damaged and cannot be handed over. Tell the administration: it must be restored from the backup.',
  })
}
