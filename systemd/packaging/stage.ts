import { existsSync } from 'node:fs';
import { CPUS } from './production-packages.ts';
import { sourceDate } from './source-date.ts';
import { stageProduct } from './stage-product.ts';

/** `npm run stage -- FOLDER`: textback as it runs, for the container image. */
const [into] = process.argv.slice(2);
const cpu = CPUS.find((each) => each === process.arch);
if (into === undefined || existsSync(into)) {
  console.error('Give a folder that is not there yet: npm run stage -- FOLDER');
  process.exitCode = 2;
} else if (cpu === undefined) {
  console.error(`textback is packed for ${CPUS.join(' and ')}, and this is ${process.arch}.`);
  process.exitCode = 1;
} else {
  stageProduct({ root: process.cwd(), modules: process.cwd(), cpu, into, madeAt: sourceDate() });
}
