// One change on many records: the form, the preview, the report
import '../bulk/bulk.css'

export { BulkDialog } from '../bulk/bulk-dialog.tsx'
export { BulkReportPage } from '../bulk/report-page.tsx'
