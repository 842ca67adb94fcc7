import { asDay, type Day, daysBetween, schoolDay } from '../../kit/calendar.ts'
import { type Computed, declareComputed } from '../../kit/computed.ts'
import type { Text } from '../../platform/catalogue.ts'

/** What people count on their fingers in front of a record: worked out for them, and explained. */

const dayIn = (value: unknown): Day | null => (typeof value === 'string' || value instanceof Date ? asDay(value) : null)

const many = (count: number, one: Text, more: Text): Text => {
  const word = Math.abs(count) > 1 ? more : one
  return { fr: `${count.toLocaleString('fr-FR')} ${word.fr}`, en: `${count.toLocaleString('en-GB')} ${word.en}` }
}
const DAY = { fr: 'jour', en: 'day' }
const DAYS = { fr: 'jours', en: 'days' }
const SEAT = { fr: 'place', en: 'seat' }
const SEATS = { fr: 'places', en: 'seats' }

const duration: Computed = {
  label: { fr: 'Durée', en: 'Duration' },
  how: { fr: 'Du premier au dernier jour, tous deux comptés.', en: 'From the first to the last day, both included.' },
  from: ['startsOn', 'endsOn'],
  value: ({ startsOn, endsOn }) => {
    const [from, to] = [dayIn(startsOn), dayIn(endsOn)]
    return from && to ? many(daysBetween(from, to) + 1, DAY, DAYS) : null
  },
}

declareComputed('Offer', [
  {
    label: { fr: 'Places restantes', en: 'Seats left' },
    how: {
      fr: 'Les places de l’offre, moins celles qui sont prises ou proposées à un étudiant.',
      en: 'The seats of the offer, less those taken or proposed to a student.',
    },
    from: ['seats', 'taken'],
    value: ({ seats, taken }) => many(Number(seats) - Number(taken), SEAT, SEATS),
  },
  duration,
])

const atRisk: Computed = {
  label: { fr: 'À risque', en: 'At risk' },
  how: {
    fr: 'La date de début est atteinte et la convention n’est pas signée : le stage n’est pas en cours.',
    en: 'The start date has come and the agreement is not signed: the internship is not under way.',
  },
  from: ['status', 'startsOn'],
  value: ({ status, startsOn }, now) => {
    const first = dayIn(startsOn)
    const late = first ? daysBetween(first, schoolDay(now)) : -1
    if (late < 0 || !['proposed', 'prevalidated', 'confirmed'].includes(String(status))) return null
    const { fr, en } = many(late, DAY, DAYS)
    return { fr: `Non signée, ${fr} de retard`, en: `Unsigned, ${en} late` }
  },
}

declareComputed('Placement', [
  duration,
  atRisk,
  {
    label: { fr: 'Présence validée', en: 'Approved presence' },
    how: {
      fr: 'Les heures du journal validées par un tuteur, sur celles que prévoit le planning : ni jours fériés, ni interruptions.',
      en: 'The hours of the logbook approved by a tutor, out of those planned: neither holidays nor interruptions.',
    },
    from: ['approvedHours', 'plannedHours'],
    value: ({ approvedHours, plannedHours }) => {
      const [done, planned] = [Number(approvedHours ?? 0), Number(plannedHours ?? 0)]
      if (planned === 0) return null
      const share = Math.round((done * 100) / planned)
      return {
        fr: `${done.toLocaleString('fr-FR')} h sur ${planned.toLocaleString('fr-FR')} h (${share} %)`,
        en: `${done.toLocaleString('en-GB')} h of ${planned.toLocaleString('en-GB')} h (${share}%)`,
      }
    },
  },
])
declareComputed('Agreement', [duration])

declareComputed('Campaign', [
  {
    label: { fr: 'Jours pour candidater', en: 'Days left to apply' },
    how: {
      fr: 'D’aujourd’hui au jour de clôture des candidatures, compris.',
      en: 'From today to the day applications close, included.',
    },
    from: ['status', 'closesOn'],
    value: ({ status, closesOn }, now) => {
      const last = dayIn(closesOn)
      const left = last && status === 'open' ? daysBetween(schoolDay(now), last) + 1 : 0
      return left > 0 ? many(left, DAY, DAYS) : null
    },
  },
  duration,
])

declareComputed('Candidature', [
  {
    label: { fr: 'Attente de l’entreprise', en: 'Waiting for the company' },
    how: {
      fr: 'Les jours passés depuis que le dossier lui a été transmis, sans réponse.',
      en: 'The days since the file was forwarded to it, without an answer.',
    },
    from: ['status', 'forwardedAt'],
    value: ({ status, forwardedAt }, now) =>
      status === 'forwarded' && forwardedAt instanceof Date
        ? many(daysBetween(schoolDay(forwardedAt), schoolDay(now)), DAY, DAYS)
        : null,
  },
])
