export type Reason = { severity: 'error' | 'warning'; message: string }

/** `value` is the tidy form to store when `ok`; `parts` what its shape tells. Warnings do not take `ok` away. */
export type Checked<Parts = undefined> = { ok: boolean; value: string; parts?: Parts; reasons: Reason[] }

export const wrong = <Parts>(value: string, message: string): Checked<Parts> => ({
  ok: false,
  value,
  reasons: [{ severity: 'error', message }],
})

export const right = <Parts>(value: string, parts?: Parts, doubts: string[] = []): Checked<Parts> => ({
  ok: true,
  value,
  ...(parts === undefined ? {} : { parts }),
  reasons: doubts.map((message) => ({ severity: 'warning', message })),
})

/** Capitals without the blanks, dots and dashes that people put in for reading. */
export const tidy_number = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s.\-–_/]/gu, '')
    .toUpperCase()
