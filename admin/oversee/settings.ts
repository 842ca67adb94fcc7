import type { SettingState, SettingsAnswer } from '../../components/oversee/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { list, localeOf, type Row } from '../../src/access/select.ts'
import { createRecord, removeRecord, updateRecord } from '../../src/kit/record.ts'
import type { Text } from '../../src/platform/catalogue.ts'
import { config } from '../../src/platform/config.ts'
import { refuse } from '../../src/platform/errors.ts'
import { isSetting, type KnownSetting, settings } from '../../src/platform/settings.ts'
import { deskText } from '../locales/desk.ts'
import { declarePage } from '../verbs.ts'
import { isAdmin, iso } from './only.ts'

/** Every setting that the code reads, with what it does and what it may be; those of the installation are only shown. */
export function settingsPage(): void {
  declarePage({
    name: 'settings',
    menu: { label: { fr: 'Réglages', en: 'Settings' }, icon: 'Sliders', group: 'oversee' },
    methods: ['GET', 'POST'],
    right: isAdmin,
    handle: ({ method, fields }, ctx) => (method === 'POST' ? save(ctx, fields) : all(ctx)),
  })
}

async function all(ctx: Context): Promise<SettingsAnswer> {
  const locale = localeOf(ctx.actor)
  const rows = await chosen(ctx)
  return {
    settings: Object.entries<KnownSetting>(settings).map(([key, known]) => stateOf(key, known, rows.get(key), locale)),
    fixed: FIXED.map(({ label, name, value }) => ({ label: label[locale], name, value: value() || NOTHING[locale] })),
  }
}

const chosen = async (ctx: Context): Promise<Map<string, Row>> =>
  new Map((await list(ctx, 'Setting', { limit: 100 })).map((row) => [String(row.values.key), row]))

function stateOf(key: string, known: KnownSetting, row: Row | undefined, locale: keyof Text): SettingState {
  const { label, help, kind, fallback } = known
  return {
    ...{ key, label: label[locale], help: help[locale], kind, fallback },
    value: row ? String(row.values.value) : '',
    chosen: row ? { id: row.id, version: row.version ?? 0, at: iso(row.values.updatedAt) ?? '' } : null,
  }
}

/** Emptied, a setting is what it was before anybody chose. Each change goes through the record’s own door. */
async function save(ctx: Context, fields: Record<string, unknown>) {
  const key = String(fields.key ?? '')
  if (!isSetting(key)) throw refuse.unknownColumn(key)
  const value = String(fields.value ?? '').trim()
  const row = (await chosen(ctx)).get(key)
  const version = row && /^\d+$/.test(String(fields.version)) ? Number(fields.version) : row ? -1 : null
  if (!row && value) await createRecord(ctx, 'Setting', { key, value, purpose: settings[key].label.fr })
  if (row && value) await updateRecord(ctx, 'Setting', row.id, version, { value })
  if (row && !value) await removeRecord(ctx, 'Setting', row.id, version)
  return { ...(await all(ctx)), notice: { type: 'success', message: deskText(localeOf(ctx.actor)).notices.updated } }
}

const NOTHING: Text = { fr: 'non renseigné', en: 'not set' }

/** Chosen on the machine, not here: changing one asks for a restart, and for somebody who has the key of the server. */
const FIXED: { label: Text; name: string; value: () => string }[] = [
  { label: { fr: 'Fuseau horaire', en: 'Time zone' }, name: 'SCHOOL_TZ', value: () => config.schoolTz },
  { label: { fr: 'Adresse publique', en: 'Public address' }, name: 'PUBLIC_URL', value: () => config.publicUrl },
  { label: { fr: 'Expéditeur des courriels', en: 'Sender of mails' }, name: 'MAIL_FROM', value: () => config.mailFrom },
  { label: { fr: 'Serveur de courrier', en: 'Mail server' }, name: 'SMTP_URL', value: () => hostOf(config.smtpUrl) },
]

/** The address holds a password. */
function hostOf(url: string | undefined): string {
  return url && URL.canParse(url) ? new URL(url).host : ''
}
