import type { StoredFile } from '@prisma/client'
import type { Request, Response } from 'express'
import { readBytes } from '../platform/files.ts'
import { sendPage } from './page.ts'

/** A paper behind a link, byte for byte the one that was stored; nothing there is the page of a dead link. */
export async function sendFile(file: StoredFile | null | undefined, req: Request, res: Response): Promise<void> {
  if (!file) return sendPage(req, res.status(404), 'link-dead', {})
  const bytes = await readBytes(file)
  res.attachment(file.name)
  res.set({ 'Content-Type': file.mime, 'Content-Security-Policy': "sandbox; default-src 'none'" })
  res.send(bytes)
}
