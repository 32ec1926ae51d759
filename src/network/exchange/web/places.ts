export const exchange_place = '/lien-thong'
export const outgoing_place = `${exchange_place}/di`
export const changed_place = `${exchange_place}/da-sua`
/** The health book's way to the insurance's portal: another room's page among these trays. */
export const book_visits_place = `${exchange_place}/so-suc-khoe`
/** A HoSoBenhAn file in somebody's hand. */
export const import_place = `${exchange_place}/nhap-tep`
/** With its name, also for the first one: without a name it is the one in which something waits. */
export const tray_place = (tray: string): string => `${exchange_place}?khay=${tray}`
export const letter_place = (id: string): string => `${exchange_place}/den/${id}`
export const part_address = (letter: string, position: number): string =>
  `/api/exchange/letters/${letter}/parts/${position}`
/** A document inside a whole record that came. */
export const packaged_address = (letter: string, name: string): string =>
  `/api/exchange/letters/${letter}/package?file=${encodeURIComponent(name)}`
