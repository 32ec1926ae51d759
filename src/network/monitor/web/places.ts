export const exchange_place = '/so/lien-thong'
export const definitions_place = `${exchange_place}/cach-tinh`
export const flow_place = (facility: string): string => `${exchange_place}/${facility}`
export const day_place = (facility: string, day: string): string => `${exchange_place}/${facility}/${day}`
