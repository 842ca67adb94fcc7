const loading = new Map<string, Promise<unknown>>()

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
  const style = lazy[`${name}.css`]
  if (style) document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: style }))
  return await import(lazy[`${name}.js`] ?? '')
}
