/** Why there is no model to work with. */
export type ModelFailure =
	/** Not reached: offline, interrupted, or the site has no such file. What arrived whole is kept. */
	| 'network'
	/** It arrived, but it is not what the manifest says. */
	| 'damaged'
	/** The description of the model is not one that this app understands. */
	| 'manifest';
