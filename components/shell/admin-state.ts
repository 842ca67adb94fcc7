import { fr } from '../../admin/locales/fr.ts'
import type { DeskState, FieldState, Me, ModelState } from '../state.ts'

/** The state AdminJS expects, spread out of the compact one: each property is written once in the page, five times here. */
export function adminState(state: DeskState, me: Me) {
  return {
    resources: Object.entries(state.models).map(([id, model]) => resource(id, model, state)),
    branding: { companyName: 'Préau', withMadeWithLove: false, logo: false },
    assets: { styles: [], scripts: [] },
    paths: { rootPath: '/admin', loginPath: '/login', logoutPath: '/logout', assetsCDN: undefined },
    pages: [],
    session: { email: me.email, title: me.name, name: me.name, roles: me.roles },
    dashboard: {},
    versions: {},
    locale: { language: state.locale, availableLanguages: [state.locale], translations: { fr } },
    theme: null,
  }
}

function resource(id: string, model: ModelState, state: DeskState) {
  const properties = Object.fromEntries(model.fields.map((field) => [field.name, property(id, field, state)]))
  const named = (names: string[]) => names.map((name) => properties[name]).filter((one) => one !== undefined)
  const editable = model.fields.filter((field) => field.create || field.update).map((field) => field.name)
  return {
    id,
    name: model.many,
    navigation: null,
    href: `/admin/resources/${id}`,
    titleProperty: { name: 'id', propertyPath: 'id', label: model.one },
    resourceActions: [{ name: 'list', actionType: 'resource', resourceId: id }],
    actions: model.verbs.map((verb) => ({ name: verb.name, label: verb.label, actionType: 'record', resourceId: id })),
    properties,
    listProperties: named(model.columns),
    editProperties: named(editable),
    showProperties: Object.values(properties),
    filterProperties: Object.values(properties),
  }
}

const property = (resourceId: string, field: FieldState, state: DeskState) => ({
  name: field.name,
  propertyPath: field.name,
  label: field.label,
  type: field.kind,
  reference: field.reference ?? null,
  isRequired: field.required === true,
  isSortable: field.sort === true,
  isArray: field.list === true,
  isId: false,
  isTitle: false,
  isDisabled: !field.update,
  availableValues: field.enum ? (state.enums[field.enum] ?? null) : null,
  subProperties: [],
  custom: {},
  props: {},
  resourceId,
})
