import { Refusal } from '../../platform/errors.ts'

/** What Excel opens without groaning. */
export const MOST_XLSX_ROWS = 500_000

/** A list that somebody prints: forty pages. */
export const MOST_PDF_ROWS = 1_000

const fr = (n: number) => n.toLocaleString('fr-FR')
const en = (n: number) => n.toLocaleString('en')

/** Why a list does not leave as a file, and what to do instead. */
export const refusals = {
  nothing: () =>
    new Refusal('export_empty', 422, {
      fr: 'Cette liste est vide : il n’y a rien à exporter. Élargissez le filtre, ou demandez un fichier avec les seuls titres des colonnes.',
      en: 'This list is empty: there is nothing to export. Widen the filter, or ask for a file with the headings alone.',
    }),
  tooManyForExcel: (rows: number) =>
    new Refusal('export_too_large', 422, {
      fr: `La liste a ${fr(rows)} lignes, un classeur en accepte ${fr(MOST_XLSX_ROWS)}. Exportez en CSV, ou resserrez le filtre.`,
      en: `The list has ${en(rows)} rows, a workbook takes ${en(MOST_XLSX_ROWS)}. Export as CSV, or narrow the filter.`,
    }),
  tooManyForPaper: (rows: number) =>
    new Refusal('export_too_large', 422, {
      fr: `La liste a ${fr(rows)} lignes, une liste PDF en accepte ${fr(MOST_PDF_ROWS)}. Resserrez le filtre, ou exportez en CSV ou en classeur.`,
      en: `The list has ${en(rows)} rows, a PDF list takes ${en(MOST_PDF_ROWS)}. Narrow the filter, or export as CSV or as a workbook.`,
    }),
  tooManyTicked: (most: number) =>
    new Refusal('export_too_large', 422, {
      fr: `Vous avez coché plus de ${fr(most)} lignes. Décochez tout, resserrez plutôt la liste par un filtre, puis exportez-la.`,
      en: `You ticked more than ${en(most)} rows. Untick them, narrow the list with a filter instead, then export it.`,
    }),
  tooOften: () =>
    new Refusal('export_quota', 429, {
      fr: 'Vous avez déjà exporté 30 listes en 24 heures. Réessayez demain, ou demandez à l’administration.',
      en: 'You have already exported 30 lists in 24 hours. Try again tomorrow, or ask the administration.',
    }),
  over: () =>
    new Refusal('export_over', 404, {
      fr: 'Ce lien de téléchargement n’est plus valable. Revenez à la liste et relancez l’export.',
      en: 'This download link is no longer valid. Go back to the list and export again.',
    }),
}
