export const activity_place = '/so/hoat-dong'
export const prescribing_place = `${activity_place}/don-thuoc`
export const house_place = (facility: string): string => `${activity_place}/${facility}`
