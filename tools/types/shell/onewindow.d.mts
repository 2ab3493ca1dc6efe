/** The glue that emcc makes in the build folder; the pack step resolves `./onewindow.mjs` to it. */
declare global {
  /** Which program this script is of (tools/pack/pack.mjs). */
  const __OW_PROGRAM__: 'onewindow' | 'staff' | 'gallery';
}
export interface OneWindowModule {
  [name: string]: any;
}
export interface OneWindowOptions {
  canvas?: HTMLElement | null;
  locateFile?: (path: string, prefix: string) => string;
  instantiateWasm?: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module?: WebAssembly.Module) => void,
  ) => object;
  print?: (text: string) => void;
  printErr?: (text: string) => void;
  onAbort?: (reason: unknown) => void;
  [name: string]: any;
}
export default function createOneWindow(options?: OneWindowOptions): Promise<OneWindowModule>;
