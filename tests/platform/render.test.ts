import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { renderMail } from '../../src/platform/render.ts'
import { typeset } from '../../src/platform/typeset.ts'

const data = { seq: 12, at: new Date('2026-03-02T08:05:00Z'), hash: 'a'.repeat(64), anchor: 'b'.repeat(64) }

test('a mail has its subject, its page and its plain text, in French', () => {
  const mail = renderMail('anchor.sealed', data, 'fr')
  expect(mail.subject).toBe('Journal scellé jusqu’au n° 12')
  expect(mail.html).toContain('<html lang="fr">')
  expect(mail.html).toContain('Ce message est envoyé par le back-office de l’école')
  expect(mail.text).toContain('scellé jusqu’à l’événement n° 12, le 2 mars 2026')
  expect(mail.text).not.toMatch(/<|&nbsp;|\{\{/)
})

test('the same mail in English', () => {
  const mail = renderMail('anchor.sealed', data, 'en')
  expect(mail.subject).toBe('Event log sealed up to no. 12')
  expect(mail.html).toContain('Replies are not read')
})

test('a tag in a value is text, in the page as in the subject', () => {
  const mail = renderMail('anchor.sealed', { ...data, seq: '<script>alert(1)</script>' }, 'fr')
  expect(mail.html).not.toContain('<script>')
  expect(mail.html).toContain('&lt;script&gt;')
  expect(mail.text).toContain('<script>alert(1)</script>')
})

test('a subject stays on one line whatever is put in it', () => {
  expect(renderMail('anchor.sealed', { ...data, seq: '1\r\nBcc: all@horizon.demo' }, 'fr').subject).not.toMatch(
    /[\r\n]/,
  )
})

test('a value that is missing is an error, not a hole', () => {
  expect(() => renderMail('anchor.sealed', { ...data, hash: undefined }, 'fr')).not.toThrow()
  const { hash: _, ...incomplete } = data
  expect(() => renderMail('anchor.sealed', incomplete, 'fr')).toThrow(/hash/)
})

test('no template prints anything without escaping it', () => {
  const files = readdirSync('templates', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.hbs'))
  expect(files.length).toBeGreaterThan(3)
  expect(files.filter((name) => /\{\{\{|\{\{~?&/.test(readFileSync(`templates/${name}`, 'utf8')))).toEqual([])
})

test('a French document is set as a printer sets it: what belongs together stays on one line, tags are left alone', () => {
  const html = typeset('<style>a { b : c }</style><p title="x ; y">Le stage ; « pour 7 heures » : 4,50 € (n° 12) ?</p>')
  expect(html).toBe(
    '<style>a { b : c }</style><p title="x ; y">Le stage\u00a0; «\u00a0pour 7\u00a0heures\u00a0»\u00a0: 4,50\u00a0€ (n°\u00a012)\u00a0?</p>',
  )
})
