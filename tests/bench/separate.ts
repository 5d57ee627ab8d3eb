import { parseOptions } from './options';
import { measureRiffRoom } from './riffroom';

/** `npm run bench`: separates one file with RiffRoom. The last line it prints is a JSON object (`BenchResult`). */
const options = parseOptions(process.argv.slice(2));
console.error(`Separating ${options.file} …`);
console.log(JSON.stringify(await measureRiffRoom(options)));
