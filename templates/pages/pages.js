// Comfort only: every page works without this file.
for (const box of document.querySelectorAll('[data-reveal]')) {
  const input = box.querySelector('input')
  const button = document.createElement('button')
  const label = () => {
    button.textContent = input.type === 'password' ? box.dataset.show : box.dataset.hide
  }
  button.type = 'button'
  button.setAttribute('aria-controls', input.id)
  button.addEventListener('click', () => {
    input.type = input.type === 'password' ? 'text' : 'password'
    label()
    input.focus()
  })
  // A password left readable would be kept by the browser as ordinary text.
  input.form.addEventListener('submit', () => {
    input.type = 'password'
  })
  label()
  box.append(button)
}

function quietButton(place, run) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button quiet'
  button.textContent = place.dataset.label
  button.addEventListener('click', () => run(button))
  place.replaceWith(button)
}

for (const place of document.querySelectorAll('[data-copy]')) {
  const lines = [...document.getElementById(place.dataset.copy).children].map((line) => line.textContent)
  const { done } = place.dataset
  quietButton(place, async (button) => {
    await navigator.clipboard.writeText(lines.join('\n'))
    button.textContent = done
  })
}

for (const place of document.querySelectorAll('[data-print]')) quietButton(place, () => window.print())
