import type { PieceKind } from '@prisma/client'
import { Decimal } from 'decimal.js'
import { shown } from './duration.ts'
import { same } from './finding.ts'
import type { Judge } from './rules.ts'

/** The programme teaches enough for an internship to be one of its parts (Code de l’éducation D124-2). */
export const teachingHours: Judge = ({ facts, rule }) => {
  const limit = { fr: `${rule.value} h au moins`, en: `${rule.value} h at least` }
  const taught = facts.student.cohort.programme.teachingHours
  if (taught === null)
    return {
      value: same('—'),
      limit,
      holds: 'unknown',
      sentence: {
        fr: 'Le volume d’enseignement de la filière n’est pas saisi : complétez la filière.',
        en: 'The teaching hours of the programme are not known: complete the programme.',
      },
    }
  if (taught >= Number(rule.value)) return { value: same(`${taught} h`), limit, holds: true }
  return {
    value: same(`${taught} h`),
    limit,
    holds: false,
    sentence: {
      fr: `La filière n’enseigne que ${taught} h par an : il en faut ${rule.value} pour qu’un stage en fasse partie.`,
      en: `The programme only teaches ${taught} h a year: ${rule.value} are needed.`,
    },
  }
}

export const weeklyHours: Judge = ({ facts, rule }) => {
  const limit = { fr: `${rule.value} h par semaine`, en: `${rule.value} h a week` }
  if (!facts.weeklyHours) return { value: same('—'), limit, holds: 'unknown', sentence: NO_HOURS }
  const hours = new Decimal(facts.weeklyHours.toString())
  const value = same(`${shown(hours)} h`)
  if (hours.lte(rule.value)) return { value, limit, holds: true }
  return {
    value,
    limit,
    holds: false,
    sentence: {
      fr: `${shown(hours)} h par semaine dépassent la durée légale de ${rule.value} h : réduisez l’horaire.`,
      en: `${shown(hours)} h a week are over the legal ${rule.value} h: reduce them.`,
    },
  }
}

const NO_HOURS = { fr: 'Indiquez les heures par semaine.', en: 'Give the weekly hours.' }

/** A document that must be in the file, read and accepted by the school. */
export const accepted =
  (kind: PieceKind): Judge =>
  async ({ tx, facts, rule }) => {
    const found = await tx.supportingDocument.count({ where: { placementId: facts.id, kind, status: 'accepted' } })
    const limit = { fr: 'pièce acceptée', en: 'document accepted' }
    if (found > 0) return { value: { fr: 'au dossier', en: 'on file' }, limit, holds: true }
    return {
      value: { fr: 'absente', en: 'missing' },
      limit,
      holds: false,
      sentence: {
        fr: `${rule.label} : ajoutez la pièce au dossier de l’affectation, puis acceptez-la.`,
        en: 'Add the document to the placement, then accept it.',
      },
    }
  }
