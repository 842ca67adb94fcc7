// The officer’s table of defenses, fetched when it is opened
export { DefensesPage } from '../defenses/defenses-page.tsx'
