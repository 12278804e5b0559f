// Mermaid cleans labels with a library that works in browsers only. To parse, they may stay as they are.
const cleansNothing = 'export default { addHook() {}, sanitize: (text) => text }';

export const resolve = (specifier, context, next) =>
  specifier === 'dompurify'
    ? { url: `data:text/javascript,${encodeURIComponent(cleansNothing)}`, shortCircuit: true }
    : next(specifier, context);
