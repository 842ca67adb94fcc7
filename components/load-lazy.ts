export type Parts = Map<string, Promise<unknown>>

// One for the page: a part that asks for another holds this file a second time
const loading: Parts = window.PREAU.lazy ?? new Map()
window.PREAU.lazy = loading

/** A part of components/lazy, with its style, once per page: `loadLazy<typeof import('./lazy/charts.ts')>('charts')`. */
export function loadLazy<T>(name: string): Promise<T> {
  const known = loading.get(name)
  if (known) return known as Promise<T>
  const fetched = fetchLazy<T>(name).catch((error: unknown) => {
    // A cut network is no reason to never try again
    loading.delete(name)
    throw error
  })
  loading.set(name, fetched)
  return fetched
}

async function fetchLazy<T>(name: string): Promise<T> {
  const { lazy } = window.PREAU.state
  const [part] = await Promise.all([import(lazy[`${name}.js`] ?? '') as Promise<T>, dressed(lazy[`${name}.css`])])
  return part
}

/** Nothing is drawn before its style; without it the part still works. */
function dressed(href: string | undefined): Promise<unknown> | undefined {
  if (!href || document.querySelector(`link[href="${href}"]`)) return
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href })
  document.head.append(link)
  return new Promise((done) => {
    link.onload = done
    link.onerror = done
  })
}
