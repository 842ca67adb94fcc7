import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { Refusal } from '../errors.ts'
import type { Accepted } from './accept.ts'

const unpack = promisify(inflate)
const MAX_PAGES = 200

/** Whole, at most 200 pages, and with nothing that acts by itself: no script, no launch, no attachment. */
export async function checkPdf(bytes: Buffer): Promise<Accepted> {
  const text = bytes.toString('latin1')
  if (!/startxref\s+\d+\s+%%EOF/.test(text.slice(-2_048))) throw cutShort()
  const objects = await visibleObjects(text, bytes)
  if (/\/Encrypt\b/.test(objects)) throw locked()
  if (/\/(JavaScript|JS|Launch|EmbeddedFiles?|OpenAction|RichMedia)(?![A-Za-z0-9])/.test(objects)) throw active()
  const pages = objects.match(/\/Type\s*\/Page(?![A-Za-z])/g)?.length ?? 0
  if (pages > MAX_PAGES) throw tooLong(pages)
  return { bytes, mime: 'application/pdf', extensions: ['.pdf'] }
}

/** Every dictionary of the document, those packed in object streams too, with `#41` escapes written plainly. */
async function visibleObjects(text: string, bytes: Buffer): Promise<string> {
  const streams = [...text.matchAll(/>>\s*stream\r?\n/g)]
  const parts: string[] = []
  let from = 0
  for (const found of streams) {
    const start = found.index + found[0].length
    if (start < from) continue
    const end = text.indexOf('endstream', start)
    if (end < 0) throw cutShort()
    parts.push(text.slice(from, start))
    if (isObjectStream(text.slice(Math.max(from, found.index - 600), found.index)))
      parts.push(await unpacked(bytes.subarray(start, end)))
    from = end
  }
  parts.push(text.slice(from))
  return parts
    .join('\n')
    .replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

const isObjectStream = (dictionary: string): boolean =>
  /\/Type\s*\/ObjStm/.test(dictionary.slice(dictionary.lastIndexOf(' obj')))

async function unpacked(packed: Buffer): Promise<string> {
  try {
    return (await unpack(packed, { maxOutputLength: 50_000_000 })).toString('latin1')
  } catch {
    // Objects we cannot read are objects we cannot vouch for.
    throw cutShort()
  }
}

const cutShort = () =>
  new Refusal('broken_file', 422, {
    fr: 'Ce PDF est incomplet ou abîmé : il a sans doute été coupé pendant l’envoi. Ouvrez-le pour vérifier et renvoyez-le.',
    en: 'This PDF is incomplete or damaged: it was probably cut while being sent. Open it to check and send it again.',
  })

const locked = () =>
  new Refusal('locked_file', 422, {
    fr: 'Ce PDF est protégé par un mot de passe. Enregistrez-le sans protection et renvoyez-le.',
    en: 'This PDF is protected by a password. Save it without protection and send it again.',
  })

const active = () =>
  new Refusal('active_file', 422, {
    fr: 'Ce PDF contient un script, une action automatique ou une pièce jointe. Réimprimez-le en PDF (« Imprimer », puis « Enregistrer au format PDF ») et renvoyez-le.',
    en: 'This PDF holds a script, an automatic action or an attachment. Print it to PDF again (“Print”, then “Save as PDF”) and send it again.',
  })

const tooLong = (pages: number) =>
  new Refusal('file_too_large', 413, {
    fr: `Ce PDF compte ${pages} pages, le maximum est ${MAX_PAGES}. Envoyez-le en plusieurs fois.`,
    en: `This PDF has ${pages} pages, the most is ${MAX_PAGES}. Send it in several parts.`,
  })
