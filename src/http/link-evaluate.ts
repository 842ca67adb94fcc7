import {
  evaluateByLink,
  evaluationBehind,
  evaluationFields,
  isWaiting,
} from '../domain/internships/evaluate-by-link.ts'
import { shownInstant } from '../kit/calendar.ts'
import { backOf, type LinkPage, type LinkRequest, lookingOf } from './link.ts'
import { sendPage } from './page.ts'

/** An evaluation without an account: a draft may be kept and come back to, then it is handed in. */
export const evaluatePage: LinkPage = {
  show: async (link, req, res, problem = '') => {
    const { locale } = res.locals
    const form = await evaluationBehind(link, lookingOf(res), locale)
    if (!form) return sendPage(req, res.status(404), 'link-dead', {})
    const { values, titles } = form
    const submittedAt = values.submittedAt instanceof Date ? shownInstant(values.submittedAt) : ''
    await sendPage(req, res, 'link-evaluate', {
      ...{ problem, back: backOf(req), placement: titles.placementId ?? '', final: values.stage === 'final' },
      ...{ open: isWaiting(form), draft: values.status === 'draft', saved: req.query.saved === '1', submittedAt },
      fields: evaluationFields().map(({ name, label, kind, help }) => ({
        ...{ name, label: label[locale], help: help?.[locale] ?? '', long: kind === 'longtext' },
        ...{ grade: name === 'grade', value: typed(req, name) ?? shown(values[name], kind) },
      })),
    })
  },
  act: async (link, req, res, ctx) => {
    const submit = req.fields?.does === 'submit'
    const input = Object.fromEntries(
      evaluationFields().map(({ name, kind }) => {
        const sent = String(typed(req, name) ?? '').trim()
        return [name, kind === 'number' ? sent.replace(',', '.') : sent]
      }),
    )
    await evaluateByLink(ctx, link, submit ? 'submit' : 'saveDraft', input)
    const back = backOf(req)
    res.redirect(303, submit && back ? `${back}?done=evaluate` : `${req.path}${submit ? '' : '?saved=1'}`)
  },
}

// What was typed comes back with what is wrong with it
const typed = ({ fields }: LinkRequest, name: string): string | undefined => {
  const value = fields?.[name]
  return typeof value === 'string' ? value : undefined
}

const shown = (value: unknown, kind: string): string => {
  if (value === null || value === undefined) return ''
  return kind === 'number' ? String(Number(value)) : String(value)
}
