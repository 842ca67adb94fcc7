import type { Telling } from './tell.ts'

const mail = (to: Telling['to'], fr: string, en: string): Telling => ({ to, mail: true, notice: { fr, en } })
const notice = (to: Telling['to'], fr: string, en: string): Telling => ({ to, notice: { fr, en } })

const ABOUT = { fr: '{student} — {company}', en: '{student} — {company}' }

/** Who is told of amendments; whose turn it is to sign one hears of it apart (signing.ts). */
export const amendmentTellings: Record<string, Telling[]> = {
  'Amendment.submit': [mail(['schoolTutor'], `Avenant à valider : ${ABOUT.fr}`, `Amendment to approve: ${ABOUT.en}`)],
  'Amendment.approvePedagogy': [
    notice(
      ['officers'],
      `Avenant validé par le tuteur école : ${ABOUT.fr}`,
      `Amendment approved by the school tutor: ${ABOUT.en}`,
    ),
  ],
  'Amendment.approve': [
    mail(
      ['student', 'schoolTutor', 'contacts'],
      'Avenant n° {amendment} validé : convention {number}',
      'Amendment no. {amendment} approved: agreement {number}',
    ),
  ],
  'Amendment.refuse': [
    notice(['officers', 'schoolTutor'], `Avenant refusé : ${ABOUT.fr}`, `Amendment refused: ${ABOUT.en}`),
  ],
  'Amendment.refuseSignature': [
    mail(['officers'], `Signature de l’avenant refusée : ${ABOUT.fr}`, `Amendment not signed: ${ABOUT.en}`),
    notice(
      ['student', 'schoolTutor'],
      `Signature de l’avenant refusée : ${ABOUT.fr}`,
      `Amendment not signed: ${ABOUT.en}`,
    ),
  ],
  'Amendment.cancel': [
    notice(['student', 'schoolTutor'], `Avenant annulé : ${ABOUT.fr}`, `Amendment cancelled: ${ABOUT.en}`),
  ],
}
