import {
	copyFileSync,
	mkdtempSync,
	openSync,
	closeSync,
	rmSync,
	truncateSync,
	writeFileSync,
	writeSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findHtdemucs, readHtdemucs } from '../../../models/htdemucs';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'riffroom-htdemucs-'))));
afterAll(() => rmSync(folder, { recursive: true }));

test('the published file is taken', () => {
	expect(readHtdemucs()).toHaveLength(174_263_526);
});

test('a file of another size is refused, by name and with both sizes', () => {
	const path = join(folder, 'short.onnx');
	writeFileSync(path, 'version https://git-lfs.github.com/spec/v1');
	expect(() => readHtdemucs(path)).toThrow(/short\.onnx has 42 bytes; the published model has 174263526/);
});

test('one wrong byte is refused', () => {
	const path = join(folder, 'changed.onnx');
	copyFileSync(findHtdemucs(), path);
	const file = openSync(path, 'r+');
	writeSync(file, Uint8Array.of(0xff), 0, 1, 100_000_000);
	closeSync(file);
	expect(() => readHtdemucs(path)).toThrow(/changed\.onnx has SHA-256 .* the published model has da9e5101/);
});

test('right size, empty content is refused', () => {
	const path = join(folder, 'zeros.onnx');
	writeFileSync(path, '');
	truncateSync(path, 174_263_526);
	expect(() => readHtdemucs(path)).toThrow(/SHA-256/);
});
