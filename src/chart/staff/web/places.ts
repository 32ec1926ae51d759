export const staff_list_place = '/tai-khoan'
export const staff_place = (practitioner: string): string => `${staff_list_place}/${encodeURIComponent(practitioner)}`
