/** What goes to the compiler's process and comes back. */
import type { SignablePaper } from './contract.ts'

/** pdf: a sheet for the archive; appearance: the look of one signature, a small sheet without tags; svg: for the screen. */
export type Job = { kind: 'pdf' | 'appearance' | 'svg'; forms_dir: string; layout: string; form: string; data: string }
export type Done =
  | { kind: 'pdf'; paper: SignablePaper }
  | { kind: 'appearance'; pdf: Uint8Array }
  | { kind: 'svg'; pages: string[] }
  | { kind: 'refused'; message: string }
export type Asked = { id: number; job: Job }
export type Answered = { id: number; done: Done }
