import type { NavigateFunction } from 'react-router-dom'
import { post } from '../api.ts'
import type { Desk } from '../shell/context.ts'
import { chooseTheme, type Theme } from '../shell/theme.ts'
import { OWN_PAGES } from '../work/own-pages.ts'
import { workWords } from '../work/text.ts'
import type { PaletteAnswer, RecentAnswer } from './state.ts'
import type { PaletteWords } from './text.ts'

/** One line of the palette, and what choosing it does. */
export type Choice = { key: string; label: string; hint: string; icon: string; run: () => unknown }
export type Section = { key: string; heading: string; choices: Choice[] }

type Known = { desk: Desk; say: PaletteWords; navigate: NavigateFunction }
type Said = { text: string; answer: PaletteAnswer | null; recent: RecentAnswer['recent'] }

/** Before a word: what was opened last and what can be done. After: pages, records by list, actions. */
export function sectionsFor(known: Known, { text, answer, recent }: Said): Section[] {
  const { say, navigate } = known
  const words = folded(text).split(/\s+/).filter(Boolean)
  const open = (href: string) => () => navigate(href)
  const matching = (choices: Choice[], most: number) => choices.filter((one) => holds(one.label, words)).slice(0, most)
  const sections: Section[] =
    words.length === 0
      ? [
          {
            key: 'recent',
            heading: say.recent,
            choices: recent.map(({ id, title, hint, href, icon }) => ({
              key: id,
              label: title,
              hint,
              icon,
              run: open(href),
            })),
          },
          { key: 'actions', heading: say.actions, choices: actions(known, 6) },
          { key: 'pages', heading: say.pages, choices: pages(known) },
        ]
      : [
          { key: 'pages', heading: say.pages, choices: matching(pages(known), 5) },
          ...(answer?.groups ?? []).map((group) => ({
            key: group.model,
            heading: group.label,
            choices: [
              ...group.items.map(({ id, title, hint, href }) => ({
                ...{ key: `${group.model} ${id}`, label: title, hint, icon: group.icon },
                run: open(href),
              })),
              ...(group.more
                ? [
                    {
                      ...{ key: `${group.model} more`, label: say.all(group.label), hint: '', icon: 'ArrowRight' },
                      run: open(group.more),
                    },
                  ]
                : []),
            ],
          })),
          { key: 'actions', heading: say.actions, choices: matching(actions(known), 6) },
        ]
  return sections.filter(({ choices }) => choices.length > 0)
}

function pages({ desk, navigate }: Known): Choice[] {
  const words = workWords(desk.state.locale)
  const own = OWN_PAGES.map(({ name, icon }) => ({ label: words[name], icon, href: `/admin/pages/${name}` }))
  return [...desk.state.navigation, { label: '', items: own }].flatMap((group) =>
    group.items.map(({ label, icon, href }) => ({
      ...{ key: `page ${href}`, label, hint: group.label, icon },
      run: () => navigate(href),
    })),
  )
}

function actions({ desk, say, navigate }: Known, most = Number.POSITIVE_INFINITY): Choice[] {
  // In the order of the menu. A view is saved from its list
  const names = desk.state.navigation.flatMap((group) => group.items.map(({ href }) => href.split('/').pop() ?? ''))
  const creations = names
    .flatMap((name) => ({ name, model: desk.state.models[name] }))
    .flatMap(({ name, model }) => (model?.create && name !== 'SavedView' ? [{ name, model }] : []))
    .slice(0, most)
    .map(({ name, model }) => ({
      ...{ key: `create ${name}`, label: say.create(model.one), hint: '', icon: 'Plus' },
      run: () => navigate(`/admin/resources/${name}/actions/new`),
    }))
  const themes: [Theme, string, string][] = [
    ['light', say.light, 'Sun'],
    ['dark', say.dark, 'Moon'],
    ['', say.system, 'Monitor'],
  ]
  const speak = async () => {
    await post('/pages/language', { locale: desk.state.locale === 'fr' ? 'en' : 'fr' })
    window.location.reload()
  }
  return [
    ...creations,
    { key: 'language', label: desk.t.languageHint, hint: desk.t.language, icon: 'Globe', run: speak },
    ...themes.map(([theme, label, icon]) => ({
      ...{ key: `theme ${theme}`, label, hint: '', icon },
      run: () => chooseTheme(theme),
    })),
  ]
}

const holds = (label: string, words: string[]): boolean => words.every((word) => folded(label).includes(word))

/** Case and accents never matter to a person who searches. */
const folded = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").trim()
