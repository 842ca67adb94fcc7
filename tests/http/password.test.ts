import { describe, expect, test } from 'vitest'
import { weakness } from '../../src/domain/core/password.ts'

const owner = { secondFactor: false, email: 'awa.diallo@horizon.example', name: 'Awa Diallo', school: 'Horizon' }

describe('a password everybody would try is refused, however long', () => {
  test.each([
    'motdepassemotdepasse',
    'Mot de passe 2026 !!',
    'M0tdep@sse123456789',
    'azertyuiopqsdfghjklm',
    'aaaaaaaaaaaaaaaaaaaa',
    '123456789012345678',
    'horizon2026horizon',
    'AwaDiallo-horizon-2026',
    'awa.diallo@horizon.example'.slice(0, 18),
    'passwordpassword1',
    'jetaimejetaime2024',
    'Bienvenue-Horizon-2026',
    'football1234567890',
    'soleilsoleil2005!',
  ])('%s', (password) => {
    expect(weakness(password, owner)?.fr).toContain('se devine')
  })
})

describe('a password only its owner would put together is taken', () => {
  test.each([
    'girafe velours escalier moutarde',
    'quatre mots sans rapport, 7 lampes',
    'Kx7#pL9vQ2mR4tZ',
    'le parapluie chante sous la théière',
    'ŋdoxx ak jàmm ci biir',
  ])('%s', (password) => {
    expect(weakness(password, owner)).toBeNull()
  })
})

test('fifteen characters, or twelve when a code is asked as well; letters are counted, not bytes', () => {
  expect(weakness('girafe12velour', owner)?.fr).toContain('15')
  expect(weakness('girafe12velo', { ...owner, secondFactor: true })).toBeNull()
  expect(weakness('girafe12vel', { ...owner, secondFactor: true })?.fr).toContain('12')
  expect(weakness('éèàùçéèàùçéèà1', owner)?.fr).toContain('trop court')
})

test('a very long password is refused with a sentence, never cut', () => {
  expect(weakness('girafe velours '.repeat(60), owner)).toBeNull()
  expect(weakness('girafe velours '.repeat(100), owner)?.fr).toContain('trop long')
})
