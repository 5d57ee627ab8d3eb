/** Node 20 has no Temporal; browsers that have none get the same polyfill (src/routes/+layout.ts). */
import 'temporal-polyfill/global';
