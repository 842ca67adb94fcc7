import { z } from 'zod'
import type { KnownSetting } from './settings.ts'

const francs = z.coerce.number().int().min(0).max(10_000_000)

/** Who approves what leaves a cash box, and from which sum a receipt is required. */
export const cashSettings = {
  'cash.treasurerLimit': {
    label: {
      fr: 'Caisse : le trésorier approuve jusqu’à (F CFA)',
      en: 'Cash box: treasurer approves up to (CFA francs)',
    },
    help: {
      fr: 'Une dépense avec sa pièce, jusqu’à cette somme comprise, peut être approuvée par le trésorier s’il n’en est pas l’auteur.',
      en: 'An expense with its receipt, up to this sum included, may be approved by the treasurer when they did not write it.',
    },
    kind: 'number',
    fallback: '5000',
    check: francs,
    refusal: { fr: 'Une somme entière, de 0 à 10 000 000.', en: 'A whole sum, from 0 to 10,000,000.' },
  },
  'cash.leadLimit': {
    label: { fr: 'Caisse : le responsable approuve jusqu’à (F CFA)', en: 'Cash box: lead approves up to (CFA francs)' },
    help: {
      fr: 'Au-delà, c’est l’Amicale qui approuve.',
      en: 'Beyond, the student union approves.',
    },
    kind: 'number',
    fallback: '50000',
    check: francs,
    refusal: { fr: 'Une somme entière, de 0 à 10 000 000.', en: 'A whole sum, from 0 to 10,000,000.' },
  },
  'cash.receiptFrom': {
    label: { fr: 'Caisse : pièce exigée au-delà de (F CFA)', en: 'Cash box: receipt required above (CFA francs)' },
    help: {
      fr: 'Une dépense plus grande sans pièce est signalée « sans pièce », et comptée chaque mois.',
      en: 'A larger expense without a receipt is flagged “without receipt”, and counted every month.',
    },
    kind: 'number',
    fallback: '2000',
    check: francs,
    refusal: { fr: 'Une somme entière, de 0 à 10 000 000.', en: 'A whole sum, from 0 to 10,000,000.' },
  },
} satisfies Record<string, KnownSetting>
