export { compile_view, type CompiledView, type Row, type ViewColumn } from './compile-view.ts'
export { write_csv } from './csv.ts'
