import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { DocumentKind } from '@prisma/client'
import { sha256 } from '../../../platform/crypto.ts'
import { prisma } from '../../../platform/db.ts'
import { render, renderWritten } from '../../../platform/render.ts'

type Words = Record<string, unknown>
export type Printed = {
  html: string
  /** Which words were printed: kept with the document and said at its foot */
  templateVersion: string
}

/**
 * A document with the words of its campaign: the template published for it in its language, else the one published for
 * every campaign, else the house’s file. What is frozen once is never asked again.
 */
export async function printed(kind: DocumentKind, campaignId: string, words: Words): Promise<Printed> {
  const { documentLanguage: language } = await prisma().campaign.findUniqueOrThrow({ where: { id: campaignId } })
  const published = await prisma().documentTemplate.findMany({
    where: { kind, language, status: 'published', OR: [{ campaignId }, { campaignId: null }] },
    include: { versions: { orderBy: { number: 'desc' }, take: 1 } },
  })
  const chosen = published.find((one) => one.campaignId === campaignId) ?? published[0]
  const version = chosen?.versions[0]
  if (!chosen || !version) return { html: render(`documents/${kind}`, words, 'fr'), templateVersion: fileVersion(kind) }
  return {
    html: renderWritten(version.body, words, language),
    templateVersion: `${chosen.name} v${version.number} (${version.sha256.slice(0, 12)})`,
  }
}

/** The house’s own template: where a new one starts, and what is printed when nobody wrote another. */
export const houseTemplate = (kind: DocumentKind): string => readFileSync(pathOf(`${kind}.hbs`), 'utf8')

/** The example beside it: invented people, every name filled in. */
export const sampleWords = (kind: DocumentKind): Words => JSON.parse(readFileSync(pathOf(`${kind}.json`), 'utf8'))

/** A file by its own fingerprint, so that nobody has to remember to number it. */
export const fileVersion = (kind: DocumentKind): string => sha256(houseTemplate(kind)).slice(0, 12)

const pathOf = (file: string): string =>
  fileURLToPath(new URL(`../../../../templates/documents/${file}`, import.meta.url))
