import sharp from 'sharp'
import { Refusal } from '../errors.ts'
import type { Accepted } from './accept.ts'

const formats: Record<string, { format: 'jpeg' | 'png' | 'webp'; extensions: string[] }> = {
  'image/jpeg': { format: 'jpeg', extensions: ['.jpg', '.jpeg'] },
  'image/png': { format: 'png', extensions: ['.png'] },
  'image/webp': { format: 'webp', extensions: ['.webp'] },
}

/** Draws the picture again: upright, first frame, without the metadata that says where a child lives. */
export async function redrawImage(bytes: Buffer, mime: string): Promise<Accepted> {
  const target = formats[mime]
  if (!target) throw unreadable()
  try {
    const redrawn = await sharp(bytes, { limitInputPixels: 25_000_000, failOn: 'error' })
      .autoOrient()
      .toFormat(target.format, { quality: 85 })
      .toBuffer()
    return { bytes: redrawn, mime, extensions: target.extensions }
  } catch (error) {
    if (error instanceof Error && /pixel limit/i.test(error.message)) throw tooManyPixels()
    throw unreadable()
  }
}

const unreadable = () =>
  new Refusal('broken_file', 422, {
    fr: 'Cette image est abîmée ou incomplète. Enregistrez-la à nouveau et renvoyez-la.',
    en: 'This image is damaged or incomplete. Save it again and send it again.',
  })

const tooManyPixels = () =>
  new Refusal('file_too_large', 413, {
    fr: 'Cette image dépasse 25 millions de pixels. Réduisez-la et renvoyez-la.',
    en: 'This image is over 25 million pixels. Make it smaller and send it again.',
  })
