import type { Locale } from '../state.ts'

// On every page: apart from the words of the administration’s pages, which few people fetch
export const fr = {
  proveTitle: 'Confirmez que c’est vous',
  proveHelp:
    'Cette opération est grave. Redonnez votre mot de passe, ou le code à six chiffres de votre téléphone : vous serez tranquille pendant dix minutes.',
  proof: 'Mot de passe, ou code à six chiffres',
  prove: 'Confirmer',
  viewing: (name: string) => `Vous regardez à la place de ${name}. Rien ne peut être changé.`,
  left: (minutes: number) =>
    minutes < 1 ? 'Moins d’une minute' : `Encore ${minutes} ${minutes > 1 ? 'minutes' : 'minute'}`,
  leave: 'Quitter',
  viewBar: 'Consultation au nom d’autrui',
}

export const en: typeof fr = {
  proveTitle: 'Confirm that it is you',
  proveHelp:
    'This is a grave operation. Give your password again, or the six-digit code on your phone: you will not be asked for ten minutes.',
  proof: 'Password, or six-digit code',
  prove: 'Confirm',
  viewing: (name) => `You are looking as ${name}. Nothing can be changed.`,
  left: (minutes) => (minutes < 1 ? 'Less than a minute' : `${minutes} ${minutes > 1 ? 'minutes' : 'minute'} left`),
  leave: 'Leave',
  viewBar: 'Viewing as somebody else',
}

export const frameWords = (locale: Locale): typeof fr => (locale === 'en' ? en : fr)
