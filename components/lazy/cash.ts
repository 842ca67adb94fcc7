// The cash box: opened by those who keep it
export { CashPage } from '../clubs/cash-page.tsx'
