import { Link } from 'react-router-dom'
import { csrfToken, post } from '../api.ts'
import { Palette } from '../palette/palette.tsx'
import { Bell } from '../work/bell.tsx'
import { OWN_PAGES } from '../work/own-pages.ts'
import { useWords } from '../work/text.ts'
import { useDesk } from './context.ts'
import { Icon } from './icon.tsx'
import { Menu } from './menu.tsx'
import { nextTheme, useTheme } from './theme.ts'

/** Who is here, in which role; language, theme and the way out. */
export function TopBar({ openMenu, menuOpen }: { openMenu: () => void; menuOpen: boolean }) {
  const { t } = useDesk()
  return (
    <header className="top-bar">
      <button
        type="button"
        className="icon-button only-phone"
        onClick={openMenu}
        aria-label={t.menu}
        aria-expanded={menuOpen}
        aria-controls="menu"
      >
        <Icon name="Menu" size={20} />
      </button>
      <Palette />
      <div className="spacer" />
      <Bell />
      <ThemeSwitch />
      <Person />
    </header>
  )
}

function ThemeSwitch() {
  const { t } = useDesk()
  const [theme, setTheme] = useTheme()
  const says = { light: t.themeLight, dark: t.themeDark, '': t.themeAuto }
  const icons = { light: 'Sun', dark: 'Moon', '': 'Monitor' }
  return (
    <button
      type="button"
      className="icon-button"
      onClick={() => setTheme(nextTheme(theme))}
      title={says[theme]}
      aria-label={`${t.theme} : ${says[theme]}`}
    >
      <Icon name={icons[theme]} />
    </button>
  )
}

function Person() {
  const { me, t, state } = useDesk()
  const words = useWords()
  const initials = me.name
    .split(/\s+/)
    .map((part) => part[0])
    .slice(0, 2)
    .join('')
  const other = state.locale === 'fr' ? 'en' : 'fr'
  const speak = async () => {
    await post('/pages/language', { locale: other })
    window.location.reload()
  }
  return (
    <Menu
      label={t.account}
      trigger={
        <>
          <span className="avatar" aria-hidden="true">
            {initials}
          </span>
          <span className="person only-wide">
            <strong>{me.name}</strong>
            <small>{me.roles.join(', ')}</small>
          </span>
          <Icon name="ChevronDown" size={16} />
        </>
      }
    >
      <div className="menu-head">
        <strong>{me.name}</strong>
        <small>{me.email}</small>
        <small>{me.roles.join(', ')}</small>
      </div>
      {OWN_PAGES.map(({ name, icon }) => (
        <Link key={name} role="menuitem" to={`/admin/pages/${name}`}>
          <Icon name={icon} size={16} />
          {words[name]}
        </Link>
      ))}
      <button type="button" role="menuitem" onClick={speak} title={t.languageHint} lang={other}>
        <Icon name="Globe" size={16} />
        {t.language}
      </button>
      <form method="post" action="/logout">
        <input type="hidden" name="_csrf" value={csrfToken()} />
        <button type="submit" role="menuitem">
          <Icon name="LogOut" size={16} />
          {t.logout}
        </button>
      </form>
    </Menu>
  )
}
