// Files in, a few times a year
export { ImportWizard } from '../import/wizard.tsx'
