import { type StandIn, standIn, type Way } from '../../src/access/anyone.ts'
import { type AnyField, type AnyModel, modelOf, relationOf } from '../../src/access/model.ts'
import type { Where } from '../../src/access/where.ts'
import type { Text } from '../../src/platform/catalogue.ts'

/** Where a rule speaks of the person: which column, of which noun; `on` is the noun of the record itself. */
type Tie = { as: StandIn; field: AnyField; model: AnyModel }

/** A rule of access as a sentence about whoever comes in by it, read from the rule itself so that it cannot lie. */
export function reasonOf(on: AnyModel, { where }: Way, locale: keyof Text): string {
  const [tie] = tiesIn(on, where)
  const narrowed = Object.keys(where).length > 0
  if (!tie) return (narrowed ? SAID.shared : SAID.everything)(on.plural)[locale]
  if (tie.as === 'club') return SAID.club(on.plural)[locale]
  if (tie.as === 'department') return SAID.department(on.plural)[locale]
  const here = tie.model.name === on.name
  if (tie.field.isId) return (here ? SAID.themselves : SAID.through)(tie.model.label)[locale]
  return here ? SAID.named(tie.field.label)[locale] : SAID.namedIn(tie.field.label, tie.model.label)[locale]
}

const SAID = {
  everything: (many: Text): Text => ({
    fr: `Ce rôle voit tout ce qui est dans « ${many.fr} ».`,
    en: `This role sees everything in “${many.en}”.`,
  }),
  shared: (many: Text): Text => ({
    fr: `Ouvert à tout ce rôle dans « ${many.fr} », vu l’état du dossier.`,
    en: `Open to this whole role in “${many.en}”, given the state of the record.`,
  }),
  department: (many: Text): Text => ({
    fr: `Voit dans « ${many.fr} » ce qui relève de son département.`,
    en: `Sees what belongs to their department in “${many.en}”.`,
  }),
  club: (many: Text): Text => ({
    fr: `Tient au bureau de son club un poste qui ouvre « ${many.fr} ».`,
    en: `Holds in their club a post that opens “${many.en}”.`,
  }),
  themselves: (_one: Text): Text => ({ fr: 'C’est sa propre fiche.', en: 'This is their own record.' }),
  through: (one: Text): Text => ({
    fr: `Concerné par ce dossier par sa fiche « ${one.fr} ».`,
    en: `Concerned through their own “${one.en}” record.`,
  }),
  named: (field: Text): Text => ({ fr: `Est « ${field.fr} » de ce dossier.`, en: `Is “${field.en}” of this record.` }),
  namedIn: (field: Text, one: Text): Text => ({
    fr: `Est « ${field.fr} » dans « ${one.fr} », lié à ce dossier.`,
    en: `Is “${field.en}” in “${one.en}”, tied to this record.`,
  }),
}

/** Every place of a rule where the person stands, the nearest to the record first. */
function tiesIn(model: AnyModel, where: Where): Tie[] {
  return Object.entries(where).flatMap(([key, value]): Tie[] => {
    if (key === 'AND' || key === 'OR') return [value].flat().flatMap((one) => tiesIn(model, one as Where))
    const relation = relationOf(model, key)
    if (relation) return tiesIn(modelOf(relation.model), inner(value))
    const field = model.fields.find((one) => one.name === key)
    const as = standIn(isPlain(value) && 'in' in value ? value.in : value)
    return field && as ? [{ as, field, model }] : []
  })
}

const inner = (value: unknown): Where => {
  if (!isPlain(value) || 'none' in value) return {}
  return isPlain(value.some) ? value.some : value
}

const isPlain = (value: unknown): value is Where => typeof value === 'object' && value !== null && !Array.isArray(value)
