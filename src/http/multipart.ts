import { createWriteStream } from 'node:fs'
import { basename, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import busboy, { type FileInfo } from 'busboy'
import type { Request } from 'express'
import { randomToken } from '../platform/crypto.ts'
import { Refusal } from '../platform/errors.ts'
import type { UploadedFile } from './locals.ts'

export type FormLimits = { fields: number; fieldBytes: number; files: number; fileBytes: number }
export type Received = { fields: Record<string, unknown>; files: Record<string, UploadedFile> }

/** Reads a form, multipart or not. Without `folder` no file is accepted, and none is written. */
export async function receiveForm(req: Request, limits: FormLimits, folder?: () => Promise<string>): Promise<Received> {
  try {
    if (Number(req.headers['content-length'] ?? 0) > roomFor(limits)) throw tooLarge(limits)
    // The folder is ready before the first byte: a part that nobody listens to would be lost.
    return await receive(req, limits, isMultipart(req) ? await folder?.() : undefined)
  } catch (error) {
    await drain(req)
    throw error instanceof Refusal ? error : cutShort()
  }
}

const isMultipart = (req: Request): boolean => (req.headers['content-type'] ?? '').startsWith('multipart/')

/** The files, and what surrounds them: names, boundaries, a few fields. */
const roomFor = (limits: FormLimits): number => limits.fileBytes + 4 * 1024 * 1024

function receive(req: Request, limits: FormLimits, folder: string | undefined): Promise<Received> {
  return new Promise((resolve, reject) => {
    const received: Received = { fields: {}, files: {} }
    const writing: Promise<void>[] = []
    const room = { left: limits.fileBytes }
    const form = busboy({
      headers: req.headers,
      defParamCharset: 'utf8',
      limits: { fields: limits.fields, fieldSize: limits.fieldBytes, fieldNameSize: 200, files: limits.files },
    })
    const giveUp = (error: unknown) => {
      req.unpipe(form)
      reject(error)
      // Closes the file that was being written.
      form.destroy()
    }
    form.on('field', (name, value, info) => {
      if (info.valueTruncated || info.nameTruncated) return giveUp(tooLong())
      if (isTrap(name)) return giveUp(cutShort())
      received.fields[name] = value
    })
    form.on('file', (name, stream, info) => {
      if (!info.filename) return stream.resume()
      if (!folder || isTrap(name)) return giveUp(unexpectedFile())
      writing.push(
        keepFile(stream, info, folder, room, limits).then((file) => {
          received.files[name] = file
        }, giveUp),
      )
    })
    form.on('filesLimit', () => giveUp(limits.files === 0 ? unexpectedFile() : tooLarge(limits)))
    form.on('fieldsLimit', () => giveUp(tooLong()))
    form.on('error', giveUp)
    form.on('close', () => Promise.all(writing).then(() => resolve(received), reject))
    req.on('aborted', () => giveUp(cutShort()))
    req.pipe(form)
  })
}

// « __proto__ » as a field name would write on every object that AdminJS unflattens.
const isTrap = (name: string): boolean => /(^|\.)(__proto__|constructor|prototype)(\.|$)/.test(name)

async function keepFile(
  stream: Readable,
  info: FileInfo,
  folder: string,
  room: { left: number },
  limits: FormLimits,
): Promise<UploadedFile> {
  const path = join(folder, randomToken(16))
  const file = { path, name: safeName(info.filename), size: 0, type: info.mimeType }
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      file.size += chunk.length
      room.left -= chunk.length
      if (room.left < 0) done(tooLarge(limits))
      else done(null, chunk)
    },
  })
  await pipeline(stream, meter, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  return file
}

/** The name a person gave, for them to recognise; never a path. */
function safeName(given = ''): string {
  const name = basename(given.replaceAll('\\', '/'))
  // \p{Cf}: a letter that turns the reading direction makes « cv\u202Efdp.exe » look like a PDF.
  return name.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(-200) || 'fichier'
}

/** Reads the rest to nowhere, a while: a browser only looks at the answer once it has sent everything. */
export async function drain(req: Request): Promise<void> {
  if (req.readableEnded || req.destroyed) return
  req.resume()
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, 10_000)
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    req.once('end', done).once('close', done).once('error', done)
  })
}

const tooLarge = (limits: FormLimits) =>
  new Refusal('too_large', 413, {
    fr: `Cet envoi dépasse ${Math.floor(limits.fileBytes / 1024 / 1024)} Mo : rien n’a été enregistré. Choisissez un fichier plus léger, ou réduisez-le avant de l’envoyer.`,
    en: `This is larger than ${Math.floor(limits.fileBytes / 1024 / 1024)} MB: nothing was saved. Choose a smaller file, or reduce it first.`,
  })

const tooLong = () =>
  new Refusal('too_large', 413, {
    fr: 'Un des textes est trop long : rien n’a été enregistré. Raccourcissez-le et recommencez.',
    en: 'One of the texts is too long: nothing was saved. Shorten it and try again.',
  })

const unexpectedFile = () =>
  new Refusal('unexpected_file', 422, {
    fr: 'Cette page ne reçoit pas de fichier : rien n’a été fait.',
    en: 'This page takes no file: nothing was done.',
  })

const cutShort = () =>
  new Refusal('cut_short', 400, {
    fr: 'L’envoi s’est arrêté en route : rien n’a été enregistré. Vérifiez votre connexion et recommencez.',
    en: 'The transfer stopped on its way: nothing was saved. Check your connection and try again.',
  })
