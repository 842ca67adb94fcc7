import { randomBytes } from 'node:crypto'
import { shownDay } from '../../kit/calendar.ts'
import { stateLabelOf } from '../../kit/enum-label.ts'
import type { Text } from '../../platform/catalogue.ts'
import { prisma } from '../../platform/db.ts'
import { linesOf, progressOf } from './circuit.ts'

export type Verified = { title: Text; lines: { label: Text; value: string | Text }[] }

/** A code for people: twenty letters and figures that nobody mistakes for one another, a hundred bits. */
export const verifyCode = (): string =>
  Array.from(randomBytes(20), (byte) => ALPHABET[byte % ALPHABET.length])
    .join('')
    .replace(/(.{5})(?=.)/g, '$1-')

const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** What anybody who holds a printed document may check: that it is ours, which version, how far it is signed. No name. */
export async function verified(code: string): Promise<Verified | null> {
  const asked = code.trim().toUpperCase()
  if (!/^[2-9A-Z]{5}(-[2-9A-Z]{5}){3}$/.test(asked)) return null
  return (await agreementOf(asked)) ?? (await amendmentOf(asked))
}

async function agreementOf(code: string): Promise<Verified | null> {
  const version = await prisma().agreementVersion.findUnique({
    where: { verifyCode: code },
    include: { agreement: { include: { amendments: { where: { status: 'signed' } } } } },
  })
  if (!version?.sha256) return null
  const { agreement, number } = version
  const current = number === agreement.currentVersion
  const progress = current ? await signed(agreement.id, null) : '—'
  const amended = agreement.amendments.length
  return {
    title: current
      ? {
          fr: `Document authentique, v${number}, signé ${progress}${amended > 0 ? `, ${amended} avenant${amended > 1 ? 's' : ''}` : ''}`,
          en: `Authentic document, v${number}, signed ${progress}${amended > 0 ? `, ${amended} amendment${amended > 1 ? 's' : ''}` : ''}`,
        }
      : {
          fr: `Document authentique, mais remplacé : la version ${agreement.currentVersion} fait foi`,
          en: `Authentic document, but replaced: version ${agreement.currentVersion} counts`,
        },
    lines: [
      ...[
        { label: NUMBER, value: agreement.number ?? '—' },
        { label: VERSION, value: String(number) },
      ],
      { label: STATE, value: stateLabelOf('AgreementStatus', agreement.status) },
      { label: SIGNATURES, value: progress },
      { label: AMENDMENTS, value: String(amended) },
      { label: FROZEN, value: version.generatedAt ? shownDay(version.generatedAt) : '—' },
      { label: HASH, value: version.sha256 },
    ],
  }
}

async function amendmentOf(code: string): Promise<Verified | null> {
  const one = await prisma().amendment.findUnique({ where: { verifyCode: code }, include: { agreement: true } })
  if (!one?.sha256) return null
  const progress = await signed(one.agreementId, one.id)
  const number = one.number ?? 1
  return {
    title: {
      fr: `Avenant authentique, n° ${number}, signé ${progress}`,
      en: `Authentic amendment, no. ${number}, signed ${progress}`,
    },
    lines: [
      { label: NUMBER, value: `${one.agreement.number ?? '—'} / ${number}` },
      { label: STATE, value: stateLabelOf('AmendmentStatus', one.status) },
      { label: SIGNATURES, value: progress },
      { label: FROZEN, value: one.generatedAt ? shownDay(one.generatedAt) : '—' },
      { label: HASH, value: one.sha256 },
    ],
  }
}

async function signed(agreementId: string, amendmentId: string | null): Promise<string> {
  const progress = progressOf(await linesOf(prisma(), { agreementId, amendmentId }))
  return `${progress.signed}/${progress.total}`
}

const NUMBER = { fr: 'Numéro', en: 'Number' }
const VERSION = { fr: 'Version', en: 'Version' }
const STATE = { fr: 'État', en: 'Status' }
const SIGNATURES = { fr: 'Signatures', en: 'Signatures' }
const AMENDMENTS = { fr: 'Avenants signés', en: 'Signed amendments' }
const FROZEN = { fr: 'Document figé le', en: 'Document frozen on' }
const HASH = { fr: 'Empreinte SHA-256 du fichier', en: 'SHA-256 of the file' }
