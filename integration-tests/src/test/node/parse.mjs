// Reads flowcharts with Mermaid's own parser: a line for each file, "FILE ok" or "FILE" and what is wrong.
import { register } from 'node:module';
import { readFileSync } from 'node:fs';

register('./hooks.mjs', import.meta.url);
const { default: mermaid } = await import('mermaid');

for (const file of process.argv.slice(2)) {
  try {
    const { diagramType } = await mermaid.parse(readFileSync(file, 'utf8'));
    console.log(`${file} ${diagramType.startsWith('flowchart') ? 'ok' : `is a ${diagramType}`}`);
  } catch (error) {
    console.log(`${file} ${error.message}`);
  }
}
