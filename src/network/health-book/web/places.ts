import { book_visits_place } from '../../exchange/web/places.ts'

export const health_book_place = (patient: string): string => `/suc-khoe/${patient}`
export const visits_place = (tray = 'open'): string => `${book_visits_place}?khay=${tray}`
export const paper_address = (patient: string, id: string): string => `/api/timeline/${patient}/documents/${id}/pdf`
export const scan_address = (patient: string, request: string): string =>
  `/api/timeline/${patient}/requests/${request}/paper`
export const sheet_address = (patient: string, query: string): string =>
  `/api/timeline/${patient}/request-sheet${query}`
