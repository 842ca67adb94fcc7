// Files in, a few times a year

export { OpenedRun } from '../import/opened-run.tsx'
export { ImportWizard } from '../import/wizard.tsx'
