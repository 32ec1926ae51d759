export type Value = string | number | boolean | null | undefined
/** `what`: of which table of the import it is, where there is one. */
export type Sheet = { what: string; name: string; header: string[]; rows: Value[][] }
