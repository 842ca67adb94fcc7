import React from 'react'

export type Theme = 'light' | 'dark' | ''

const KEY = 'preau.theme'
const ORDER: Theme[] = ['', 'light', 'dark']

export const nextTheme = (theme: Theme): Theme => ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length] ?? ''

/** The system decides until somebody chooses; the choice stays on this device. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = React.useState<Theme>(() => stored())
  React.useEffect(() => {
    const follow = () => setTheme(stored())
    window.addEventListener(KEY, follow)
    return () => window.removeEventListener(KEY, follow)
  }, [])
  return [theme, chooseTheme]
}

/** For the whole page, whoever asks: the switch of the top bar follows. */
export function chooseTheme(next: Theme): void {
  document.documentElement.dataset.theme = next
  try {
    localStorage.setItem(KEY, next)
  } catch {
    // Private browsing: the choice lasts as long as the page
  }
  window.dispatchEvent(new Event(KEY))
}

function stored(): Theme {
  const value = document.documentElement.dataset.theme
  return value === 'light' || value === 'dark' ? value : ''
}
