import { DateTime } from 'luxon'

/** Days nobody works, by country: fixed ones as `MM-DD`, those that follow Easter by their distance to it, in days. */
const daysOff: Record<string, [string | number, string][]> = {
  France: [
    ['01-01', 'Jour de l’An'],
    [1, 'Lundi de Pâques'],
    ['05-01', 'Fête du Travail'],
    ['05-08', 'Victoire de 1945'],
    [39, 'Ascension'],
    [50, 'Lundi de Pentecôte'],
    ['07-14', 'Fête nationale'],
    ['08-15', 'Assomption'],
    ['11-01', 'Toussaint'],
    ['11-11', 'Armistice'],
    ['12-25', 'Noël'],
  ],
  // Korité, Tabaski, Magal and the others are decreed: the school adds them when they are known
  Sénégal: [
    ['01-01', 'Jour de l’An'],
    ['04-04', 'Fête de l’Indépendance'],
    [1, 'Lundi de Pâques'],
    ['05-01', 'Fête du Travail'],
    [39, 'Ascension'],
    [50, 'Lundi de Pentecôte'],
    ['08-15', 'Assomption'],
    ['11-01', 'Toussaint'],
    ['12-25', 'Noël'],
  ],
}

export const countriesWithHolidays = Object.keys(daysOff)

/** `{ day: '2026-04-06', name: 'Lundi de Pâques' }`, for a country and a year. */
export const holidaysOf = (country: string, year: number): { day: string; name: string }[] =>
  (daysOff[country] ?? []).map(([when, name]) => ({
    name,
    day: typeof when === 'string' ? `${year}-${when}` : (easter(year).plus({ days: when }).toISODate() ?? ''),
  }))

/** Easter Sunday of the Gregorian calendar (Meeus). */
function easter(year: number): DateTime {
  const [golden, century, rest] = [year % 19, Math.floor(year / 100), year % 100]
  const leap = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25)
  const epact = (19 * golden + leap + 15) % 30
  const moon = epact - Math.floor((golden + 11 * epact) / 319)
  const weekday = (2 * (century % 4) + 2 * Math.floor(rest / 4) - (rest % 4) - moon + 32) % 7
  const month = Math.floor((moon + weekday + 90) / 25)
  return DateTime.utc(year, month, (moon + weekday + month + 19) % 32)
}
