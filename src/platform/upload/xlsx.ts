import { Refusal } from '../errors.ts'
import { inflate, listEntries, ZipFault } from '../zip.ts'
import type { Accepted } from './accept.ts'

/** A workbook is a ZIP: whole, not a bomb, without macros nor links to other files. */
export async function checkXlsx(bytes: Buffer): Promise<Accepted> {
  try {
    const entries = listEntries(bytes)
    if (entries.some(({ name }) => /vbaProject|externalLinks\//i.test(name))) throw active()
    // What the directory declares may be a lie: each is unpacked, and stopped as soon as it is too much
    for (const entry of entries) await inflate(entry)
  } catch (error) {
    throw error instanceof ZipFault ? FAULTS[error.kind]() : error
  }
  return { bytes, mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extensions: ['.xlsx'] }
}

const broken = () =>
  new Refusal('broken_file', 422, {
    fr: 'Ce classeur est incomplet ou abîmé. Ouvrez-le dans Excel, enregistrez-le et renvoyez-le.',
    en: 'This workbook is incomplete or damaged. Open it in Excel, save it and send it again.',
  })

const bomb = () =>
  new Refusal('file_too_large', 413, {
    fr: 'Une fois ouvert, ce classeur dépasse 100 Mo. Gardez seulement les feuilles et les lignes utiles.',
    en: 'Once opened, this workbook is over 100 MB. Keep only the sheets and rows you need.',
  })

const active = () =>
  new Refusal('active_file', 422, {
    fr: 'Ce classeur contient des macros ou des liens vers d’autres fichiers. Enregistrez-le en .xlsx simple et renvoyez-le.',
    en: 'This workbook holds macros or links to other files. Save it as a plain .xlsx and send it again.',
  })

const FAULTS = { bomb, cut: broken, locked: broken }
