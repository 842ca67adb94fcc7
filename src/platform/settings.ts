import { z } from 'zod'
import type { Text } from './catalogue.ts'
import { read } from './db.ts'
import { cashSettings } from './settings-cash.ts'
import { clubSettings, listed } from './settings-clubs.ts'

/** A setting that the code reads: what it is for, what it is when nobody chose, what it may be. */
export type KnownSetting = {
  label: Text
  help: Text
  kind: 'text' | 'number'
  fallback: string
  check: z.ZodType
  refusal: Text
}

const days = (most: number) => z.coerce.number().int().min(1).max(most)
const years = days

/** Every setting there is. A key that is not here is refused, whatever the door: nothing would read it. */
export const settings = {
  'school.name': {
    label: { fr: 'Nom de l’école', en: 'Name of the school' },
    help: {
      fr: 'En tête des pages, des courriels et des conventions à venir ; une convention déjà figée garde le sien.',
      en: 'At the head of pages, mails and agreements to come; an agreement already frozen keeps its own.',
    },
    kind: 'text',
    fallback: 'Horizon',
    check: z.string().trim().min(2).max(80),
    refusal: { fr: 'Écrivez un nom de 2 à 80 caractères.', en: 'Write a name of 2 to 80 characters.' },
  },
  'mail.sender': {
    label: { fr: 'Nom de l’expéditeur des courriels', en: 'Name of the sender of mails' },
    help: {
      fr: 'Ce que le destinataire lit avant l’adresse. Vide : le nom donné à l’installation. L’adresse, elle, ne change pas ici.',
      en: 'What the recipient reads before the address. Empty: the name given at installation. The address itself is not changed here.',
    },
    kind: 'text',
    fallback: '',
    check: z
      .string()
      .trim()
      .max(60)
      .regex(/^[^<>"\r\n]*$/),
    refusal: {
      fr: 'Un nom de 60 caractères au plus, sans guillemet droit ni chevron.',
      en: 'A name of 60 characters at most, without straight quotes or angle brackets.',
    },
  },
  'chase.firstReminder': {
    label: { fr: 'Premier rappel à l’entreprise (jours)', en: 'First reminder to the company (days)' },
    help: {
      fr: 'Jours sans réponse après la transmission d’une candidature.',
      en: 'Days without an answer after a candidature is forwarded.',
    },
    kind: 'number',
    fallback: '7',
    check: days(60),
    refusal: { fr: 'Un nombre entier de 1 à 60 jours.', en: 'A whole number from 1 to 60 days.' },
  },
  'chase.secondReminder': {
    label: { fr: 'Second rappel à l’entreprise (jours)', en: 'Second reminder to the company (days)' },
    help: {
      fr: 'Compté depuis la transmission, lui aussi ; après le premier.',
      en: 'Counted from the forwarding too; after the first.',
    },
    kind: 'number',
    fallback: '14',
    check: days(90),
    refusal: { fr: 'Un nombre entier de 1 à 90 jours.', en: 'A whole number from 1 to 90 days.' },
  },
  'chase.alert': {
    label: { fr: 'Alerte au responsable des stages (jours)', en: 'Alert to the internship officer (days)' },
    help: {
      fr: 'L’entreprise n’a toujours rien dit : quelqu’un doit l’appeler. Après le second rappel.',
      en: 'The company still says nothing: somebody should call. After the second reminder.',
    },
    kind: 'number',
    fallback: '21',
    check: days(120),
    refusal: { fr: 'Un nombre entier de 1 à 120 jours.', en: 'A whole number from 1 to 120 days.' },
  },
  'reminder.from': {
    label: { fr: 'Rappels : à partir de (heure)', en: 'Reminders: from (hour)' },
    help: {
      fr: 'L’heure à laquelle partent les rappels d’échéance, à l’heure de l’école.',
      en: 'The hour at which deadline reminders leave, at the school.',
    },
    kind: 'number',
    fallback: '8',
    check: z.coerce.number().int().min(6).max(12),
    refusal: { fr: 'Une heure entière, de 6 à 12.', en: 'A whole hour, from 6 to 12.' },
  },
  'reminder.until': {
    label: { fr: 'Rappels : jusqu’à (heure)', en: 'Reminders: until (hour)' },
    help: {
      fr: 'Après cette heure, un rappel en retard attend le lendemain matin.',
      en: 'After this hour, a late reminder waits for the next morning.',
    },
    kind: 'number',
    fallback: '20',
    check: z.coerce.number().int().min(13).max(23),
    refusal: { fr: 'Une heure entière, de 13 à 23.', en: 'A whole hour, from 13 to 23.' },
  },
  'reminder.days': {
    label: { fr: 'Rappels : quels jours', en: 'Reminders: which days' },
    help: {
      fr: '« ouvrés » : un rappel qui tombe un week-end ou un jour férié part le jour ouvré précédent. « tous » : il part le jour même.',
      en: '“ouvrés”: a reminder falling on a week-end or a holiday leaves on the working day before. “tous”: it leaves that very day.',
    },
    kind: 'text',
    fallback: 'ouvrés',
    check: z.enum(['ouvrés', 'tous']),
    refusal: { fr: 'Écrivez « ouvrés » ou « tous ».', en: 'Write “ouvrés” or “tous”.' },
  },
  'logbook.chase': {
    label: { fr: 'Journal : relance du tuteur en entreprise (jours)', en: 'Logbook: company tutor reminded (days)' },
    help: {
      fr: 'Jours sans réponse à une semaine soumise. Passé ce délai, le tuteur école peut aussi la valider à sa place.',
      en: 'Days without an answer to a submitted week. After that the school tutor may also approve it in their stead.',
    },
    kind: 'number',
    fallback: '10',
    check: days(60),
    refusal: { fr: 'Un nombre entier de 1 à 60 jours.', en: 'A whole number from 1 to 60 days.' },
  },
  'logbook.alert': {
    label: { fr: 'Journal : alerte au tuteur école (jours)', en: 'Logbook: school tutor alerted (days)' },
    help: {
      fr: 'La semaine attend toujours : quelqu’un doit appeler l’entreprise.',
      en: 'The week still waits: somebody should call the company.',
    },
    kind: 'number',
    fallback: '20',
    check: days(90),
    refusal: { fr: 'Un nombre entier de 1 à 90 jours.', en: 'A whole number from 1 to 90 days.' },
  },
  'retention.paidYears': {
    label: { fr: 'Conservation d’un stage gratifié (années)', en: 'Retention of a paid internship (years)' },
    help: {
      fr: 'Comptées depuis la fin du stage. Ensuite, l’administration confirme l’effacement de l’étudiant.',
      en: 'Counted from the end of the internship. Then the administration confirms the erasure of the student.',
    },
    kind: 'number',
    fallback: '10',
    check: years(30),
    refusal: { fr: 'Un nombre entier de 1 à 30 ans.', en: 'A whole number from 1 to 30 years.' },
  },
  'retention.otherYears': {
    label: { fr: 'Conservation des autres dossiers (années)', en: 'Retention of other records (years)' },
    help: {
      fr: 'Stages non gratifiés, candidatures sans suite : comptées depuis la fin du stage, ou de la promotion.',
      en: 'Unpaid internships, candidatures that led nowhere: counted from the end of the internship, or of the cohort.',
    },
    kind: 'number',
    fallback: '2',
    check: years(30),
    refusal: { fr: 'Un nombre entier de 1 à 30 ans.', en: 'A whole number from 1 to 30 years.' },
  },
  'retention.archiveMonths': {
    label: { fr: 'Archivage des conventions (mois)', en: 'Archiving of agreements (months)' },
    help: {
      fr: 'Une convention signée dont le stage est clos depuis ce délai passe à l’état « Archivée » ; elle se lit toujours.',
      en: 'A signed agreement whose internship was closed that long ago becomes “Archived”; it can still be read.',
    },
    kind: 'number',
    fallback: '12',
    check: years(60),
    refusal: { fr: 'Un nombre entier de 1 à 60 mois.', en: 'A whole number from 1 to 60 months.' },
  },
  ...clubSettings,
  ...cashSettings,
  'trash.days': {
    label: { fr: 'Durée de la corbeille (jours)', en: 'Time in the trash (days)' },
    help: {
      fr: 'Après ce délai, un élément supprimé et ses fichiers disparaissent pour de bon ; le journal garde qui l’a supprimé et quand.',
      en: 'After this time a deleted item and its files are gone for good; the log keeps who deleted it and when.',
    },
    kind: 'number',
    fallback: '30',
    check: days(180),
    refusal: { fr: 'Un nombre entier de 1 à 180 jours.', en: 'A whole number from 1 to 180 days.' },
  },
} satisfies Record<string, KnownSetting>

export type SettingKey = keyof typeof settings

export const isSetting = (key: string): key is SettingKey => Object.hasOwn(settings, key)

/** What was chosen, or what it is when nobody chose. */
export async function setting(key: SettingKey): Promise<string> {
  const [chosen] = await read<{ value: string }>('SELECT value FROM "Setting" WHERE key = $1', [key])
  return chosen?.value || settings[key].fallback
}

export const daysOf = async (key: SettingKey): Promise<number> => Number(await setting(key))

/** A setting that holds several words. */
export const wordsOf = async (key: SettingKey): Promise<string[]> => listed(await setting(key))
