export const privacy_place = '/du-lieu-ca-nhan'
export const consents_place = (patient: string): string => `/dong-y/${patient}`
