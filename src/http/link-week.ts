import { portalActor } from '../domain/internships/portal.ts'
import { answerByLink, dayOfEntry, weekAsked, weekBehind } from '../domain/internships/week-by-link.ts'
import { shownDay } from '../kit/calendar.ts'
import { stateLabelOf } from '../kit/enum-label.ts'
import { refuse } from '../platform/errors.ts'
import { backOf, type LinkPage, lookingOf } from './link.ts'
import { sendPage } from './page.ts'

// Seven days told at length still travel in one small page; the rest is one tap away
const MOST_CHARACTERS = 450

/** A week of a trainee: what was done, how long, and one button to approve it. */
export const weekPage: LinkPage = {
  show: async (link, req, res, problem = '') => {
    const { locale } = res.locals
    const ctx = await portalActor(link, lookingOf(res), locale)
    const asked = weekAsked(req.params.id ?? '')
    const found = ctx && asked ? await weekBehind(ctx, asked) : null
    if (!found || !asked) return sendPage(req, res.status(404), 'link-dead', {})
    const number = (value: unknown) => Number(value).toLocaleString(locale)
    const whole = req.query.all === '1'
    const days = found.days.map((entry) => {
      const { values } = entry
      const content = String(values.content ?? '')
      const cut = !whole && content.length > MOST_CHARACTERS
      return {
        ...{ day: weekday(dayOfEntry(entry), locale), hours: number(values.hours), absent: values.isAbsent === true },
        ...{ content: cut ? `${content.slice(0, MOST_CHARACTERS)}…` : content, cut },
        state: stateLabelOf('LogbookStatus', String(values.status))[locale],
      }
    })
    await sendPage(req, res, 'link-week', {
      ...{
        problem,
        back: backOf(req),
        student: found.placement.titles.studentId ?? '',
        monday: shownDay(asked.monday),
      },
      ...{ days, total: number(found.total), open: found.open, cut: days.some((one) => one.cut) },
      reason: typeof req.fields?.reason === 'string' ? req.fields.reason : '',
    })
  },
  act: async (link, req, res, ctx) => {
    const asked = weekAsked(req.params.id ?? '')
    if (!asked) throw refuse.notFound()
    const rejects = req.fields?.does === 'reject'
    await answerByLink(ctx, link, asked, rejects ? String(req.fields?.reason ?? '') : null)
    res.redirect(303, `${backOf(req)}?done=${rejects ? 'rejected' : 'approved'}`)
  },
}

const weekday = (day: string, locale: 'fr' | 'en'): string => {
  const said = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'fr-FR', WEEKDAY).format(Date.parse(day))
  return said.charAt(0).toUpperCase() + said.slice(1)
}

const WEEKDAY = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const
