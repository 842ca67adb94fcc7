import { Refusal } from '../../platform/errors.ts'

const refusal = (code: string, fr: string, en: string) => new Refusal(`import_${code}`, 422, { fr, en })

/** What is wrong with a file as a whole, and what its owner can do about it. Nothing has been read or written yet. */
export const unreadable = {
  empty: () =>
    refusal(
      'empty',
      'Ce fichier est vide. Vérifiez que vous avez choisi le bon fichier, puis envoyez-le à nouveau.',
      'This file is empty. Check that you chose the right one, then send it again.',
    ),
  tooLarge: (megabytes: number, limit: number) =>
    refusal(
      'too_large',
      `Ce fichier pèse ${megabytes} Mo, la limite est de ${limit} Mo. Découpez-le en plusieurs fichiers, ou retirez-en les images et les colonnes inutiles.`,
      `This file weighs ${megabytes} MB, the limit is ${limit} MB. Split it, or remove its pictures and useless columns.`,
    ),
  wrongType: () =>
    refusal(
      'wrong_type',
      'Ce fichier n’est pas un tableau. Envoyez un fichier Excel (.xlsx) ou CSV (.csv) : dans Excel, « Enregistrer sous » puis « Classeur Excel (.xlsx) ».',
      'This file is not a table. Send an Excel (.xlsx) or CSV (.csv) file: in Excel, “Save as” then “Excel workbook (.xlsx)”.',
    ),
  oldExcel: () =>
    refusal(
      'old_excel',
      'Ce fichier est un ancien classeur (.xls). Ouvrez-le dans Excel, puis « Enregistrer sous » au format « Classeur Excel (.xlsx) ».',
      'This is an old workbook (.xls). Open it in Excel, then save it as “Excel workbook (.xlsx)”.',
    ),
  locked: () =>
    refusal(
      'locked',
      'Ce classeur est protégé par un mot de passe. Ouvrez-le dans Excel, retirez le mot de passe (« Fichier », « Informations », « Protéger le classeur »), enregistrez-le, puis renvoyez-le.',
      'This workbook is protected by a password. Open it in Excel, remove the password (“File”, “Info”, “Protect workbook”), save it, then send it again.',
    ),
  openDocument: () =>
    refusal(
      'open_document',
      'Ce fichier vient de LibreOffice (.ods). Ouvrez-le, puis « Enregistrer sous » au format .xlsx ou CSV.',
      'This file comes from LibreOffice (.ods). Open it, then save it as .xlsx or CSV.',
    ),
  macros: () =>
    refusal(
      'macros',
      'Ce classeur contient des macros (.xlsm) : il est refusé par sécurité. Enregistrez-le au format « Classeur Excel (.xlsx) », sans macro.',
      'This workbook holds macros (.xlsm): refused for safety. Save it as “Excel workbook (.xlsx)”, without macros.',
    ),
  externalLinks: () =>
    refusal(
      'external_links',
      'Ce classeur est lié à d’autres fichiers. Dans Excel, « Données », « Modifier les liaisons », « Rompre la liaison », puis enregistrez et renvoyez-le.',
      'This workbook is linked to other files. In Excel, “Data”, “Edit links”, “Break link”, then save and send it again.',
    ),
  bomb: () =>
    refusal(
      'bomb',
      'Ce classeur est anormalement compressé : il est refusé par sécurité. Copiez vos lignes dans un nouveau classeur, ou enregistrez-le en CSV.',
      'This workbook is abnormally compressed: refused for safety. Copy your rows into a new workbook, or save it as CSV.',
    ),
  cut: () =>
    refusal(
      'cut',
      'Ce fichier est incomplet : il a sans doute été coupé pendant la copie ou l’envoi. Rouvrez l’original, enregistrez-le de nouveau, puis renvoyez-le.',
      'This file is incomplete: it was probably cut while being copied or sent. Open the original, save it again, then send it.',
    ),
  openQuote: (line: number) =>
    refusal(
      'open_quote',
      `Ce fichier semble coupé : un guillemet ouvert à la ligne ${line} n’est jamais refermé. Corrigez cette ligne, ou enregistrez de nouveau l’original, puis renvoyez-le.`,
      `This file seems cut: a quote opened on line ${line} is never closed. Correct that line, or save the original again, then send it.`,
    ),
  noRows: () =>
    refusal(
      'no_rows',
      'Ce fichier n’a que des en-têtes : aucune ligne à importer. Ajoutez vos lignes sous les en-têtes, puis renvoyez-le.',
      'This file has headers only: no row to import. Add your rows under the headers, then send it again.',
    ),
  tooManyRows: (limit: number) =>
    refusal(
      'too_many_rows',
      `Ce fichier dépasse ${limit.toLocaleString('fr')} lignes. Découpez-le en plusieurs fichiers.`,
      `This file has more than ${limit.toLocaleString('en')} rows. Split it into several files.`,
    ),
  tooManyColumns: (limit: number) =>
    refusal(
      'too_many_columns',
      `Ce fichier dépasse ${limit} colonnes. Supprimez les colonnes inutiles, y compris celles qui paraissent vides à droite du tableau.`,
      `This file has more than ${limit} columns. Delete those you do not need, also those that look empty on the right.`,
    ),
  noSheet: (name: string) =>
    refusal(
      'no_sheet',
      `Le classeur n’a pas de feuille « ${name} ». Choisissez une feuille de la liste.`,
      `The workbook has no sheet “${name}”. Choose one of the list.`,
    ),
}
