import { createHash, randomBytes } from 'node:crypto'
import { mkdir, stat, statfs } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Readable } from 'node:stream'
import type { StoredFile } from '@prisma/client'
import { config } from './config.ts'
import { sha256 } from './crypto.ts'
import type { Tx } from './db.ts'
import { newKey, openBytes, sealBytes, unwrapKey, wrapKey } from './envelope.ts'
import { Refusal } from './errors.ts'
import { diskStore, type FileStore } from './file-store.ts'
import { acceptUpload, type Format } from './upload/accept.ts'

export type Upload = { path: string; name: string; size: number }
type Owner = { model: string; id: string }
type StoreOptions = {
  accept: readonly Format[]
  owner?: Owner
  uploadedById?: string
  maxBytes?: number
  /** Its bytes are encrypted before they reach the disk, and its name, which may tell what it is, is not kept */
  sealed?: boolean
}

/**
 * Keeps a file somebody sent. What it is comes from its bytes, never from its name; images are drawn again, so that neither
 * the place where a photo was taken nor a passenger in the file survives. Refuses with a sentence, keeps nothing then.
 */
export async function storeFile(tx: Tx, upload: Upload, options: StoreOptions): Promise<StoredFile> {
  const size = (await stat(upload.path)).size
  await refuseFullDisk()
  if (options.uploadedById) await refuseOverQuota(tx, options.uploadedById, size)
  const accepted = await acceptUpload(upload.path, size, options.accept, options.maxBytes)
  const name = cleanName(options.sealed ? 'piece' : upload.name, accepted.extensions)
  return keep(tx, accepted.bytes, {
    name,
    mime: accepted.mime,
    owner: options.owner,
    uploadedById: options.uploadedById,
    sealed: options.sealed === true,
  })
}

/** Keeps bytes we made ourselves: a frozen document, an export. */
export function storeBytes(
  tx: Tx,
  bytes: Buffer,
  file: { name: string; mime: string; owner?: Owner; uploadedById?: string; sealed?: boolean },
): Promise<StoredFile> {
  return keep(tx, bytes, { ...file, name: cleanName(file.name, [extname(file.name)]) })
}

/** Keeps a long file as it is made, outside of any transaction; the caller writes its row, or removes its bytes. */
export async function storeChunks(chunks: AsyncIterable<Buffer>): Promise<Kept & { size: number }> {
  await refuseFullDisk()
  const storageKey = randomBytes(16).toString('hex')
  const digest = createHash('sha256')
  let size = 0
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      digest.update(chunk)
      size += chunk.length
      yield chunk
    }
  }
  await store.write(storageKey, counted())
  return { storageKey, sha256: digest.digest('hex'), size }
}

type Kept = Pick<StoredFile, 'storageKey' | 'sha256'> & { wrappedKey?: string | null }

/** The bytes as a stream, for a download. */
export const openFile = (file: Pick<StoredFile, 'storageKey'>): Readable => store.read(file.storageKey)

/** The bytes in memory, checked against what was written down when they came. */
export async function readBytes(file: Kept): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of store.read(file.storageKey)) parts.push(Buffer.from(part))
  const stored = Buffer.concat(parts)
  const bytes = file.wrappedKey ? openBytes(unwrapKey(file.wrappedKey, placeOf(file)), stored, placeOf(file)) : stored
  if (sha256(bytes) !== file.sha256) throw new Error(`The bytes of ${file.storageKey} are not those that were stored`)
  return bytes
}

const placeOf = ({ storageKey }: Pick<StoredFile, 'storageKey'>): string => `StoredFile:${storageKey}`

export const removeBytes = (file: Pick<StoredFile, 'storageKey'>): Promise<void> => store.remove(file.storageKey)

const store: FileStore = diskStore

type Meta = { name: string; mime: string; owner?: Owner; uploadedById?: string; sealed?: boolean }

async function keep(tx: Tx, bytes: Buffer, { name, mime, owner, uploadedById, sealed }: Meta): Promise<StoredFile> {
  const storageKey = randomBytes(16).toString('hex')
  const key = sealed ? newKey() : null
  const place = placeOf({ storageKey })
  const wrappedKey = key ? wrapKey(key, place) : null
  const written = wrappedKey ? Buffer.from(sealBytes(unwrapKey(wrappedKey, place), bytes, place)) : bytes
  // Bytes first: a row without bytes would be a loss, bytes without a row are only litter that the purge sweeps.
  await store.write(storageKey, written)
  const where = { ownerModel: owner?.model ?? null, ownerId: owner?.id ?? null, uploadedById: uploadedById ?? null }
  return tx.storedFile.create({
    data: { name, mime, size: bytes.length, sha256: sha256(bytes), storageKey, wrappedKey, ...where },
  })
}

const MB = 1_048_576
const QUOTA = { bytes: 200 * MB, files: 500 }

async function refuseOverQuota(tx: Tx, personId: string, size: number): Promise<void> {
  const kept = await tx.storedFile.aggregate({ where: { uploadedById: personId }, _sum: { size: true }, _count: true })
  if (kept._count < QUOTA.files && (kept._sum.size ?? 0) + size <= QUOTA.bytes) return
  throw new Refusal('quota', 413, {
    fr: 'Vous avez déposé 500 fichiers ou 200 Mo, le maximum par personne. Demandez à l’administration d’en retirer.',
    en: 'You have uploaded 500 files or 200 MB, the limit for one person. Ask the administration to remove some.',
  })
}

/** A full disk stops PostgreSQL itself: uploads are refused long before. */
async function refuseFullDisk(): Promise<void> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o711 })
  const { bavail, blocks, bsize } = await statfs(config.dataDir)
  if (bavail * bsize >= Math.min(2_048 * MB, (blocks * bsize) / 10)) return
  throw new Refusal('disk_full', 507, {
    fr: 'Le serveur n’a presque plus de place : ce fichier n’a pas été gardé. Prévenez l’administration.',
    en: 'The server is almost full: this file was not kept. Tell the administration.',
  })
}

/** A name a person recognises and no system misreads: no path, no control character, the extension of what it is. */
function cleanName(given: string, extensions: string[]): string {
  const base = given.normalize('NFC').split(/[/\\]/).pop() ?? ''
  const plain = base
    .replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '')
    .replace(/^[.\s]+/, '')
    .trim()
  const extension = extname(plain).toLowerCase()
  const stem = plain.slice(0, plain.length - extension.length).slice(0, 150) || 'fichier'
  return extensions.includes(extension) ? `${stem}${extension}` : `${stem}${extensions[0] ?? ''}`
}
