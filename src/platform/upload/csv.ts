import { Refusal } from '../errors.ts'
import type { Accepted } from './accept.ts'

/** A CSV has no signature: it is text, and it is not a page in disguise. */
export async function checkCsv(bytes: Buffer): Promise<Accepted> {
  const start = bytes
    .subarray(0, 1_024)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
  if (bytes.includes(0) || /^<(!doctype|\?xml|html|svg|script)/i.test(start)) {
    throw new Refusal('wrong_file_type', 422, {
      fr: 'Ce fichier n’est pas un CSV, quel que soit son nom. Dans Excel : « Enregistrer sous », puis « CSV ».',
      en: 'This file is not a CSV, whatever its name. In Excel: “Save as”, then “CSV”.',
    })
  }
  return { bytes, mime: 'text/csv', extensions: ['.csv', '.txt'] }
}
