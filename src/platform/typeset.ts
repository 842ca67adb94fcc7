/**
 * A French page as a printer sets it: no line begins with « ; » or « % », no quotation mark stands alone, and a number
 * stays with its unit. Words typed with plain spaces are set too; tags and styles are left alone.
 */
export const typeset = (html: string): string =>
  html.replace(/<style[\s\S]*?<\/style>|<[^>]*>|[^<]+/g, (part) => (part.startsWith('<') ? part : words(part)))

const words = (text: string): string =>
  text
    .replace(/ (?=[;:!?»%€])/g, FIXED)
    .replace(/« /g, `«${FIXED}`)
    .replace(/(\d) (?=(?:h|heures?|jours?|mois|semaines?|F CFA|FCFA)\b)/g, `$1${FIXED}`)
    .replace(/\b(n°|art\.|L\.|D\.|R\.) (?=\d)/g, `$1${FIXED}`)

const FIXED = '\u00a0'
