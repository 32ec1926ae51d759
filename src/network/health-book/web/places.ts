export const health_book_place = (patient: string): string => `/suc-khoe/${patient}`
export const paper_address = (patient: string, id: string): string => `/api/timeline/${patient}/documents/${id}/pdf`
export const scan_address = (patient: string, request: string): string =>
  `/api/timeline/${patient}/requests/${request}/paper`
export const sheet_address = (patient: string, query: string): string =>
  `/api/timeline/${patient}/request-sheet${query}`
