import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { type Context, hasRole } from '../../access/actor.ts'
import type { ModelName } from '../../access/model.ts'
import { newId } from '../../platform/crypto.ts'
import type { Prisma, Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { enqueue } from '../../platform/queue.ts'

/** One file of a pack: its path inside, and its bytes, read when their turn comes. */
export type Packed = { path: string; bytes: () => Promise<Buffer> | Buffer }

/** Gives a pack to the worker; its owner fetches it from their exports, while they still hold `verb`. */
export async function packLater(
  tx: Tx,
  ctx: Context,
  pack: { model: ModelName; recordId: string; verb: string; job: string; at?: string },
): Promise<string> {
  const { actor } = ctx
  if (actor.kind !== 'person' || !hasRole(actor, 'admin', 'internship_officer')) throw refuse.notFound()
  const { model, job, ...query } = pack
  const id = newId()
  const createdById = actor.personId
  await tx.exportRun.create({ data: { id, model, format: 'zip', query: query as Prisma.InputJsonObject, createdById } })
  await enqueue(tx, job, { exportRunId: id, accountId: actor.accountId }, { key: id })
  return id
}

/** The pack as it is made, one file in memory at a time: the next is asked for once this one has left. */
export async function* zipChunks(files: Iterable<Packed> | AsyncIterable<Packed>, mtime: Date): AsyncGenerator<Buffer> {
  const zip = new ZipFile()
  const out = zip.outputStream.pipe(new PassThrough())
  const put = ({ path, bytes }: Packed) =>
    new Promise<void>((left, failed) => {
      // A PDF is packed already
      zip.addReadStreamLazy(path, { compress: !path.endsWith('.pdf'), mtime }, (give) => {
        Promise.resolve()
          .then(bytes)
          .then((found) => give(null, Readable.from([found]).once('end', left)), failed)
      })
    })
  const fill = async () => {
    for await (const file of files) await put(file)
    zip.end()
  }
  const filled = fill().catch((error: Error) => void out.destroy(error))
  for await (const chunk of Readable.from(out)) yield Buffer.from(chunk)
  await filled
}

/** A name that every system accepts, with what people recognise in it. */
export const safeName = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}"<>|:*?/\\]/gu, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .replace(/\s+/g, ' ')
    .slice(0, 100) || 'fichier'
