import type { Room } from './attendance.ts'
import type { measureDemo } from './demo.ts'
import type { measureDesk } from './desk.ts'
import type { measureDocuments } from './documents.ts'
import type { measureExport } from './export.ts'
import type { measureImport } from './import.ts'
import type { measureLists } from './lists.ts'
import type { Measure } from './load.ts'

type Demo = Awaited<ReturnType<typeof measureDemo>>
type Lists = Awaited<ReturnType<typeof measureLists>>

type Documents = Awaited<ReturnType<typeof measureDocuments>>
type Desk = Awaited<ReturnType<typeof measureDesk>>

const print = (text: string) => process.stdout.write(`${text}\n`)
const number = (value: number, digits = 0) => value.toLocaleString('fr', { maximumFractionDigits: digits })
const kb = (bytes: number) => `${number(bytes / 1_000)} ko`

export function printDemo({ firstStart, warmStart, toFirstList, idle, weights }: Demo): void {
  print('\nDémarrage')
  print(`  premier, avec l’histoire de démonstration : ${number(firstStart, 1)} s (budget ≤ 25 s)`)
  print(
    `  suivants : ${number(warmStart, 1)} s ; jusqu’à la première liste, connexion comprise : ${number(toFirstList, 1)} s (≤ 6 s)`,
  )
  print(`  mémoire au repos, web et tâches ensemble : ${number(idle)} Mo (≤ 350 Mo)`)
  print('\nBureau, par rôle (brut / compressé)')
  for (const { role, html, htmlGzip, scripts, scriptsGzip } of weights)
    print(
      `  ${role.padEnd(20)} page ${kb(html)} / ${kb(htmlGzip)}   scripts et styles ${kb(scripts)} / ${kb(scriptsGzip)}`,
    )
}

export function printAttendance({ phones, presences, refused, failures, p50, p95, slowest }: Room): void {
  print(`\nÉmargement : ${phones} téléphones derrière une adresse, en 60 s, 15 % de fautes de frappe`)
  print(`  ${presences} présences, ${failures} codes erronés, ${refused} refus 429 (budget 0)`)
  print(`  réponse p50 ${number(p50)} ms, p95 ${number(p95)} ms (≤ 1 500 ms), la plus lente ${number(slowest)} ms`)
}

export function printLists(candidatures: number, { lines, perPage }: Lists): void {
  print(`\n${number(candidatures)} candidatures, 25 par page, 8 personnes connectées à la fois`)
  print(`  ${'question'.padEnd(20)} ${'nu'.padEnd(46)} ${'Préau'.padEnd(46)} rapport   budget`)
  for (const { what, budget, bare, ours } of lines) {
    const ratio = `${number(ours.perSecond / bare.perSecond, 2)}×`
    print(`  ${what.padEnd(20)} ${shown(bare).padEnd(46)} ${shown(ours).padEnd(46)} ${ratio.padEnd(9)} ${budget}`)
  }
  print(`  requêtes SQL par page de liste : ${number(perPage, 2)}`)
}

export function printDesk(lines: Desk): void {
  print('\nAccueil, une personne de chaque rôle, rien de retenu d’avance (budget : p95 ≤ 300 ms)')
  for (const { role, what, p50, p95 } of lines)
    print(`  ${role.padEnd(20)} ${what.padEnd(24)} p50 ${number(p50)}  p95 ${number(p95)} ms`)
}

export function printImport({ rows, steps, others }: Awaited<ReturnType<typeof measureImport>>): void {
  print(`\nImport de ${number(rows)} étudiants (budget : + 300 Mo au plus)`)
  for (const { what, seconds, before, grown } of steps)
    print(
      `  ${what.padEnd(20)} ${number(seconds, 1)} s  ${number(rows / seconds)} lignes/s  ${number(before)} Mo + ${number(grown)} Mo`,
    )
  const worst = Math.max(...steps.map(({ before, grown }) => before + grown)) - (steps[0]?.before ?? 0)
  print(`  en tout, au pire moment : + ${number(worst)} Mo ; liste d’une autre personne : ${pace(others)}`)
}

export function printExport(rows: number, { files, others }: Awaited<ReturnType<typeof measureExport>>): void {
  print(`\nExport de ${number(rows)} lignes (budget : ≤ 2,5 s, ≤ 150 Mo, liste des autres ≤ 2×)`)
  for (const { what, seconds, before, grown } of files)
    print(`  ${what.padEnd(20)} ${number(seconds, 1)} s  ${number(before)} Mo + ${number(grown)} Mo`)
  print(`  liste d’une autre personne : ${pace(others)}`)
}

const pace = ({ idle, during }: { idle: number; during: number }): string =>
  `p50 ${number(idle, 1)} ms au repos, ${number(during, 1)} ms pendant (${number(during / idle, 2)}×)`

export function printDocuments({ idle, busy, perMinute, printed }: Documents): void {
  print(`\n${number(printed)} conventions imprimées à la suite, quatre personnes tournent les pages d’une liste`)
  print(`  documents par minute : ${number(perMinute)}`)
  print(`  liste au repos       : p50 ${number(idle.p50, 1)}  p95 ${number(idle.p95, 1)} ms`)
  print(`  liste pendant        : p50 ${number(busy.p50, 1)}  p95 ${number(busy.p95, 1)} ms`)
  print(`  rapport des p50      : ${number(busy.p50 / idle.p50, 2)}× (budget ≤ 2×)`)
}

const shown = ({ perSecond, p50, p95, work }: Measure): string =>
  `${number(perSecond)}/s  p50 ${number(p50, 1)}  p95 ${number(p95, 1)} ms  processeur ${work === null ? '?' : number(work, 1)} ms`
