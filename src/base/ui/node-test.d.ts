/** The two doors of node:test that tests beside browser modules use; Node's own types stay out of the browser's program. */
declare module 'node:test' {
  export const test: (name: string, run: () => void | Promise<void>) => void
}
declare module 'node:assert/strict' {
  const assert: {
    equal(actual: unknown, expected: unknown, message?: string): void
    deepEqual(actual: unknown, expected: unknown, message?: string): void
    ok(value: unknown, message?: string): void
  }
  export default assert
}
