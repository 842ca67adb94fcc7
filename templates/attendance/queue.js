// What could not leave waits on the phone, and is tried again: on load, back online, back in sight, and every 15 s × 2ⁿ.
const fr = document.documentElement.lang === 'fr'
const bar = document.getElementById('queue')
let base, timer
const db = () =>
  (base ||= new Promise((ok, no) => {
    const r = indexedDB.open('presence', 1)
    r.onupgradeneeded = () => r.result.createObjectStore('q', { keyPath: 'idem' })
    r.onsuccess = () => ok(r.result)
    r.onerror = () => no(r.error)
  }))
const act = async (mode, run) => {
  const t = (await db()).transaction('q', mode)
  const r = run(t.objectStore('q'))
  return new Promise((ok, no) => {
    t.oncomplete = () => ok(r.result)
    t.onerror = () => no(t.error)
  })
}
const all = () => act('readonly', (s) => s.getAll()).catch(() => [])
const put = (one) => act('readwrite', (s) => s.put(one))
const drop = (idem) => act('readwrite', (s) => s.delete(idem))
const show = (n) => {
  bar.hidden = !n
  bar.textContent = fr
    ? `En attente d’envoi (${n}) — gardez ce téléphone allumé`
    : `Waiting to be sent (${n}) — keep this phone on`
}
const send = async (one) => {
  const body = new URLSearchParams(one.body)
  const res = await fetch(one.url, { method: 'POST', body, headers: { Accept: 'application/json' } })
  const said = await res.json().catch(() => ({}))
  if (res.status === 429 || res.status >= 500) throw res.status
  return { ok: res.ok, code: said.code, said }
}
const flush = async (told) => {
  clearTimeout(timer)
  const list = await all()
  for (const one of list) {
    try {
      const r = await send(one)
      await drop(one.idem).catch(() => 0)
      told?.(one, r) || late(one, r)
    } catch {
      one.n = (one.n || 0) + 1
      await put(one).catch(() => 0)
    }
  }
  const left = await all()
  show(left.length)
  if (!left.length) return
  const n = Math.min(...left.map((one) => one.n || 0))
  timer = setTimeout(() => flush(told), Math.min(3e5, 15e3 * 2 ** Math.max(0, n - 1)) * (0.8 + Math.random() * 0.4))
}
// Sent later, from another page: the receipt, or the text to copy, shows here
const late = (one, r) => {
  const p = document.createElement('p')
  p.className = r.ok || r.code === 'already' ? 'good' : 'problem'
  p.textContent = r.ok ? `${r.said.message} ${r.said.receipt}` : r.said.message
  document.querySelector('main').prepend(p)
  if (r.ok || r.code === 'already') return
  const text = document.createElement('textarea')
  text.value = [...new URLSearchParams(one.body)]
    .filter(([k, v]) => v && !/^(grant|idem|did)$/.test(k))
    .map((pair) => pair.join(' : '))
    .join('\n')
  text.rows = 6
  p.after(text)
}
