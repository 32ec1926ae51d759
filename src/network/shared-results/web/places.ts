export const changed_results_place = '/ket-qua-da-sua'
/** The desk of orders, where what is used of others stands. */
export const taken_place = (encounter: string): string => `/chi-dinh/${encounter}`
