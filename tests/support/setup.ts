import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'

// Before config.ts is read: each test file has its own folder, so its files, mails and keys are its own.
process.env.DATA_DIR = mkdtempSync(join(String(process.env.DATA_DIR), 'file-'))
