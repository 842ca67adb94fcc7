import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { config } from '../../src/platform/config.ts'
import type { Upload } from '../../src/platform/files.ts'

/** A file as the body parser leaves it: bytes in a temporary place, and the name the sender gave. */
export function upload(name: string, bytes: Buffer | string): Upload {
  const path = join(mkdtempSync(join(config.dataDir, 'upload-')), 'file')
  writeFileSync(path, bytes)
  return { path, name, size: Buffer.byteLength(bytes) }
}

/** A small PDF, whole and quiet; `extra` goes into its catalogue, `pages` repeats its page. */
export function samplePdf({ extra = '', pages = 1 } = {}): Buffer {
  const kids = Array.from({ length: pages }, (_, index) => `${3 + index} 0 R`).join(' ')
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${extra} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    ...Array.from({ length: pages }, () => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>'),
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const at = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  text += `xref\n0 ${size}\n0000000000 65535 f \n${table}`
  return Buffer.from(
    `${text}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.indexOf('xref\n0 ')}\n%%EOF\n`,
    'latin1',
  )
}
