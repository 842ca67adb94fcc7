// What is opened when something went wrong: the trash, the way back to a version, two people on one form
export { GoBack } from '../undo/go-back.tsx'
export { StaleDiff } from '../undo/stale-diff.tsx'
export { TrashPage } from '../undo/trash-page.tsx'
