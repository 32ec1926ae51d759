/** How the board writes numbers and days: 1.234,5 and dd/mm/yyyy. */

export const say_number = (value: number, digits = 0): string =>
  value.toLocaleString('vi-VN', { maximumFractionDigits: digits, minimumFractionDigits: 0 })

/** Million đồng; what is no whole million keeps its decimals. */
export const say_million = (dong: number): string => say_number(dong / 1_000_000, 6)

export const say_day = (day: string): string => day.split('-').reverse().join('/')

export const say_short_day = (day: string): string => say_day(day).slice(0, 5)

/** A long name as everybody says it, so that a row stays one line. */
export const say_unit = (name: string): string =>
  name
    .replace(/^Trung tâm Y tế/, 'TTYT')
    .replace(/^Bệnh viện Đa khoa/, 'BV Đa khoa')
    .replace(/^Bệnh viện/, 'BV')

/** … and shorter still for a tile: the kind of house stands above it, the province on top of the page. */
export const say_short = (name: string): string =>
  name
    .replace(/^Trung tâm Y tế (huyện |thị xã |thành phố |quận )?/, 'TTYT ')
    .replace(/^Trạm Y tế (xã |phường |thị trấn )?/, 'TYT ')
    .replace(/^Bệnh viện (\S.*?) tỉnh .+$/, 'BV $1')
    .replace(/^Bệnh viện/, 'BV')
