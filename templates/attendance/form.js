const form = document.getElementById('presence')
const problem = document.getElementById('problem')
const button = form.querySelector('button')
const body = () => new URLSearchParams(new FormData(form)).toString()
const say = (text) => {
  problem.textContent = text
  problem.hidden = !text
  if (text) problem.scrollIntoView({ block: 'center' })
}
const told = (one, { ok, code, said }) => {
  if (one.idem !== form.idem.value) return false
  button.disabled = false
  if (ok) return receive(said)
  say(said.message)
  if (code === 'already') document.getElementById('namesake').open = true
  if (code === 'say_shared') form.shared.focus()
  return true
}
const receive = (said) => {
  sessionStorage.removeItem('draft')
  const box = document.createElement('div')
  box.className = 'good'
  box.tabIndex = -1
  box.setAttribute('role', 'status')
  const [head, text, number] = ['h1', 'p', 'p'].map((tag) => box.appendChild(document.createElement(tag)))
  head.textContent = `✓ ${said.head}`
  text.textContent = said.message
  number.className = 'receipt'
  number.textContent = said.receipt
  document.querySelector('main').replaceChildren(box)
  box.focus()
  return true
}
if (window.indexedDB && window.fetch) {
  const draft = JSON.parse(sessionStorage.getItem('draft') || '{}')
  for (const [name, value] of Object.entries(draft))
    if (form[name] && !form[name].value && form[name].type) form[name].value = value
  form.addEventListener('input', () => {
    const kept = [...new FormData(form)].filter(([name]) =>
      /^(lastName|firstName|programme|level|matricule|suggestion)$/.test(name),
    )
    sessionStorage.setItem('draft', JSON.stringify(Object.fromEntries(kept)))
  })
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    button.disabled = true
    say('')
    const one = { idem: form.idem.value, url: form.action, body: `${body()}&at=${Date.now()}`, n: 0 }
    try {
      await put(one)
    } catch {
      return form.submit()
    }
    await flush(told)
    button.disabled = false
  })
  addEventListener('online', () => flush(told))
  document.addEventListener('visibilitychange', () => document.hidden || flush(told))
}
flush(told)
