/** One A4 page with a few lines of text: a whole PDF in half a kilobyte, for CVs and letters. */
export function smallPdf(lines: string[]): Buffer {
  const text = lines.map((line, i) => `${i === 0 ? '' : '0 -22 Td '}(${escaped(line)}) Tj`).join(' ')
  const content = `BT /F1 14 Tf 72 760 Td ${text} ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  return Buffer.from(assembled(objects), 'latin1')
}

function assembled(objects: string[]): string {
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const at = body.length
    body += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const xref = `xref\n0 ${size}\n0000000000 65535 f \n${table}`
  return `${body}${xref}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
}

// One byte a character, as the font reads it; what it lacks is written plainly
const escaped = (line: string): string =>
  line
    .replaceAll('’', "'")
    .replaceAll('—', '-')
    .replace(/[^\x20-\xff]/g, '?')
    .replace(/[\\()]/g, '\\$&')
