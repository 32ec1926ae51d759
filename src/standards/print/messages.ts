/** What goes to the compiler's process and comes back. */
export type Job = { kind: 'pdf' | 'svg'; forms_dir: string; layout: string; form: string; data: string }
export type Done =
  { kind: 'pdf'; pdf: Uint8Array } | { kind: 'svg'; pages: string[] } | { kind: 'refused'; message: string }
export type Asked = { id: number; job: Job }
export type Answered = { id: number; done: Done }
