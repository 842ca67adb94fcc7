import { cast, demoPassword, demoSeed } from '../prisma/seeds/cast.ts'
import { catalogue } from './generated/catalogue.ts'

/** What the first visitor needs: where, and as whom. Only ever printed beside the demo story. */
export const welcome = (url: string): string => `
  Préau est ouvert : ${url}

  Comptes de la démo, tous avec le mot de passe  ${demoPassword}
${logins().join('\n')}

  Second facteur (sauf étudiants et entreprises), clé à donner à une application de codes :  ${demoSeed}
  Arrêter : Ctrl-C

`

const logins = (): string[] =>
  Object.values(cast).map(({ email, role, firstName, lastName }) =>
    [`    ${email.padEnd(26)}`, `${firstName} ${lastName}`.padEnd(22), roleLabels.get(role) ?? role].join(' '),
  )

const roleLabels = new Map(catalogue.enums.Role?.values.map(({ value, label }) => [value, label.fr]))
