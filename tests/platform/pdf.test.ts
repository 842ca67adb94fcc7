import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { config } from '../../src/platform/config.ts'
import { closePdf, renderPdf } from '../../src/platform/pdf.ts'

afterAll(closePdf)

const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0

test('a document is an A4 PDF with its own fonts inside, on a machine that has none', async () => {
  const pdf = await renderPdf('<h1>Convention de stage n° 1</h1><p>Été, œuvre, ’ “ê”, 4,50 €</p>')
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45]\.\d+ 84[12]/)
  expect(pdf.toString('latin1')).toContain('OpenSans')
})

test('a long document runs over several numbered pages', async () => {
  const short = await renderPdf('<p>une page</p>')
  const long = await renderPdf(`${'<p style="break-after:page">un</p>'.repeat(4)}<p>fin</p>`, {
    footer: 'CONV-2026 <1>',
  })
  expect(pagesOf(short)).toBe(1)
  expect(pagesOf(long)).toBe(5)
})

test('nothing is fetched: no address, no file of the server, no script', async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end('x')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const secret = join(config.dataDir, 'secret.html')
  writeFileSync(secret, '<h1 style="break-before:page">SECRET</h1>'.repeat(3))
  const pdf = await renderPdf(`
    <link rel="stylesheet" href="${origin}/style.css"><script src="${origin}/script.js"></script>
    <style>@import '${origin}/import.css'; body { background: url(${origin}/bg.png) }</style>
    <img src="${origin}/image.png"><iframe src="file://${secret}"></iframe><iframe src="${origin}/frame"></iframe>
    <meta http-equiv="refresh" content="0;url=${origin}/refresh">
    <script>document.body.innerHTML = '<p style="break-after:page">script</p>'.repeat(9)</script><p>fin</p>`)
  await new Promise<void>((closed) => server.close(() => closed()))
  expect(asked).toEqual([])
  expect(pagesOf(pdf)).toBe(1)
})

test('twenty documents asked at once all come', async () => {
  const pdfs = await Promise.all(Array.from({ length: 20 }, (_, index) => renderPdf(`<p>${index}</p>`)))
  expect(pdfs.every((pdf) => pagesOf(pdf) === 1)).toBe(true)
})
