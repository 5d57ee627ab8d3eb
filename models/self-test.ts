import type { SelfTest } from '../src/lib/music/model';
import { selfTestInput, valuesOf } from '../src/lib/separation/self-test';
import type { CompiledModel } from './compile';
import { runNatively, segmentInputs } from './native';
import { OUTPUTS, SEGMENT } from './segment';

/** What the app holds a graphics device to: the model's answer to the self-test, in 32 bits on this processor. */
export async function selfTest(model: CompiledModel): Promise<SelfTest> {
	const { mix, spectrum } = selfTestInput(SEGMENT.frames, SEGMENT.columns);
	const outputs = await runNatively(model, 'fp32', segmentInputs(mix, spectrum));
	const values = ({ name }: { name: string }) => valuesOf(outputs[name]!.data as Float32Array);
	return { spectra: values(OUTPUTS.spectra), waves: values(OUTPUTS.waves) };
}
